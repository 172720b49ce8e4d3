import { describe, expect, test } from '@jest/globals';
import { UnknownOutcome } from '../../src/workflows/ports/errors.js';
import type { CallName, TaggedType } from '../../src/domain/plan/call-inputs.js';
import { REQUEST_TAG, STEP_TAG, type ResolvedCall, type ResolvedCondition } from '../../src/domain/plan/outputs.js';
import { ATTRIBUTION, type Ec2Harness } from './ec2-harness.js';
import { GOLDEN, HOME } from './ec2-world.js';

const PLACE = { account: HOME, region: 'eu-west-1' };
/** A whole copy is done after this. */
const LONG = 24 * 3600;

/**
 * What `executeCall`, `checkCondition` and `findCreatedResource` promise of copied snapshots and of AMIs that are
 * registered from them.
 */
export function registeringContract(harness: () => Ec2Harness): void {
  async function copied(step = 'copy-1'): Promise<string> {
    const { fields } = await harness().executor.executeCall(copySnapshot(step), ATTRIBUTION);
    harness().advance(LONG);
    return fields.SnapshotId ?? 'no snapshot id was answered';
  }

  function looked(condition: Condition) {
    return harness().executor.checkCondition({ ...condition, ...PLACE }, ATTRIBUTION);
  }

  describe('copying a snapshot', () => {
    test('reports its progress and completion', async () => {
      const { fields } = await harness().executor.executeCall(copySnapshot('copy-1'), ATTRIBUTION);
      const condition = { kind: 'snapshot-completed', snapshotId: fields.SnapshotId ?? '' } as const;

      const first = await looked(condition);
      harness().advance(LONG);

      expect(first).toMatchObject({ kind: 'pending', detail: expect.stringContaining('copying') });
      expect(await looked(condition)).toEqual({ kind: 'satisfied' });
    });

    test('is undone by a deletion, which throws NotFound when repeated', async () => {
      const snapshotId = await copied();
      const deletion = { name: 'DeleteSnapshot', ...PLACE, input: { SnapshotId: snapshotId } } as const;

      const before = await looked({ kind: 'snapshot-gone', snapshotId });
      await harness().executor.executeCall(deletion, ATTRIBUTION);

      expect(before.kind).toBe('pending');
      expect(await looked({ kind: 'snapshot-gone', snapshotId })).toEqual({ kind: 'satisfied' });
      await expect(harness().executor.executeCall(deletion, ATTRIBUTION)).rejects.toMatchObject({ kind: 'not-found' });
    });
  });

  describe('registering an AMI', () => {
    test('creates an AMI from the snapshot, which then cannot be deleted', async () => {
      const snapshotId = await copied();
      const { fields } = await harness().executor.executeCall(register(snapshotId), ATTRIBUTION);
      harness().advance(LONG);

      expect(await looked(available(fields.ImageId))).toMatchObject({
        kind: 'satisfied',
        snapshotsByDevice: { '/dev/xvda': snapshotId },
      });
      await expect(
        harness().executor.executeCall(
          { name: 'DeleteSnapshot', ...PLACE, input: { SnapshotId: snapshotId } },
          ATTRIBUTION,
        ),
      ).rejects.toMatchObject({ kind: 'rejected', code: 'InvalidSnapshot.InUse' });
    });

    test('satisfies the condition only if the AMI is billed as expected', async () => {
      const { fields } = await harness().executor.executeCall(register(await copied()), ATTRIBUTION);
      harness().advance(LONG);
      const linux = { platformDetails: 'Linux/UNIX', usageOperation: 'RunInstances' };
      const windows = { platformDetails: 'Windows', usageOperation: 'RunInstances:0002' };

      expect((await looked({ ...available(fields.ImageId), billedAs: linux })).kind).toBe('satisfied');
      expect(await looked({ ...available(fields.ImageId), billedAs: windows })).toMatchObject({
        kind: 'failed',
        message: expect.stringContaining('billed'),
      });
    });
  });

  describe('finding what a call created if its response was lost', () => {
    test('finds the snapshot by request and step', async () => {
      harness().injectFault('CopySnapshot', 'lost-answer');
      await expect(harness().executor.executeCall(copySnapshot('copy-1'), ATTRIBUTION)).rejects.toThrow(UnknownOutcome);

      const found = await harness().executor.findCreatedResource(copySnapshot('copy-1'), ATTRIBUTION);

      expect(found?.fields.SnapshotId).toMatch(/^snap-/);
      expect((await looked({ kind: 'snapshot-completed', snapshotId: found?.fields.SnapshotId ?? '' })).kind).toBe(
        'pending',
      );
      expect(await harness().executor.findCreatedResource(copySnapshot('copy-2'), ATTRIBUTION)).toBeUndefined();
    });

    test('finds the AMI by request and step', async () => {
      const snapshotId = await copied();
      harness().injectFault('RegisterImage', 'lost-answer');
      await expect(harness().executor.executeCall(register(snapshotId), ATTRIBUTION)).rejects.toThrow(UnknownOutcome);
      harness().advance(LONG);

      const found = await harness().executor.findCreatedResource(register(snapshotId), ATTRIBUTION);

      expect((await looked(available(found?.fields.ImageId))).kind).toBe('satisfied');
      expect(
        await harness().executor.findCreatedResource({ ...register(snapshotId), region: 'us-east-1' }, ATTRIBUTION),
      ).toBeUndefined();
    });

    test('finds nothing if nothing was created', async () => {
      expect(await harness().executor.findCreatedResource(copySnapshot('copy-1'), ATTRIBUTION)).toBeUndefined();
      expect(
        await harness().executor.findCreatedResource(register('snap-0a000000000000001'), ATTRIBUTION),
      ).toBeUndefined();
    });
  });
}

type Condition = ResolvedCondition extends infer One
  ? One extends unknown
    ? Omit<One, 'account' | 'region'>
    : never
  : never;

function available(imageId: string | undefined): { readonly kind: 'image-available'; readonly imageId: string } {
  return { kind: 'image-available', imageId: imageId ?? 'no image id was answered' };
}

function copySnapshot(step: string): ResolvedCall {
  const SourceSnapshotId = GOLDEN.disks[0]?.snapshotId;
  return created('CopySnapshot', 'snapshot', step, { SourceRegion: GOLDEN.region, SourceSnapshotId });
}

function register(snapshotId: string): ResolvedCall {
  return created('RegisterImage', 'image', 'register', {
    Name: 'golden-registered',
    Architecture: 'x86_64',
    VirtualizationType: 'hvm',
    RootDeviceName: '/dev/xvda',
    EnaSupport: true,
    BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { SnapshotId: snapshotId } }],
  });
}

function created(name: CallName, ResourceType: TaggedType, step: string, input: object): ResolvedCall {
  const Tags = [
    { Key: REQUEST_TAG, Value: 'AR-7F3K2M' },
    { Key: STEP_TAG, Value: step },
  ];
  return { name, ...PLACE, input: { ...input, TagSpecifications: [{ ResourceType, Tags }] } };
}
