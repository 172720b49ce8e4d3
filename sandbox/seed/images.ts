import { toState, type State } from '../ec2/store.js';
import { ACCOUNT_CONTENTS, ACCOUNTS } from './accounts.js';
import { BASE_IMAGES, PARAMETERS } from './images-base.js';
import { toSeedImage, toSeedSnapshots, type ImageSeed } from './images-builder.js';
import { KINDS_OF_IMAGES } from './images-kinds.js';
import { LIFE_IMAGES } from './images-lifecycle.js';
import { ORDINARY_IMAGES } from './images-ordinary.js';
import { SHARED_IMAGES } from './images-sharing.js';
import { STORAGE_IMAGES } from './images-storage.js';
import { IMAGES_IN_USE, USAGE_CONTENTS } from './images-usage.js';
import { importContents } from './imports.js';
import { ALL_KEYS } from './keys.js';

const IMAGES: readonly ImageSeed[] = [
  ...ORDINARY_IMAGES,
  ...SHARED_IMAGES,
  ...STORAGE_IMAGES,
  ...LIFE_IMAGES,
  ...KINDS_OF_IMAGES,
  ...IMAGES_IN_USE,
  ...BASE_IMAGES,
];

/** The initial state of the simulated AWS. Ages are counted back from `now`. */
export function seedAws(now: Date): State {
  const { roles, denials, ...imports } = importContents(now);
  return toState({
    ...ACCOUNT_CONTENTS,
    ...USAGE_CONTENTS,
    ...PARAMETERS,
    ...imports,
    roles: [...(ACCOUNT_CONTENTS.roles ?? []), ...(roles ?? [])],
    denials: [...(ACCOUNT_CONTENTS.denials ?? []), ...(denials ?? [])],
    keys: ALL_KEYS,
    images: IMAGES.map((seed) => toSeedImage(seed, now)),
    snapshots: IMAGES.flatMap((seed) => toSeedSnapshots(seed, now)),
  });
}

/** What each image shows, and a command that shows it: for the sandbox's page and its documentation. */
export const SEED_GUIDE: readonly GuideEntry[] = IMAGES.map(({ id, name, shows, command, is }) => ({
  imageId: id,
  name,
  account: is?.ownerId ?? ACCOUNTS.images,
  region: is?.region ?? 'us-east-1',
  shows,
  command,
}));

export interface GuideEntry {
  readonly imageId: string;
  readonly name: string;
  /** The owner's id. */
  readonly account: string;
  readonly region: string;
  readonly shows: string;
  readonly command: string;
}
