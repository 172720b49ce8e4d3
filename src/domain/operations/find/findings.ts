import type { SearchPage } from '../../model/catalog.js';
import type { Finding } from '../../plan/types.js';
import { info } from '../findings/build.js';
import { FAMILIES, familyByOwner } from './families.js';
import { parseCriteria } from './criteria.js';
import type { FindInput } from './input.js';

/** What a user of these AMIs should know. */
export function findings({ words }: FindInput, { images }: SearchPage): readonly Finding[] {
  const byId = images.some(({ image }) => familyByOwner(image.ownerId) !== undefined);
  return [
    ...(byId ? [PUBLISHER_MATCHED_BY_ID] : []),
    ...(images.length === 0 && parseCriteria(words).family === undefined ? [NO_FAMILY] : []),
  ];
}

const PUBLISHER_MATCHED_BY_ID = info(
  'publisher-by-id',
  'These publishers are identified by their account IDs, which AWS has not verified. The name of a public AMI proves nothing.',
);

const NO_FAMILY = info(
  'no-family',
  `No base images were looked for: the words name no family. Known are ${FAMILIES.map(({ label }) => label).join(', ')}.`,
  { fix: 'For example: /ami find ubuntu 24.04 arm64' },
);
