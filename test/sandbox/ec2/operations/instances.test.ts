import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  CreateImageCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeSnapshotsCommand,
  RunInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
  type RunInstancesCommandInput,
  type _InstanceType,
} from '@aws-sdk/client-ec2';
import { ACCOUNTS } from '../../../../sandbox/seed/accounts.js';
import { startAwsUnderTest, type AwsUnderTest } from '../aws-under-test.js';

let world: AwsUnderTest;
beforeAll(async () => {
  world = await startAwsUnderTest();
});
beforeEach(() => world.aws.reset());
afterAll(() => world.close());

const GOLDEN = 'ami-1234567890abcdef0';
const GRAVITON = 'ami-0c0ffee5e1f2a3b40';
const PARAVIRTUAL = 'ami-0f1f2a3b4c5d6e7f0';
const MARKETPLACE = 'ami-03a4ce7d0e1f2a3b0';
const DISABLED = 'ami-0d15ab1ed0e1f2a30';
const RUNNING = 'i-0b111d00000000001';
const TERMINATED = 'i-0b111d00000000003';

async function run(ImageId: string, type: string, more: Partial<RunInstancesCommandInput> = {}, account?: string) {
  const InstanceType = type as _InstanceType;
  const client = await world.ec2('us-east-1', account);
  const { Instances } = await client.send(
    new RunInstancesCommand({ ImageId, InstanceType, MinCount: 1, MaxCount: 1, ...more }),
  );
  return Instances?.[0];
}

async function describeOne(id = '') {
  const { Reservations } = await (await world.ec2()).send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  return Reservations?.[0]?.Instances?.[0];
}

async function create(InstanceId: string, Name: string) {
  return (await world.ec2()).send(
    new CreateImageCommand({
      InstanceId,
      Name,
      TagSpecifications: [
        { ResourceType: 'image', Tags: [{ Key: 'a', Value: '1' }] },
        { ResourceType: 'snapshot', Tags: [{ Key: 'b', Value: '2' }] },
      ],
    }),
  );
}

describe('RunInstances', () => {
  test('creates a pending, then running instance with a volume per device', async () => {
    const instance = await run(GOLDEN, 't3.small', { MetadataOptions: { HttpTokens: 'required' } });
    world.advance(60);

    const later = await describeOne(instance?.InstanceId);

    expect(instance?.State?.Name).toBe('pending');
    expect(later).toMatchObject({ State: { Name: 'running' }, SubnetId: 'subnet-0de7a017000000001' });
    expect(later?.BlockDeviceMappings?.map(({ DeviceName }) => DeviceName)).toEqual(['/dev/xvda', '/dev/sdf']);
  });

  test.each<[string, string, string, Partial<RunInstancesCommandInput>, string]>([
    ['a type that does not exist', GOLDEN, 'z9.huge', {}, 'InvalidParameterValue'],
    ['another architecture', GRAVITON, 't3.small', {}, 'InvalidParameterValue'],
    ['a paravirtual image on a current type', PARAVIRTUAL, 't3.small', {}, 'InvalidParameterCombination'],
    ['a Marketplace product without a subscription', MARKETPLACE, 't3.small', {}, 'OptInRequired'],
    ['a disabled image', DISABLED, 't3.small', {}, 'InvalidAMIID.Unavailable'],
    ['an image that does not exist', 'ami-0ffffffffffffffff', 't3.small', {}, 'InvalidAMIID.NotFound'],
    ['a subnet that does not exist', GOLDEN, 't3.small', { SubnetId: 'subnet-1' }, 'InvalidSubnetID.NotFound'],
  ])('refuses %s', async (_, image, type, more, code) => {
    await expect(run(image, type, more)).rejects.toMatchObject({ name: code });
  });

  test('runs a paravirtual image on an old instance type', async () => {
    expect(await run(PARAVIRTUAL, 'm3.medium')).toMatchObject({ InstanceType: 'm3.medium' });
  });

  test('requires a subnet if there is no default VPC', async () => {
    const shared = 'ami-0c0ffee5e1f2a3b40';

    await expect(run(shared, 't4g.micro', {}, ACCOUNTS.prod)).rejects.toMatchObject({ name: 'VPCIdNotSpecified' });
    const named = await run(shared, 't4g.micro', { SubnetId: 'subnet-0de7a017000000003' }, ACCOUNTS.prod);
    expect(named?.SubnetId).toBe('subnet-0de7a017000000003');
  });

  test('is idempotent per client token until the instance is terminated', async () => {
    const token = { ClientToken: 'once' };
    const first = await run(GOLDEN, 't3.small', token);
    const second = await run(GOLDEN, 't3.small', token);
    await (await world.ec2()).send(new TerminateInstancesCommand({ InstanceIds: [first?.InstanceId ?? ''] }));
    world.advance(60);

    expect(second?.InstanceId).toBe(first?.InstanceId);
    await expect(run(GOLDEN, 't3.small', token)).rejects.toMatchObject({ name: 'IdempotentInstanceTerminated' });
    await expect(run(GOLDEN, 't3.micro', token)).rejects.toMatchObject({ name: 'IdempotentParameterMismatch' });
  });
});

describe('StopInstances and TerminateInstances', () => {
  test('complete after some time', async () => {
    const client = await world.ec2();
    await client.send(new StopInstancesCommand({ InstanceIds: [RUNNING] }));
    const stopping = await describeOne(RUNNING);
    world.advance(60);
    const stopped = await describeOne(RUNNING);
    await client.send(new TerminateInstancesCommand({ InstanceIds: [RUNNING] }));
    const ending = await describeOne(RUNNING);
    world.advance(60);

    const states = [stopping, stopped, ending, await describeOne(RUNNING)].map((one) => one?.State?.Name);
    expect(states).toEqual(['stopping', 'stopped', 'shutting-down', 'terminated']);
  });

  test('do not find instances of other accounts', async () => {
    const input = { InstanceIds: ['i-0b111d00000000004'] };

    await expect((await world.ec2()).send(new StopInstancesCommand(input))).rejects.toMatchObject({
      name: 'InvalidInstanceID.NotFound',
    });
  });

  test('refuse a terminated instance', async () => {
    const input = { InstanceIds: [TERMINATED] };

    await expect((await world.ec2()).send(new StopInstancesCommand(input))).rejects.toMatchObject({
      name: 'IncorrectInstanceState',
    });
  });
});

describe('CreateImage', () => {
  test('creates an image with tagged snapshots, without the instance tags', async () => {
    const { ImageId = '' } = await create(RUNNING, 'build-agent-10');
    world.advance(60);

    const client = await world.ec2();
    const { Images } = await client.send(new DescribeImagesCommand({ ImageIds: [ImageId] }));
    const ids = Images?.[0]?.BlockDeviceMappings?.flatMap(({ Ebs }) => Ebs?.SnapshotId ?? []);
    const { Snapshots = [] } = await client.send(new DescribeSnapshotsCommand({ SnapshotIds: ids }));

    expect(Images).toMatchObject([{ State: 'available', Tags: [{ Key: 'a', Value: '1' }] }]);
    expect(Snapshots.map(({ VolumeSize, Tags }) => [VolumeSize, Tags])).toEqual([
      [20, [{ Key: 'b', Value: '2' }]],
      [100, [{ Key: 'b', Value: '2' }]],
    ]);
  });

  test.each([
    ['a name that is already in use', RUNNING, 'golden-base-2026.11', 'InvalidAMIName.Duplicate'],
    ['a terminated instance', TERMINATED, 'new', 'IncorrectState'],
    ['an instance that does not exist', 'i-0ffffffffffffffff', 'new', 'InvalidInstanceID.NotFound'],
  ])('refuses %s', async (_, instance, name, code) => {
    await expect(create(instance, name)).rejects.toMatchObject({ name: code });
  });
});
