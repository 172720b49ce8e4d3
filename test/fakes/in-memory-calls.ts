import type { z } from 'zod';
import { CALL_INPUTS } from '../../src/aws/ec2/call-inputs.js';
import { Gone, Refused } from '../../src/workflows/errors.js';
import type { Grantee } from '../../src/workflows/facts/facts.js';
import type { CallName } from '../../src/workflows/plan/calls.js';
import type { ResolvedCall } from '../../src/workflows/plan/resolve.js';
import type { CallAnswer } from '../../src/workflows/ports.js';
import { IMPORT_CALLS } from './in-memory-imports.js';
import { INSTANCE_CALLS } from './in-memory-instances.js';
import { LIFE_CALLS } from './in-memory-life.js';
import { RECYCLE_CALLS } from './in-memory-recycle-bin.js';
import { findEntry, ownEntry, type ImageEntry, type SnapshotEntry, type World } from './in-memory-world.js';
import { copySnapshot, deleteSnapshot, registerImage, tagsIn } from './in-memory-snapshots.js';

/** How long a copy takes here. */
export const COPY_MS = 60_000;

/** Changes the world as the call asks and answers as EC2 does. */
export function applyCall(world: World, call: ResolvedCall, now: number): CallAnswer {
  return APPLY[call.name](world, call, now);
}

export type Apply = (world: World, call: ResolvedCall, now: number) => CallAnswer;

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

function share(world: World, call: ResolvedCall): CallAnswer {
  const input = CALL_INPUTS.ModifyImageAttribute.parse(call.input);
  const entry = ownEntry(world, call, input.ImageId);
  const added = (input.LaunchPermission.Add ?? []).flatMap(toGrantee);
  const removed = (input.LaunchPermission.Remove ?? []).flatMap(toGrantee);
  entry.sharedWith = changed(entry.sharedWith, added, removed);
  return { fields: {} };
}

function shareSnapshot(world: World, call: ResolvedCall): CallAnswer {
  const input = CALL_INPUTS.ModifySnapshotAttribute.parse(call.input);
  const entry = snapshotOf(world, input.SnapshotId);
  if (entry.snapshot.ownerId !== call.account) throw new Refused('AuthFailure', 'Not authorized for this snapshot');
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

function copy(world: World, call: ResolvedCall, now: number): CallAnswer {
  const input = CALL_INPUTS.CopyImage.parse(call.input);
  const { account, region } = call;
  const here = world.images.filter(({ image }) => image.region === region && image.ownerId === account);
  const before = here.find((entry) => entry.copy?.token === input.ClientToken);
  if (before !== undefined) return { fields: { ImageId: before.image.imageId } };
  if (here.some(({ image }) => image.name === input.Name)) {
    throw new Refused('InvalidAMIName.Duplicate', `AMI name ${input.Name} is already in use`);
  }
  const source = findEntry(world, { region: input.SourceRegion, imageId: input.SourceImageId });
  if (source === undefined) throw new Gone(`The image id '[${input.SourceImageId}]' does not exist`);
  const entry = copied(world, source, input, call, now);
  world.images.push(entry);
  return { fields: { ImageId: entry.image.imageId } };
}

function copied(
  world: World,
  source: ImageEntry,
  input: SentCopy,
  { account, region }: ResolvedCall,
  now: number,
): ImageEntry {
  const number = world.images.length.toString(16).padStart(4, '0');
  const devices = source.image.blockDevices.map((device, index) =>
    device.snapshotId === undefined
      ? device
      : { ...device, snapshotId: `snap-0c0de00000${number}${String(index).padStart(3, '0')}` },
  );
  const badKey = input.KmsKeyId !== undefined && !world.keys.some(({ arn }) => arn === input.KmsKeyId);
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
    usedIn: {},
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

function deregister(world: World, call: ResolvedCall): CallAnswer {
  const input = CALL_INPUTS.DeregisterImage.parse(call.input);
  const entry = ownEntry(world, call, input.ImageId);
  if (entry.image.deregistrationProtection !== 'disabled') {
    throw new Refused('OperationNotPermitted', 'The image is protected from deregistration');
  }
  world.images.splice(world.images.indexOf(entry), 1);
  if (input.DeleteAssociatedSnapshots !== true) return { fields: {} };
  const kept = world.copiedSnapshots.filter(({ snapshot }) => !(snapshot.snapshotId in entry.snapshots));
  world.copiedSnapshots.splice(0, Infinity, ...kept);
  const results = Object.keys(entry.snapshots).map((id) =>
    world.images.some(({ snapshots }) => id in snapshots) ? `${id} kept: another AMI uses it` : `${id} deleted`,
  );
  return { fields: {}, detail: results.join('; ') };
}

export function snapshotOf({ images, copiedSnapshots }: World, snapshotId: string): SnapshotEntry {
  const entry =
    images.flatMap(({ snapshots }) => snapshots[snapshotId] ?? []).at(0) ??
    copiedSnapshots.find(({ snapshot }) => snapshot.snapshotId === snapshotId);
  if (entry === undefined) throw new Gone(`The snapshot '${snapshotId}' does not exist.`);
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
  const kept = present.filter((grantee) => !includes(removed, grantee));
  return [...kept, ...added.filter((grantee) => !includes(kept, grantee))];
}

export function includes(grantees: readonly Grantee[], wanted: Grantee): boolean {
  return grantees.some((grantee) => JSON.stringify(grantee) === JSON.stringify(wanted));
}
