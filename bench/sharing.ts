import {
  DescribeImageAttributeCommand,
  DescribeImagesCommand,
  DescribeSnapshotAttributeCommand,
  EC2Client,
  ModifyImageAttributeCommand,
  ModifySnapshotAttributeCommand,
} from '@aws-sdk/client-ec2';
import { ACCOUNTS, HOME_CREDENTIALS } from '../sandbox/seed/accounts.js';
import type { Server, SimulatedServices } from './processes.js';
import { slackRequestsTo } from './slack-requests.js';
import { percentile, type Measurement } from './statistics.js';
import { imageId, type ServiceMessage } from './surroundings.js';

const SEQUENTIAL_COUNT = 40;
const CONCURRENCY = 16;
const TOTAL_COUNT = 160;

/** So many images are needed: every request is about one of its own, for ours and for the floor. */
export const IMAGES = 2 * (SEQUENTIAL_COUNT + TOTAL_COUNT);

/**
 * From Approve to the message that says Done, for a share, and how many whole requests one process gets through in a
 * second. The floor is the same change by the SDK alone: look at the AMI, permit, read back. No record, no message.
 */
export async function measureSharing(ours: Server, surroundings: SimulatedServices): Promise<readonly Measurement[]> {
  const slack = slackRequestsTo(ours.port, `${surroundings.slackUrl}/response`);
  const ec2 = new EC2Client({ region: 'us-east-1', endpoint: surroundings.awsUrl, credentials: HOME_CREDENTIALS });
  const images = Array.from({ length: IMAGES }, (_, number) => imageId(number))[Symbol.iterator]();

  async function approved(image: string): Promise<number> {
    const posted = messageUpdate(surroundings, () => true);
    await slack.command(`share ${image} with ${ACCOUNTS.prod}`);
    const { requestId, ts } = await posted;
    const done = messageUpdate(surroundings, (message) => message.requestId === requestId && message.isDone);
    return timed(async () => {
      await slack.approve(requestId, ts);
      await done;
    });
  }

  async function remainingImages(image: string): Promise<void> {
    const done = messageUpdate(surroundings, ({ text, isDone }) => isDone && text.includes(image));
    await slack.command(`share ${image} with ${ACCOUNTS.dev}`);
    await done;
  }

  const own: number[] = [];
  const floor: number[] = [];
  for (const image of takeImages(images, SEQUENTIAL_COUNT)) own.push(await approved(image));
  for (const image of takeImages(images, SEQUENTIAL_COUNT)) floor.push(await timed(() => shareBySdk(ec2, image)));
  const ownRate = await rateOf(takeImages(images, TOTAL_COUNT), remainingImages);
  const floorRate = await rateOf(takeImages(images, TOTAL_COUNT), (image) => shareBySdk(ec2, image));
  slack.close();
  ec2.destroy();
  return [
    { name: 'approval to done, p50', unit: 'ms', ours: percentile(own, 50), floor: percentile(floor, 50) },
    { name: 'approval to done, p99', unit: 'ms', ours: percentile(own, 99), floor: percentile(floor, 99) },
    { name: `whole shares, ${String(CONCURRENCY)} at once`, unit: '1/s', ours: ownRate, floor: floorRate },
  ];
}

function messageUpdate(
  { messages }: SimulatedServices,
  isIt: (shown: ServiceMessage & { kind: 'message-updated' }) => boolean,
): Promise<ServiceMessage & { kind: 'message-updated' }> {
  return new Promise((resolve) => {
    function look(each: ServiceMessage & { kind: 'message-updated' }): void {
      if (!isIt(each)) return;
      messages.off('messageUpdates', look);
      resolve(each);
    }
    messages.on('messageUpdates', look);
  });
}

async function shareBySdk(ec2: EC2Client, image: string): Promise<void> {
  const { Images: [found] = [] } = await ec2.send(new DescribeImagesCommand({ ImageIds: [image] }));
  const snapshots = found?.BlockDeviceMappings?.flatMap(({ Ebs }) => Ebs?.SnapshotId ?? []) ?? [];
  for (const SnapshotId of snapshots) {
    await ec2.send(
      new ModifySnapshotAttributeCommand({
        SnapshotId,
        Attribute: 'createVolumePermission',
        OperationType: 'add',
        UserIds: [ACCOUNTS.prod],
      }),
    );
    await ec2.send(new DescribeSnapshotAttributeCommand({ SnapshotId, Attribute: 'createVolumePermission' }));
  }
  const ImageId = image;
  await ec2.send(new ModifyImageAttributeCommand({ ImageId, LaunchPermission: { Add: [{ UserId: ACCOUNTS.prod }] } }));
  await ec2.send(new DescribeImageAttributeCommand({ ImageId, Attribute: 'launchPermission' }));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** How many a second, with so many under way at any moment. */
async function rateOf(images: readonly string[], work: (image: string) => Promise<void>): Promise<number> {
  const waiting = images[Symbol.iterator]();
  const took = await timed(() =>
    Promise.all(
      Array.from({ length: CONCURRENCY }, async () => {
        for (const image of waiting) await work(image);
      }),
    ),
  );
  return images.length / (took / 1_000);
}

function takeImages(images: Iterator<string>, count: number): readonly string[] {
  return Array.from({ length: count }, () => {
    const next = images.next();
    if (next.done === true) throw new Error('There are too few images for the bench');
    return next.value;
  });
}
