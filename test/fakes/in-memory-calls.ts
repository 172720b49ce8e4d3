import type { z } from 'zod';
import { CALL_INPUTS } from '../../src/aws/ec2/call/inputs.js';
import { NotFound, Rejected } from '../../src/workflows/ports/errors.js';
import type { Grantee } from '../../src/domain/model/facts.js';
import type { CallName } from '../../src/domain/plan/call-inputs.js';
import type { ResolvedCall } from '../../src/domain/plan/outputs.js';
import type { CallResult } from '../../src/workflows/ports/call-executor.js';
import { IMPORT_CALLS } from './in-memory-imports.js';
import { INSTANCE_CALLS } from './in-memory-instances.js';
import { LIFE_CALLS } from './in-memory-lifecycle.js';
import { RECYCLE_CALLS } from './in-memory-recycle-bin.js';
import { findEntry, ownEntry, type ImageEntry, type SnapshotEntry, type FakeAws } from './in-memory-world.js';
import { copySnapshot, deleteSnapshot, registerImage, tagsIn } from './in-memory-snapshots.js';

/** How long a copy takes here. */
export const COPY_MS = 60_000;

/** Changes the world as the call asks and answers as EC2 does. */
export function applyCall(fakeAws: FakeAws, call: ResolvedCall, now: number): CallResult {
  return APPLY[call.name](fakeAws, call, now);
}

type Apply = (fakeAws: FakeAws, call: ResolvedCall, now: number) => CallResult;

const APPLY = {
  ModifyImageAttribute: share,
  ModifySnapshotAttribute: shareSnapshot,
  CopyImage: copy,
  CopySnapshot: copySnapshot,
  RegisterImage: registerImage,
  DeleteSnapshot: deleteSnapshot,
  DeregisterImage: deregister,
  ...LIFE_CALLS,
  ...INSTANCE_CALLS,
  ...IMPORT_CALLS,
  ...RECYCLE_CALLS,
} satisfies Record<CallName, Apply>;

function share(fakeAws: FakeAws, call: ResolvedCall): CallResult {
  const input = CALL_INPUTS.ModifyImageAttribute.parse(call.input);
  const entry = ownEntry(fakeAws, call, input.ImageId);
  const added = (input.LaunchPermission.Add ?? []).flatMap(toGrantee);
  const removed = (input.LaunchPermission.Remove ?? []).flatMap(toGrantee);
  entry.sharedWith = changed(entry.sharedWith, added, removed);
  return { fields: {} };
}

function shareSnapshot(fakeAws: FakeAws, call: ResolvedCall): CallResult {
  const input = CALL_INPUTS.ModifySnapshotAttribute.parse(call.input);
  const entry = snapshotOf(fakeAws, input.SnapshotId);
  if (entry.snapshot.ownerId !== call.account) throw new Rejected('AuthFailure', 'Not authorized for this snapshot');
  const grantees = [
    ...(input.UserIds ?? []).map((id): Grantee => ({ kind: 'account', id })),
    ...(input.GroupNames ?? []).map((): Grantee => ({ kind: 'public' })),
  ];
  const [added, removed] = input.OperationType === 'add' ? [grantees, []] : [[], grantees];
  entry.sharedWith = changed(entry.sharedWith, added, removed);
  return { fields: {} };
}

type SentGrantee = NonNullable<z.infer<typeof CALL_INPUTS.ModifyImageAttribute>['LaunchPermission']['Add']>[number];
type SentCopy = z.infer<typeof CALL_INPUTS.CopyImage>;

function copy(fakeAws: FakeAws, call: ResolvedCall, now: number): CallResult {
  const input = CALL_INPUTS.CopyImage.parse(call.input);
  const { account, region } = call;
  const here = fakeAws.images.filter(({ image }) => image.region === region && image.ownerId === account);
  const before = here.find((entry) => entry.copy?.token === input.ClientToken);
  if (before !== undefined) return { fields: { ImageId: before.image.imageId } };
  if (here.some(({ image }) => image.name === input.Name)) {
    throw new Rejected('InvalidAMIName.Duplicate', `AMI name ${input.Name} is already in use`);
  }
  const source = findEntry(fakeAws, { region: input.SourceRegion, imageId: input.SourceImageId });
  if (source === undefined) throw new NotFound(`The image id '[${input.SourceImageId}]' does not exist`);
  const entry = copied(fakeAws, source, input, call, now);
  fakeAws.images.push(entry);
  return { fields: { ImageId: entry.image.imageId } };
}

function copied(
  fakeAws: FakeAws,
  source: ImageEntry,
  input: SentCopy,
  { account, region }: ResolvedCall,
  now: number,
): ImageEntry {
  const number = fakeAws.images.length.toString(16).padStart(4, '0');
  const devices = source.image.blockDevices.map((device, index) =>
    device.snapshotId === undefined
      ? device
      : { ...device, snapshotId: `snap-0c0de00000${number}${String(index).padStart(3, '0')}` },
  );
  const badKey = input.KmsKeyId !== undefined && !fakeAws.keys.some(({ arn }) => arn === input.KmsKeyId);
  return {
    image: {
      ...source.image,
      imageId: `ami-0c0de00000000${number}`,
      region,
      account,
      ownerId: account,
      name: input.Name,
      state: 'pending',
      // The protection is not copied. (EC2 User Guide, "How AMI copy works")
      deregistrationProtection: 'disabled',
      public: false,
      createdAt: new Date(now).toISOString(),
      blockDevices: devices,
      tags: {
        ...(input.CopyImageTags === true ? source.image.tags : {}),
        ...tagsIn(input.TagSpecifications, 'image'),
      },
    },
    sharedWith: [],
    usageByAccount: {},
    snapshots: Object.fromEntries(
      devices.flatMap(({ snapshotId, sizeGiB }) => {
        if (snapshotId === undefined) return [];
        const snapshot = {
          snapshotId,
          ownerId: account,
          state: 'pending',
          volumeSizeGiB: sizeGiB ?? 8,
          storageTier: 'standard',
          encrypted: input.Encrypted === true,
        };
        return [[snapshotId, { snapshot, sharedWith: [] }] as const];
      }),
    ),
    copy: {
      token: input.ClientToken,
      begunAt: now,
      endsAt: now + COPY_MS,
      ...(badKey ? { failure: 'Given key ID is not accessible' } : {}),
    },
  };
}

function deregister(fakeAws: FakeAws, call: ResolvedCall): CallResult {
  const input = CALL_INPUTS.DeregisterImage.parse(call.input);
  const entry = ownEntry(fakeAws, call, input.ImageId);
  if (entry.image.deregistrationProtection !== 'disabled') {
    throw new Rejected('OperationNotPermitted', 'The image is protected from deregistration');
  }
  fakeAws.images.splice(fakeAws.images.indexOf(entry), 1);
  if (input.DeleteAssociatedSnapshots !== true) return { fields: {} };
  const kept = fakeAws.copiedSnapshots.filter(({ snapshot }) => !(snapshot.snapshotId in entry.snapshots));
  fakeAws.copiedSnapshots.splice(0, Infinity, ...kept);
  const results = Object.keys(entry.snapshots).map((id) =>
    fakeAws.images.some(({ snapshots }) => id in snapshots) ? `${id} kept: another AMI uses it` : `${id} deleted`,
  );
  return { fields: {}, detail: results.join('; ') };
}

export function snapshotOf({ images, copiedSnapshots }: FakeAws, snapshotId: string): SnapshotEntry {
  const entry =
    images.flatMap(({ snapshots }) => snapshots[snapshotId] ?? []).at(0) ??
    copiedSnapshots.find(({ snapshot }) => snapshot.snapshotId === snapshotId);
  if (entry === undefined) throw new NotFound(`The snapshot '${snapshotId}' does not exist.`);
  return entry;
}

function toGrantee(input: SentGrantee): readonly Grantee[] {
  if (input.UserId !== undefined) return [{ kind: 'account', id: input.UserId }];
  if (input.OrganizationArn !== undefined) return [{ kind: 'organization', arn: input.OrganizationArn }];
  if (input.OrganizationalUnitArn !== undefined) return [{ kind: 'ou', arn: input.OrganizationalUnitArn }];
  return input.Group === undefined ? [] : [{ kind: 'public' }];
}

function changed(
  present: readonly Grantee[],
  added: readonly Grantee[],
  removed: readonly Grantee[],
): readonly Grantee[] {
  const kept = present.filter((grantee) => !includesGrantee(removed, grantee));
  return [...kept, ...added.filter((grantee) => !includesGrantee(kept, grantee))];
}

export function includesGrantee(grantees: readonly Grantee[], wanted: Grantee): boolean {
  return grantees.some((grantee) => JSON.stringify(grantee) === JSON.stringify(wanted));
}
