import type { CatalogQuestion } from '../../facts/catalog.js';
import type { ListInput } from './input.js';

export function questions({ region, account }: ListInput): readonly CatalogQuestion[] {
  return [{ kind: 'own', region, account }];
}
