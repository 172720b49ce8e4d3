import { describe, expect, test } from '@jest/globals';
import { NotFound, UnknownOutcome } from '../../src/workflows/ports/errors.js';
import { REQUEST_TAG, type ResolvedCall } from '../../src/domain/plan/outputs.js';
import type { InstanceCondition } from '../../src/domain/plan/types.js';
import type { ConditionStatus } from '../../src/workflows/ports/ports.js';
import { ATTRIBUTION, refOf, type CloudHarness } from './cloud-harness.js';
import { DEFAULT_SUBNET, GOLDEN, HOME, SMALL_TYPE, TWINS } from './cloud-world.js';

/** Whatever is on its way has arrived after this. */
const LONG = 24 * 3600;
const PLACE = { account: HOME, region: 'us-east-1' } as const;

/** What `executeCall` and `checkCondition` promise of instances, and of images made of them. */
export function launchingContract(harness: () => CloudHarness): void {
  async function launched(): Promise<string> {
    const { fields } = await harness().cloud.executeCall(launch(), ATTRIBUTION);
    return fields['Instances[0].InstanceId'] ?? '';
  }

  function look(kind: InstanceCondition, instanceId: string): Promise<ConditionStatus> {
    return harness().cloud.checkCondition({ kind, ...PLACE, instanceId }, ATTRIBUTION);
  }

  async function change(name: 'StopInstances' | 'TerminateInstances', instanceId: string): Promise<void> {
    await harness().cloud.executeCall({ name, ...PLACE, input: { InstanceIds: [instanceId] } }, ATTRIBUTION);
  }

  describe('the site of a launch', () => {
    test('is the instance type as EC2 has it, and a default subnet where none is named', async () => {
      const { launch: launchEnvironment } = await harness().cloud.observeImage(refOf(GOLDEN), {
        launch: { instanceType: 't3.small' },
      });

      expect(launchEnvironment).toEqual({
        instanceType: { known: true, value: SMALL_TYPE },
        subnet: { known: true, value: DEFAULT_SUBNET },
      });
    });

    test('is null for a type and a subnet that are not there', async () => {
      const wanted = { instanceType: 'z9.huge', subnet: 'subnet-0fffffffffffffff0' };
      const { launch: launchEnvironment } = await harness().cloud.observeImage(refOf(GOLDEN), { launch: wanted });

      expect(launchEnvironment).toEqual({
        instanceType: { known: true, value: null },
        subnet: { known: true, value: null },
      });
    });

    test.each([
      ['ec2:DescribeInstanceTypes', 'instanceType'],
      ['ec2:DescribeSubnets', 'subnet'],
    ] as const)('is not known where %s is denied', async (permission, part) => {
      harness().deny(HOME, permission);

      const { launch: launchEnvironment } = await harness().cloud.observeImage(refOf(GOLDEN), {
        launch: { instanceType: 't3.small' },
      });

      expect(launchEnvironment?.[part]).toMatchObject({ known: false, permission });
    });
  });

  describe('launching', () => {
    test('answers with the id of the instance, which is pending and then running', async () => {
      const instanceId = await launched();

      const first = await look('instance-running', instanceId);
      harness().advance(LONG);
      const last = await look('instance-running', instanceId);

      expect(instanceId).toMatch(/^i-[0-9a-f]{17}$/);
      expect([first.kind, last.kind]).toEqual(['pending', 'satisfied']);
    });

    test('whose answer is lost has an unknown outcome, and the same token finds the instance', async () => {
      harness().injectFault('RunInstances', 'lost-answer');

      await expect(harness().cloud.executeCall(launch(), ATTRIBUTION)).rejects.toThrow(UnknownOutcome);

      expect(await launched()).toBe(await launched());
    });

    test('from an AMI that does not exist is refused as such', async () => {
      const call = launch();
      const missing = { ...call, input: { ...call.input, ImageId: 'ami-0ffffffffffffffff' } };

      await expect(harness().cloud.executeCall(missing, ATTRIBUTION)).rejects.toThrow(NotFound);
    });
  });

  describe('an instance', () => {
    test('is stopping and then stopped; stopping it again is harmless', async () => {
      const instanceId = await launched();
      harness().advance(LONG);
      await change('StopInstances', instanceId);

      const first = await look('instance-stopped', instanceId);
      harness().advance(LONG);
      await change('StopInstances', instanceId);

      expect([first.kind, (await look('instance-stopped', instanceId)).kind]).toEqual(['pending', 'satisfied']);
    });

    test('is shutting down and then terminated; terminating it again is harmless', async () => {
      const instanceId = await launched();
      harness().advance(LONG);
      await change('TerminateInstances', instanceId);

      const first = await look('instance-terminated', instanceId);
      harness().advance(LONG);
      await change('TerminateInstances', instanceId);

      expect([first.kind, (await look('instance-terminated', instanceId)).kind]).toEqual(['pending', 'satisfied']);
    });

    test('that goes another way is no longer waited for', async () => {
      const instanceId = await launched();
      await change('TerminateInstances', instanceId);

      expect(await look('instance-running', instanceId)).toMatchObject({ kind: 'failed' });
      expect(await look('instance-stopped', instanceId)).toMatchObject({ kind: 'failed' });
    });

    test('that nobody knows has ended', async () => {
      expect(await look('instance-terminated', 'i-0ffffffffffffffff')).toMatchObject({ kind: 'satisfied' });
    });
  });

  describe('finding instances', () => {
    test('takes a whole id and an abbreviation, and tells what the instance is', async () => {
      const instanceId = await launched();

      const whole = await harness().cloud.findInstances({ id: instanceId });
      const abbreviated = await harness().cloud.findInstances({ id: instanceId.slice(0, 12), account: HOME });

      expect(whole).toMatchObject({ instances: [{ instanceId, ...PLACE, imageId: GOLDEN.id, rootDeviceType: 'ebs' }] });
      expect(abbreviated.instances.map((instance) => instance.instanceId)).toContain(instanceId);
      expect(await harness().cloud.findInstances({ id: instanceId, region: 'eu-west-1' })).toMatchObject({
        instances: [],
      });
    });

    test('names the places that could not be looked into', async () => {
      harness().deny(HOME, 'ec2:DescribeInstances');

      const { instances, unreachable } = await harness().cloud.findInstances({
        id: 'i-0ffffffffffffffff',
        account: HOME,
      });

      expect(instances).toEqual([]);
      expect(unreachable).toContainEqual({ ...PLACE, reason: expect.stringMatching(/denied/) });
    });

    test('observing one tells whether the name for its AMI is free', async () => {
      const ref = { instanceId: await launched(), ...PLACE };

      const free = await harness().cloud.observeInstance(ref, { imageName: 'nobody-has-this' });
      const taken = await harness().cloud.observeInstance(ref, { imageName: GOLDEN.name });

      expect([free.existingImageId, taken.existingImageId]).toEqual([
        { known: true, value: null },
        { known: true, value: GOLDEN.id },
      ]);
      expect(free.instance.volumes).toEqual(GOLDEN.disks.map(({ device }) => device));
    });

    test('observing one that does not exist says that it is gone', async () => {
      const ref = { instanceId: 'i-0ffffffffffffffff', ...PLACE };

      await expect(harness().cloud.observeInstance(ref, { imageName: 'any' })).rejects.toThrow(NotFound);
    });
  });

  describe('an image of an instance', () => {
    async function imageable(): Promise<string> {
      const instanceId = await launched();
      harness().advance(LONG);
      return instanceId;
    }

    test('is pending, and then available with snapshots of its own and the tag of the request', async () => {
      const { fields } = await harness().cloud.executeCall(createFrom(await imageable(), 'golden-2'), ATTRIBUTION);
      const condition = { kind: 'image-available', ...PLACE, imageId: fields.ImageId ?? '' } as const;

      const first = await harness().cloud.checkCondition(condition, ATTRIBUTION);
      harness().advance(LONG);
      const last = await harness().cloud.checkCondition(condition, ATTRIBUTION);

      expect(first.kind).toBe('pending');
      expect(last.kind === 'satisfied' ? Object.keys(last.snapshotsByDevice ?? {}).sort() : last).toEqual([
        '/dev/sdf',
        '/dev/xvda',
      ]);
      const { images } = await harness().cloud.findImages({ id: fields.ImageId ?? '' });
      expect(images).toMatchObject([{ name: 'golden-2', ownerId: HOME, tags: { [REQUEST_TAG]: 'AR-7F3K2M' } }]);
    });

    test('with a name that is taken is refused with the code of AWS', async () => {
      const call = createFrom(await imageable(), TWINS[0].name);

      await expect(harness().cloud.executeCall(call, ATTRIBUTION)).rejects.toMatchObject({
        code: 'InvalidAMIName.Duplicate',
      });
    });
  });
}

function launch(): ResolvedCall {
  return {
    name: 'RunInstances',
    ...PLACE,
    input: {
      ImageId: GOLDEN.id,
      InstanceType: 't3.small',
      MinCount: 1,
      MaxCount: 1,
      MetadataOptions: { HttpTokens: 'required' },
      ClientToken: 'AR-7F3K2M-1-launch',
      TagSpecifications: tags('instance', 'volume'),
    },
  };
}

function createFrom(instanceId: string, name: string): ResolvedCall {
  return {
    name: 'CreateImage',
    ...PLACE,
    input: { InstanceId: instanceId, Name: name, TagSpecifications: tags('image', 'snapshot') },
  };
}

function tags(...types: readonly string[]) {
  return types.map((ResourceType) => ({ ResourceType, Tags: [{ Key: REQUEST_TAG, Value: 'AR-7F3K2M' }] }));
}
