import type { Directory } from '../../src/workflows/facts/directory.js';
import type { Image } from '../../src/workflows/facts/image.js';
import type { ResolvedCondition } from '../../src/workflows/plan/resolve.js';
import type { ImageMatches, ImageSearch, Sighting } from '../../src/workflows/ports.js';
import { canActIn } from '../../src/workflows/facts/directory.js';
import { COPY_MS, includes, snapshotOf } from './in-memory-calls.js';
import { canSee, findEntry, isDenied, type ImageEntry, type World } from './in-memory-world.js';

/** Looks for AMIs as `Cloud.findImages` promises. */
export function findIn(world: World, directory: Directory, search: ImageSearch): ImageMatches {
  const places = directory
    .filter(({ id }) => canActIn(directory, id) && (search.account ?? id) === id)
    .flatMap(({ id, regions }) =>
      (search.region === undefined ? regions : [search.region]).map((region) => ({ account: id, region })),
    );
  const shut = places.filter(({ account }) => isDenied(world, account, 'ec2:DescribeImages'));
  const open = places.filter((place) => !shut.includes(place));
  return {
    images: world.images.flatMap((entry) => {
      if (!entry.image.imageId.startsWith(search.id)) return [];
      const seenBy = open.filter(({ account, region }) => region === entry.image.region && canSee(entry, account));
      const viewer = seenBy.find(({ account }) => account === entry.image.ownerId) ?? seenBy[0];
      return viewer === undefined ? [] : [seenFrom(entry, viewer.account)];
    }),
    unreachable: shut.map((place) => ({ ...place, reason: 'reading the AMIs was denied' })),
  };
}

/** An AMI through an account's eyes: the tags are the owner's. */
export function seenFrom({ image }: ImageEntry, account: string): Image {
  if (account === image.ownerId) return { ...image, account };
  return { ...image, account, tags: {} };
}

/** Looks once, as `Cloud.look` promises. */
export function lookAt(world: World, condition: ResolvedCondition, now: number): Sighting {
  switch (condition.kind) {
    case 'image-available':
      return lookAtImage(findEntry(world, condition), now);
    case 'image-gone':
      return findEntry(world, condition) === undefined ? { kind: 'met' } : { kind: 'not-yet', detail: 'still there' };
    case 'image-state':
    case 'deprecation':
    case 'protection':
      return isSet(condition, findEntry(world, condition)?.image) ? { kind: 'met' } : { kind: 'not-yet' };
    case 'launch-permissions':
      return compare(condition, findEntry(world, condition)?.sharedWith ?? []);
    case 'volume-permissions':
      return compare(condition, snapshotOf(world, condition.snapshotId).sharedWith);
  }
}

function lookAtImage(entry: ImageEntry | undefined, now: number): Sighting {
  if (entry === undefined) return { kind: 'not-yet', detail: 'not visible yet' };
  const { image, copy } = entry;
  if (image.state === 'available') return { kind: 'met', devices: devicesOf(image) };
  if (image.state !== 'pending') return { kind: 'failed', message: image.stateReason ?? `it is ${image.state}` };
  const progress = Math.floor(((now - (copy?.begunAt ?? now)) / COPY_MS) * 100);
  return { kind: 'not-yet', detail: `copying, ${progress} %` };
}

function isSet(
  condition: Extract<ResolvedCondition, { kind: 'image-state' | 'deprecation' | 'protection' }>,
  image: Image | undefined,
): boolean {
  switch (condition.kind) {
    case 'image-state':
      return image?.state === condition.state;
    case 'deprecation':
      return image !== undefined && (image.deprecatedAt ?? null) === condition.at;
    case 'protection':
      return image?.deregistrationProtection.startsWith('enabled') === condition.isOn;
  }
}

function devicesOf({ blockDevices }: Image): Readonly<Record<string, string>> {
  return Object.fromEntries(
    blockDevices.flatMap(({ device, snapshotId }) => (snapshotId === undefined ? [] : [[device, snapshotId] as const])),
  );
}

function compare(
  { present, absent }: Extract<ResolvedCondition, { present: unknown }>,
  actual: Parameters<typeof includes>[0],
): Sighting {
  const met =
    present.every((grantee) => includes(actual, grantee)) && !absent.some((grantee) => includes(actual, grantee));
  return met ? { kind: 'met' } : { kind: 'not-yet', detail: 'not all permissions are as wanted' };
}
