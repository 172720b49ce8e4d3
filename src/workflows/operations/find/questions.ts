import type { CatalogQuestion } from '../../facts/catalog.js';
import { wantedBy } from '../searching/wanted.js';
import type { FindInput } from './input.js';

/** Own AMIs always; base images where the words name a family. */
export function questions({ words, region }: FindInput): readonly CatalogQuestion[] {
  const { family, version } = wantedBy(words);
  return [{ kind: 'own', region }, ...(family === undefined ? [] : [published(family.from)])];

  function published(from: NonNullable<typeof family>['from']): CatalogQuestion {
    return from.kind === 'owner'
      ? { kind: 'published', ownerId: from.ownerId, names: from.names(version), region }
      : { kind: 'parameters', names: from.names, region };
  }
}
