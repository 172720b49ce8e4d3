import type { Found } from '../../facts/catalog.js';
import type { Finding } from '../../plan/types.js';
import { open } from '../planning/finding.js';
import { because } from '../planning/observed.js';

/** Whom an AMI is shared with may not be known: then it is listed, too. */
export function findings({ images }: Found): readonly Finding[] {
  const [first] = images.flatMap(({ sharedWith }) => (sharedWith?.known === false ? sharedWith : []));
  if (first === undefined) return [];
  return [
    open('launch-permissions-unknown', `Whom some of these are shared with could not be found out: ${because(first)}.`),
  ];
}
