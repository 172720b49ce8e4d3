import type { Found } from '../../facts/catalog.js';
import type { Finding } from '../../plan/types.js';
import { info } from '../planning/finding.js';
import { FAMILIES, familyOf } from '../searching/families.js';
import { wantedBy } from '../searching/wanted.js';
import type { FindInput } from './input.js';

/** What whoever takes one of them should know. */
export function findings({ words }: FindInput, { images }: Found): readonly Finding[] {
  const byId = images.some(({ image }) => familyOf(image.ownerId) !== undefined);
  return [
    ...(byId ? [PUBLISHER_BY_ID] : []),
    ...(images.length === 0 && wantedBy(words).family === undefined ? [NO_FAMILY] : []),
  ];
}

const PUBLISHER_BY_ID = info(
  'publisher-by-id',
  'These publishers are known by the ids of their accounts, which AWS has not verified. The name of a public AMI proves nothing.',
);

const NO_FAMILY = info(
  'no-family',
  `No base images were looked for: the words name no family. Known are ${FAMILIES.map(({ label }) => label).join(', ')}.`,
  { fix: 'For example: /ami find ubuntu 24.04 arm64' },
);
