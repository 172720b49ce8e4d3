import { describe, expect, test } from '@jest/globals';
import { NotFound, UnknownOutcome } from '../../src/workflows/ports/errors.js';
import { REQUEST_TAG, type ResolvedCall } from '../../src/domain/plan/outputs.js';
import type { InstanceCondition } from '../../src/domain/plan/types.js';
import type { ConditionStatus } from '../../src/workflows/ports/call-executor.js';
import { ATTRIBUTION, refOf, type Ec2Harness } from './ec2-harness.js';
import { DEFAULT_SUBNET, GOLDEN, HOME, SMALL_TYPE, TWINS } from './ec2-world.js';

/** Whatever is on its way has arrived after this. */
const LONG = 24 * 3600;
const PLACE = { account: HOME, region: 'us-east-1' } as const;

/** What `executeCall` and `checkCondition` promise of instances, and of images made of them. */
export function launchingContract(harness: () => Ec2Harness): void {
  async function launched(): Promise<string> {
    const { fields } = await harness().executor.executeCall(launch(), ATTRIBUTION);
    return fields['Instances[0].InstanceId'] ?? '';
  }

  function look(kind: InstanceCondition, instanceId: string): Promise<ConditionStatus> {
    return harness().executor.checkCondition({ kind, ...PLACE, instanceId }, ATTRIBUTION);
  }

  async function change(name: 'StopInstances' | 'TerminateInstances', instanceId: string): Promise<void> {
    await harness().executor.executeCall({ name, ...PLACE, input: { InstanceIds: [instanceId] } }, ATTRIBUTION);
  }

  describe('the environment of a launch', () => {
    test('has the instance type, and the default subnet if none is given', async () => {
      const { launch: launchEnvironment } = await harness().observer.observeImage(refOf(GOLDEN), {
        launch: { instanceType: 't3.small' },
      });

      expect(launchEnvironment).toEqual({
        instanceType: { known: true, value: SMALL_TYPE },
        subnet: { known: true, value: DEFAULT_SUBNET },
      });
    });

    test('is null for an instance type and a subnet that do not exist', async () => {
      const wanted = { instanceType: 'z9.huge', subnet: 'subnet-0fffffffffffffff0' };
      const { launch: launchEnvironment } = await harness().observer.observeImage(refOf(GOLDEN), { launch: wanted });

      expect(launchEnvironment).toEqual({
        instanceType: { known: true, value: null },
        subnet: { known: true, value: null },
      });
    });

    test.each([
      ['ec2:DescribeInstanceTypes', 'instanceType'],
      ['ec2:DescribeSubnets', 'subnet'],
    ] as const)('is unknown if %s is denied', async (permission, part) => {
      harness().deny(HOME, permission);

      const { launch: launchEnvironment } = await harness().observer.observeImage(refOf(GOLDEN), {
        launch: { instanceType: 't3.small' },
      });

      expect(launchEnvironment?.[part]).toMatchObject({ known: false, permission });
    });
  });

  describe('launching', () => {
    test('returns the instance ID, and the instance is pending, then running', async () => {
      const instanceId = await launched();

      const first = await look('instance-running', instanceId);
      harness().advance(LONG);
      const last = await look('instance-running', instanceId);

      expect(instanceId).toMatch(/^i-[0-9a-f]{17}$/);
      expect([first.kind, last.kind]).toEqual(['pending', 'satisfied']);
    });

    test('has an unknown outcome if the response is lost, and the token finds the instance', async () => {
      harness().injectFault('RunInstances', 'lost-answer');

      await expect(harness().executor.executeCall(launch(), ATTRIBUTION)).rejects.toThrow(UnknownOutcome);

      expect(await launched()).toBe(await launched());
    });

    test('throws NotFound if the AMI does not exist', async () => {
      const call = launch();
      const missing = { ...call, input: { ...call.input, ImageId: 'ami-0ffffffffffffffff' } };

      await expect(harness().executor.executeCall(missing, ATTRIBUTION)).rejects.toThrow(NotFound);
    });
  });

  describe('an instance', () => {
    test('is stopping, then stopped, and can be stopped again', async () => {
      const instanceId = await launched();
      harness().advance(LONG);
      await change('StopInstances', instanceId);

      const first = await look('instance-stopped', instanceId);
      harness().advance(LONG);
      await change('StopInstances', instanceId);

      expect([first.kind, (await look('instance-stopped', instanceId)).kind]).toEqual(['pending', 'satisfied']);
    });

    test('is shutting down, then terminated, and can be terminated again', async () => {
      const instanceId = await launched();
      harness().advance(LONG);
      await change('TerminateInstances', instanceId);

      const first = await look('instance-terminated', instanceId);
      harness().advance(LONG);
      await change('TerminateInstances', instanceId);

      expect([first.kind, (await look('instance-terminated', instanceId)).kind]).toEqual(['pending', 'satisfied']);
    });

    test('fails the condition if it reaches another state', async () => {
      const instanceId = await launched();
      await change('TerminateInstances', instanceId);

      expect(await look('instance-running', instanceId)).toMatchObject({ kind: 'failed' });
      expect(await look('instance-stopped', instanceId)).toMatchObject({ kind: 'failed' });
    });

    test('counts as terminated if it does not exist', async () => {
      expect(await look('instance-terminated', 'i-0ffffffffffffffff')).toMatchObject({ kind: 'satisfied' });
    });
  });

  describe('finding instances', () => {
    test('accepts a full ID and an ID prefix, and returns the instance', async () => {
      const instanceId = await launched();

      const whole = await harness().finder.findInstances({ id: instanceId });
      const abbreviated = await harness().finder.findInstances({ id: instanceId.slice(0, 12), account: HOME });

      expect(whole).toMatchObject({ instances: [{ instanceId, ...PLACE, imageId: GOLDEN.id, rootDeviceType: 'ebs' }] });
      expect(abbreviated.instances.map((instance) => instance.instanceId)).toContain(instanceId);
      expect(await harness().finder.findInstances({ id: instanceId, region: 'eu-west-1' })).toMatchObject({
        instances: [],
      });
    });

    test('names the locations that could not be read', async () => {
      harness().deny(HOME, 'ec2:DescribeInstances');

      const { instances, unreachable } = await harness().finder.findInstances({
        id: 'i-0ffffffffffffffff',
        account: HOME,
      });

      expect(instances).toEqual([]);
      expect(unreachable).toContainEqual({ ...PLACE, reason: expect.stringMatching(/denied/) });
    });

    test('observes whether the name for a new AMI is available', async () => {
      const ref = { instanceId: await launched(), ...PLACE };

      const free = await harness().observer.observeInstance(ref, { imageName: 'unused-name' });
      const taken = await harness().observer.observeInstance(ref, { imageName: GOLDEN.name });

      expect([free.existingImageId, taken.existingImageId]).toEqual([
        { known: true, value: null },
        { known: true, value: GOLDEN.id },
      ]);
      expect(free.instance.volumes).toEqual(GOLDEN.disks.map(({ device }) => device));
    });

    test('throws NotFound when observing an instance that does not exist', async () => {
      const ref = { instanceId: 'i-0ffffffffffffffff', ...PLACE };

      await expect(harness().observer.observeInstance(ref, { imageName: 'any' })).rejects.toThrow(NotFound);
    });
  });

  describe('an image of an instance', () => {
    async function imageable(): Promise<string> {
      const instanceId = await launched();
      harness().advance(LONG);
      return instanceId;
    }

    test('is pending, then available with its own snapshots and the request tag', async () => {
      const { fields } = await harness().executor.executeCall(createFrom(await imageable(), 'golden-2'), ATTRIBUTION);
      const condition = { kind: 'image-available', ...PLACE, imageId: fields.ImageId ?? '' } as const;

      const first = await harness().executor.checkCondition(condition, ATTRIBUTION);
      harness().advance(LONG);
      const last = await harness().executor.checkCondition(condition, ATTRIBUTION);

      expect(first.kind).toBe('pending');
      expect(last.kind === 'satisfied' ? Object.keys(last.snapshotsByDevice ?? {}).sort() : last).toEqual([
        '/dev/sdf',
        '/dev/xvda',
      ]);
      const { images } = await harness().finder.findImages({ id: fields.ImageId ?? '' });
      expect(images).toMatchObject([{ name: 'golden-2', ownerId: HOME, tags: { [REQUEST_TAG]: 'AR-7F3K2M' } }]);
    });

    test('is refused with the AWS error code if the name is in use', async () => {
      const call = createFrom(await imageable(), TWINS[0].name);

      await expect(harness().executor.executeCall(call, ATTRIBUTION)).rejects.toMatchObject({
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
