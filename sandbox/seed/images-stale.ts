import { toState, type State } from '../ec2/store.js';
import { ACCOUNT_CONTENTS, ACCOUNTS } from './accounts.js';
import { toSeedImage, toSeedSnapshots, type ImageSeed } from './images-builder.js';

const SERVICES = [
  'payments-api',
  'checkout-web',
  'search-indexer',
  'ml-training',
  'build-agent',
  'vpn-gateway',
  'reporting',
];
const PLACES = [
  { ownerId: ACCOUNTS.images, region: 'us-east-1' },
  { ownerId: ACCOUNTS.images, region: 'eu-west-1' },
  { ownerId: ACCOUNTS.prod, region: 'us-east-1' },
] as const;
const OWNERS = ['U0RITA', 'U0SAM'];
const SIZES = [8, 30, 100, 500];
/** Shared by hand: of these that nothing uses, the first two. */
const SHARED = 2;

/** An AWS with a number of unused AMIs, some new ones, and unexplained shares. */
export function staleAws(count: number): (now: Date) => State {
  return (now) => {
    const stale = Array.from({ length: count }, (_, index) => staleSeed(index));
    const recent = Array.from({ length: Math.ceil(count / 2) }, (_, index) => recentSeed(index));
    const seeds = [...stale, ...recent];
    return toState({
      ...ACCOUNT_CONTENTS,
      denials: [],
      images: seeds.map((seed) => toSeedImage(seed, now)),
      snapshots: seeds.flatMap((seed) => toSeedSnapshots(seed, now)),
    });
  };
}

function staleSeed(index: number): ImageSeed {
  const service = pick(SERVICES, index);
  const gib = pick(SIZES, Math.floor(index / 3));
  const ageDays = 120 + ((index * 37) % 900);
  return {
    id: `ami-0${(0x51a1e00000000000n + BigInt(index) * 0x1f3d5b79n).toString(16)}`,
    name: `${service}-${2023 + (index % 3)}.${String(1 + (index % 12)).padStart(2, '0')}-b${100 + index}`,
    ...NO_GUIDE,
    ageDays,
    ...(index % 4 === 0 ? {} : { launchedDaysAgo: Math.max(100, ageDays - 20) }),
    ...(index % 5 === 1 ? { deprecatedInDays: -40 } : {}),
    tags: { Name: service, ...(index % 3 === 0 ? { Owner: pick(OWNERS, index) } : {}) },
    volumes: [{ device: '/dev/xvda', gib, writtenGib: gib * 0.6 }],
    ...(index < SHARED ? { sharedWith: [{ userId: index % 3 === 2 ? ACCOUNTS.images : ACCOUNTS.dev }] } : {}),
    is: pick(PLACES, index),
  };
}

function recentSeed(index: number): ImageSeed {
  return {
    id: `ami-0${(0x7ece000000000000n + BigInt(index)).toString(16)}`,
    name: `golden-base-2026.${String(1 + (index % 11)).padStart(2, '0')}-${index}`,
    ...NO_GUIDE,
    ageDays: 5 + (index % 60),
    launchedDaysAgo: 2,
    is: pick(PLACES, index),
  };
}

const NO_GUIDE = { shows: '', command: '' };

function pick<T>(from: readonly T[], index: number): T {
  const one = from[index % from.length];
  if (one === undefined) throw new Error('nothing to pick from');
  return one;
}
