import { describe, expect, test } from '@jest/globals';
import { UnknownOutcome } from '../../src/workflows/errors.js';
import { REQUEST_TAG, type ResolvedCall, type ResolvedCondition } from '../../src/workflows/plan/resolve.js';
import type { Sighting } from '../../src/workflows/ports.js';
import { ERRAND, refOf, type CloudHarness } from './cloud-harness.js';
import { GOLDEN, HOME, TWINS } from './cloud-world.js';

/** A whole copy is done after this. */
const LONG = 24 * 3600;

/** What `call` and `look` promise of copies. */
export function copyingContract(harness: () => CloudHarness): void {
  describe('copying', () => {
    test('is pending with its progress, and then available with the snapshot behind each device', async () => {
      const { fields } = await harness().cloud.call(copyAs('golden-copy'), ERRAND);
      const condition = available(fields.ImageId);

      const first = await harness().cloud.look(condition, ERRAND);
      harness().advance(LONG);
      const last = await harness().cloud.look(condition, ERRAND);

      expect(first).toMatchObject({ kind: 'not-yet', detail: expect.stringContaining('copying') });
      expect(last).toEqual({ kind: 'met', devices: expect.any(Object) });
      expect(Object.keys(devicesOf(last)).sort()).toEqual(GOLDEN.disks.map(({ device }) => device).sort());
      for (const { snapshotId } of GOLDEN.disks) expect(Object.values(devicesOf(last))).not.toContain(snapshotId);
    });

    test('carries the name, the tags of the source and the tag of the request', async () => {
      const { fields } = await harness().cloud.call(copyAs('golden-copy'), ERRAND);

      const { images } = await harness().cloud.findImages({ id: fields.ImageId ?? '' });
      expect(images).toMatchObject([{ name: 'golden-copy', tags: { Tier: 'base', [REQUEST_TAG]: 'AR-7F3K2M' } }]);
    });

    test('with the same token answers with the first copy', async () => {
      const first = await harness().cloud.call(copyAs('golden-copy'), ERRAND);
      const second = await harness().cloud.call(copyAs('golden-copy'), ERRAND);

      expect(second.fields.ImageId).toBe(first.fields.ImageId);
    });

    test('whose answer is lost has an unknown outcome, and the same token finds the copy that was made', async () => {
      harness().disturb('CopyImage', 'lost-answer');

      await expect(harness().cloud.call(copyAs('golden-copy'), ERRAND)).rejects.toThrow(UnknownOutcome);

      const { fields } = await harness().cloud.call(copyAs('golden-copy'), ERRAND);
      const facts = await harness().cloud.observe(refOf(GOLDEN), {
        destinations: [{ account: HOME, region: 'eu-west-1', name: 'golden-copy' }],
      });
      expect(facts.destinations?.[0]?.sameName).toEqual({ known: true, value: fields.ImageId });
    });

    test('under a key that cannot be used fails afterwards and says why', async () => {
      const badKey = `arn:aws:kms:eu-west-1:${HOME}:key/00000000-0000-0000-0000-000000000000`;
      const call = copyAs('golden-copy');
      const { fields } = await harness().cloud.call(
        { ...call, input: { ...call.input, Encrypted: true, KmsKeyId: badKey } },
        ERRAND,
      );
      harness().advance(LONG);

      const sighting = await harness().cloud.look(available(fields.ImageId), ERRAND);

      expect(sighting).toMatchObject({ kind: 'failed', message: expect.stringMatching(/key/i) });
    });

    test('to a name that is taken is refused with the code of AWS', async () => {
      const call = { ...copyAs(TWINS[1].name) };

      await expect(harness().cloud.call(call, ERRAND)).rejects.toMatchObject({
        kind: 'refused',
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

function devicesOf(sighting: Sighting): Readonly<Record<string, string>> {
  return sighting.kind === 'met' ? (sighting.devices ?? {}) : {};
}
