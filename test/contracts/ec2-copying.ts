import { describe, expect, test } from '@jest/globals';
import { UnknownOutcome } from '../../src/workflows/ports/errors.js';
import { REQUEST_TAG, type ResolvedCall, type ResolvedCondition } from '../../src/domain/plan/outputs.js';
import type { ConditionStatus } from '../../src/workflows/ports/call-executor.js';
import { ATTRIBUTION, refOf, type Ec2Harness } from './ec2-harness.js';
import { GOLDEN, HOME, TWINS } from './ec2-world.js';

/** A whole copy is done after this. */
const LONG = 24 * 3600;

/** What `executeCall` and `checkCondition` promise of copies. */
export function copyingContract(harness: () => Ec2Harness): void {
  describe('copying', () => {
    test('is pending with its progress, then available with a snapshot per device', async () => {
      const { fields } = await harness().executor.executeCall(copyAs('golden-copy'), ATTRIBUTION);
      const condition = available(fields.ImageId);

      const first = await harness().executor.checkCondition(condition, ATTRIBUTION);
      harness().advance(LONG);
      const last = await harness().executor.checkCondition(condition, ATTRIBUTION);

      expect(first).toMatchObject({ kind: 'pending', detail: expect.stringContaining('copying') });
      expect(last).toEqual({ kind: 'satisfied', snapshotsByDevice: expect.any(Object) });
      expect(Object.keys(devicesOf(last)).sort()).toEqual(GOLDEN.disks.map(({ device }) => device).sort());
      for (const { snapshotId } of GOLDEN.disks) expect(Object.values(devicesOf(last))).not.toContain(snapshotId);
    });

    test('copies the name and the source tags, and adds the request tag', async () => {
      const { fields } = await harness().executor.executeCall(copyAs('golden-copy'), ATTRIBUTION);

      const { images } = await harness().finder.findImages({ id: fields.ImageId ?? '' });
      expect(images).toMatchObject([{ name: 'golden-copy', tags: { Tier: 'base', [REQUEST_TAG]: 'AR-7F3K2M' } }]);
    });

    test('returns the first copy if the token is the same', async () => {
      const first = await harness().executor.executeCall(copyAs('golden-copy'), ATTRIBUTION);
      const second = await harness().executor.executeCall(copyAs('golden-copy'), ATTRIBUTION);

      expect(second.fields.ImageId).toBe(first.fields.ImageId);
    });

    test('has an unknown outcome if the response is lost, and the token finds the copy', async () => {
      harness().injectFault('CopyImage', 'lost-answer');

      await expect(harness().executor.executeCall(copyAs('golden-copy'), ATTRIBUTION)).rejects.toThrow(UnknownOutcome);

      const { fields } = await harness().executor.executeCall(copyAs('golden-copy'), ATTRIBUTION);
      const facts = await harness().observer.observeImage(refOf(GOLDEN), {
        destinations: [{ account: HOME, region: 'eu-west-1', name: 'golden-copy' }],
      });
      expect(facts.destinations?.[0]?.existingImageId).toEqual({ known: true, value: fields.ImageId });
    });

    test('fails later with the reason if the key cannot be used', async () => {
      const badKey = `arn:aws:kms:eu-west-1:${HOME}:key/00000000-0000-0000-0000-000000000000`;
      const call = copyAs('golden-copy');
      const { fields } = await harness().executor.executeCall(
        { ...call, input: { ...call.input, Encrypted: true, KmsKeyId: badKey } },
        ATTRIBUTION,
      );
      harness().advance(LONG);

      const status = await harness().executor.checkCondition(available(fields.ImageId), ATTRIBUTION);

      expect(status).toMatchObject({ kind: 'failed', message: expect.stringMatching(/key/i) });
    });

    test('is refused with the AWS error code if the name is in use', async () => {
      const call = { ...copyAs(TWINS[1].name) };

      await expect(harness().executor.executeCall(call, ATTRIBUTION)).rejects.toMatchObject({
        kind: 'rejected',
        code: 'InvalidAMIName.Duplicate',
      });
    });
  });
}

function copyAs(name: string): ResolvedCall {
  return {
    name: 'CopyImage',
    account: HOME,
    region: 'eu-west-1',
    input: {
      SourceRegion: GOLDEN.region,
      SourceImageId: GOLDEN.id,
      Name: name,
      CopyImageTags: true,
      ClientToken: 'AR-7F3K2M-1-copy-eu-west-1',
      TagSpecifications: (['image', 'snapshot'] as const).map((ResourceType) => ({
        ResourceType,
        Tags: [{ Key: REQUEST_TAG, Value: 'AR-7F3K2M' }],
      })),
    },
  };
}

function available(imageId: string | undefined): ResolvedCondition {
  return {
    kind: 'image-available',
    account: HOME,
    region: 'eu-west-1',
    imageId: imageId ?? 'no image id was answered',
  };
}

function devicesOf(status: ConditionStatus): Readonly<Record<string, string>> {
  return status.kind === 'satisfied' ? (status.snapshotsByDevice ?? {}) : {};
}
