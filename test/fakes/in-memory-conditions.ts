import { z } from 'zod';
import { CALL_INPUTS } from '../../src/aws/ec2/call/inputs.js';
import { type Directory, canAccessAccount } from '../../src/domain/model/directory.js';
import type { Image } from '../../src/domain/model/image.js';
import { REQUEST_TAG, STEP_TAG, type ResolvedCall, type ResolvedCondition } from '../../src/domain/plan/outputs.js';
import type { Billing } from '../../src/domain/plan/types.js';
import type { CallResult, ConditionStatus } from '../../src/workflows/ports/call-executor.js';
import type { ImageMatches, ResourceSearch } from '../../src/workflows/ports/resource-finder.js';
import { COPY_MS, includesGrantee, snapshotOf } from './in-memory-calls.js';
import { SNAPSHOT_MS, tagsIn } from './in-memory-snapshots.js';
import { canSee, findEntry, isDenied, type CopiedSnapshot, type ImageEntry, type FakeAws } from './in-memory-world.js';
import { checkImportCompletedIn, checkImportEndedIn } from './in-memory-imports.js';
import { checkInstanceStateIn } from './in-memory-instances.js';

/** Looks for AMIs as `ResourceFinder.findImages` promises. */
export function findImagesIn(fakeAws: FakeAws, directory: Directory, search: ResourceSearch): ImageMatches {
  const places = directory
    .filter(({ id }) => canAccessAccount(directory, id) && (search.account ?? id) === id)
    .flatMap(({ id, regions }) =>
      (search.region === undefined ? regions : [search.region]).map((region) => ({ account: id, region })),
    );
  const shut = places.filter(({ account }) => isDenied(fakeAws, account, 'ec2:DescribeImages'));
  const open = places.filter((place) => !shut.includes(place));
  return {
    images: fakeAws.images.flatMap((entry) => {
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

/** Looks once, as `CallExecutor.checkCondition` promises. */
export function checkConditionIn(fakeAws: FakeAws, condition: ResolvedCondition, now: number): ConditionStatus {
  switch (condition.kind) {
    case 'image-available':
      return checkImage(findEntry(fakeAws, condition), now, condition.billedAs);
    case 'image-gone':
      return findEntry(fakeAws, condition) === undefined
        ? { kind: 'satisfied' }
        : { kind: 'pending', detail: 'still there' };
    case 'image-present':
      return findEntry(fakeAws, condition) === undefined ? { kind: 'pending' } : { kind: 'satisfied' };
    case 'image-state':
    case 'deprecation':
    case 'deprecated-by':
    case 'protection':
      return isSet(condition, findEntry(fakeAws, condition)?.image) ? { kind: 'satisfied' } : { kind: 'pending' };
    case 'snapshot-completed':
      return checkSnapshot(copiedSnapshot(fakeAws, condition.snapshotId), now);
    case 'snapshot-gone':
      return copiedSnapshot(fakeAws, condition.snapshotId) === undefined
        ? { kind: 'satisfied' }
        : { kind: 'pending', detail: 'still there' };
    case 'instance-running':
    case 'instance-stopped':
    case 'instance-terminated':
      return checkInstanceStateIn(fakeAws, condition.kind, condition.instanceId);
    case 'imported':
      return checkImportCompletedIn(fakeAws, condition.importTaskId, now);
    case 'import-ended':
      return checkImportEndedIn(fakeAws, condition.importTaskId, now);
    case 'launch-permissions':
      return compareGrantees(condition, findEntry(fakeAws, condition)?.sharedWith ?? []);
    case 'volume-permissions':
      return compareGrantees(condition, snapshotOf(fakeAws, condition.snapshotId).sharedWith);
  }
}

/** What an earlier sending of a call has made, as `CallExecutor.findCreatedResource` promises. */
export function findCreatedResourceIn(
  fakeAws: FakeAws,
  { account, region, input }: ResolvedCall,
): CallResult | undefined {
  const [asked] = tagged.parse(input).TagSpecifications;
  const wanted = Object.entries(tagsIn(asked === undefined ? [] : [asked], asked?.ResourceType ?? 'image'));
  const ours = wanted.filter(([key]) => key === REQUEST_TAG || key === STEP_TAG);
  function isOurs(tags: Readonly<Record<string, string>>): boolean {
    return ours.every(([key, value]) => tags[key] === value);
  }
  if (asked?.ResourceType === 'image') {
    const entry = fakeAws.images.find(
      ({ image }) =>
        image.region === region && image.ownerId === account && image.state !== 'failed' && isOurs(image.tags),
    );
    return entry === undefined ? undefined : { fields: { ImageId: entry.image.imageId } };
  }
  const copied = fakeAws.copiedSnapshots.find(
    ({ snapshot, tags, ...place }) => place.region === region && snapshot.ownerId === account && isOurs(tags),
  );
  return copied === undefined ? undefined : { fields: { SnapshotId: copied.snapshot.snapshotId } };
}

const tagged = z.object({ TagSpecifications: CALL_INPUTS.RegisterImage.shape.TagSpecifications });

function copiedSnapshot({ copiedSnapshots }: FakeAws, snapshotId: string): CopiedSnapshot | undefined {
  return copiedSnapshots.find(({ snapshot }) => snapshot.snapshotId === snapshotId);
}

function checkSnapshot(entry: CopiedSnapshot | undefined, now: number): ConditionStatus {
  if (entry === undefined) return { kind: 'pending', detail: 'not visible yet' };
  const progress = Math.floor((1 - (entry.endsAt - now) / SNAPSHOT_MS) * 100);
  return now >= entry.endsAt ? { kind: 'satisfied' } : { kind: 'pending', detail: `copying, ${String(progress)} %` };
}

function checkImage(entry: ImageEntry | undefined, now: number, billedAs: Billing | undefined): ConditionStatus {
  if (entry === undefined) return { kind: 'pending', detail: 'not visible yet' };
  const { image, copy } = entry;
  if (billedAs !== undefined && image.state === 'available' && image.usageOperation !== billedAs.usageOperation) {
    return { kind: 'failed', message: `it is billed as ${image.usageOperation ?? 'nothing'}` };
  }
  if (image.state === 'available') return { kind: 'satisfied', snapshotsByDevice: deviceOutputs(image) };
  if (image.state !== 'pending') return { kind: 'failed', message: image.stateReason ?? `it is ${image.state}` };
  const progress = Math.floor(((now - (copy?.begunAt ?? now)) / COPY_MS) * 100);
  return { kind: 'pending', detail: `copying, ${progress} %` };
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

function deviceOutputs({ blockDevices }: Image): Readonly<Record<string, string>> {
  return Object.fromEntries(
    blockDevices.flatMap(({ device, snapshotId }) => (snapshotId === undefined ? [] : [[device, snapshotId] as const])),
  );
}

function compareGrantees(
  { present, absent }: Extract<ResolvedCondition, { present: unknown }>,
  actual: Parameters<typeof includesGrantee>[0],
): ConditionStatus {
  const met =
    present.every((grantee) => includesGrantee(actual, grantee)) &&
    !absent.some((grantee) => includesGrantee(actual, grantee));
  return met ? { kind: 'satisfied' } : { kind: 'pending', detail: 'not all permissions are as wanted' };
}
