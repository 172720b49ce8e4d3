import { z } from 'zod';
import { CALL_INPUTS } from '../../src/aws/ec2/call-inputs.js';
import type { Directory } from '../../src/workflows/facts/directory.js';
import type { Image } from '../../src/workflows/facts/image.js';
import { REQUEST_TAG, STEP_TAG, type ResolvedCall, type ResolvedCondition } from '../../src/workflows/plan/resolve.js';
import type { Billing } from '../../src/workflows/plan/types.js';
import type { CallAnswer, ImageMatches, ImageSearch, Sighting } from '../../src/workflows/ports.js';
import { canActIn } from '../../src/workflows/facts/directory.js';
import { COPY_MS, includes, snapshotOf } from './in-memory-calls.js';
import { SNAPSHOT_MS, tagsIn } from './in-memory-snapshots.js';
import { canSee, findEntry, isDenied, type CopiedSnapshot, type ImageEntry, type World } from './in-memory-world.js';
import { lookAtImport, lookAtImportsEnd } from './in-memory-imports.js';
import { lookAtInstance } from './in-memory-instances.js';

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
      return lookAtImage(findEntry(world, condition), now, condition.billedAs);
    case 'image-gone':
      return findEntry(world, condition) === undefined ? { kind: 'met' } : { kind: 'not-yet', detail: 'still there' };
    case 'image-present':
      return findEntry(world, condition) === undefined ? { kind: 'not-yet' } : { kind: 'met' };
    case 'image-state':
    case 'deprecation':
    case 'deprecated-by':
    case 'protection':
      return isSet(condition, findEntry(world, condition)?.image) ? { kind: 'met' } : { kind: 'not-yet' };
    case 'snapshot-completed':
      return lookAtSnapshot(copiedSnapshot(world, condition.snapshotId), now);
    case 'snapshot-gone':
      return copiedSnapshot(world, condition.snapshotId) === undefined
        ? { kind: 'met' }
        : { kind: 'not-yet', detail: 'still there' };
    case 'instance-running':
    case 'instance-stopped':
    case 'instance-terminated':
      return lookAtInstance(world, condition.kind, condition.instanceId);
    case 'imported':
      return lookAtImport(world, condition.importTaskId, now);
    case 'import-ended':
      return lookAtImportsEnd(world, condition.importTaskId, now);
    case 'launch-permissions':
      return compare(condition, findEntry(world, condition)?.sharedWith ?? []);
    case 'volume-permissions':
      return compare(condition, snapshotOf(world, condition.snapshotId).sharedWith);
  }
}

/** What an earlier sending of a call has made, as `Cloud.recall` promises. */
export function recallIn(world: World, { account, region, input }: ResolvedCall): CallAnswer | undefined {
  const [asked] = tagged.parse(input).TagSpecifications;
  const wanted = Object.entries(tagsIn(asked === undefined ? [] : [asked], asked?.ResourceType ?? 'image'));
  const ours = wanted.filter(([key]) => key === REQUEST_TAG || key === STEP_TAG);
  function isOurs(tags: Readonly<Record<string, string>>): boolean {
    return ours.every(([key, value]) => tags[key] === value);
  }
  if (asked?.ResourceType === 'image') {
    const entry = world.images.find(
      ({ image }) =>
        image.region === region && image.ownerId === account && image.state !== 'failed' && isOurs(image.tags),
    );
    return entry === undefined ? undefined : { fields: { ImageId: entry.image.imageId } };
  }
  const copied = world.copiedSnapshots.find(
    ({ snapshot, tags, ...place }) => place.region === region && snapshot.ownerId === account && isOurs(tags),
  );
  return copied === undefined ? undefined : { fields: { SnapshotId: copied.snapshot.snapshotId } };
}

const tagged = z.object({ TagSpecifications: CALL_INPUTS.RegisterImage.shape.TagSpecifications });

function copiedSnapshot({ copiedSnapshots }: World, snapshotId: string): CopiedSnapshot | undefined {
  return copiedSnapshots.find(({ snapshot }) => snapshot.snapshotId === snapshotId);
}

function lookAtSnapshot(entry: CopiedSnapshot | undefined, now: number): Sighting {
  if (entry === undefined) return { kind: 'not-yet', detail: 'not visible yet' };
  const progress = Math.floor((1 - (entry.endsAt - now) / SNAPSHOT_MS) * 100);
  return now >= entry.endsAt ? { kind: 'met' } : { kind: 'not-yet', detail: `copying, ${String(progress)} %` };
}

function lookAtImage(entry: ImageEntry | undefined, now: number, billedAs: Billing | undefined): Sighting {
  if (entry === undefined) return { kind: 'not-yet', detail: 'not visible yet' };
  const { image, copy } = entry;
  if (billedAs !== undefined && image.state === 'available' && image.usageOperation !== billedAs.usageOperation) {
    return { kind: 'failed', message: `it is billed as ${image.usageOperation ?? 'nothing'}` };
  }
  if (image.state === 'available') return { kind: 'met', devices: devicesOf(image) };
  if (image.state !== 'pending') return { kind: 'failed', message: image.stateReason ?? `it is ${image.state}` };
  const progress = Math.floor(((now - (copy?.begunAt ?? now)) / COPY_MS) * 100);
  return { kind: 'not-yet', detail: `copying, ${progress} %` };
}

function isSet(
  condition: Extract<ResolvedCondition, { kind: 'image-state' | 'deprecation' | 'deprecated-by' | 'protection' }>,
  image: Image | undefined,
): boolean {
  switch (condition.kind) {
    case 'image-state':
      return image?.state === condition.state;
    case 'deprecation':
      return image !== undefined && (image.deprecatedAt ?? null) === condition.at;
    case 'deprecated-by':
      return image?.deprecatedAt !== undefined && image.deprecatedAt <= condition.by;
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
