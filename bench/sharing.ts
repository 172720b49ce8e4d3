import {
  DescribeImageAttributeCommand,
  DescribeImagesCommand,
  DescribeSnapshotAttributeCommand,
  EC2Client,
  ModifyImageAttributeCommand,
  ModifySnapshotAttributeCommand,
} from '@aws-sdk/client-ec2';
import { ACCOUNTS, HOME_CREDENTIALS } from '../sandbox/seed/accounts.js';
import type { Server, Surroundings } from './processes.js';
import { slackRequestsTo } from './slack-requests.js';
import { percentile, type Measured } from './statistics.js';
import { imageId, type News } from './surroundings.js';

const ONE_BY_ONE = 40;
const AT_ONCE = 16;
const ALTOGETHER = 160;

/** So many images are needed: every request is about one of its own, for ours and for the floor. */
export const IMAGES = 2 * (ONE_BY_ONE + ALTOGETHER);

/**
 * From Approve to the message that says Done, for a share, and how many whole requests one process gets through in a
 * second. The floor is the same change by the SDK alone: look at the AMI, permit, read back. No record, no message.
 */
export async function measureSharing(ours: Server, surroundings: Surroundings): Promise<readonly Measured[]> {
  const slack = slackRequestsTo(ours.port, `${surroundings.slackUrl}/response`);
  const ec2 = new EC2Client({ region: 'us-east-1', endpoint: surroundings.awsUrl, credentials: HOME_CREDENTIALS });
  const images = Array.from({ length: IMAGES }, (_, number) => imageId(number))[Symbol.iterator]();

  async function approved(image: string): Promise<number> {
    const posted = shown(surroundings, () => true);
    await slack.command(`share ${image} with ${ACCOUNTS.prod}`);
    const { requestId, ts } = await posted;
    const done = shown(surroundings, (news) => news.requestId === requestId && news.isDone);
    return timed(async () => {
      await slack.approve(requestId, ts);
      await done;
    });
  }

  async function unasked(image: string): Promise<void> {
    const done = shown(surroundings, ({ words, isDone }) => isDone && words.includes(image));
    await slack.command(`share ${image} with ${ACCOUNTS.dev}`);
    await done;
  }

  const own: number[] = [];
  const floor: number[] = [];
  for (const image of take(images, ONE_BY_ONE)) own.push(await approved(image));
  for (const image of take(images, ONE_BY_ONE)) floor.push(await timed(() => shareBySdk(ec2, image)));
  const ownRate = await rateOf(take(images, ALTOGETHER), unasked);
  const floorRate = await rateOf(take(images, ALTOGETHER), (image) => shareBySdk(ec2, image));
  slack.close();
  ec2.destroy();
  return [
    { what: 'approval to done, p50', unit: 'ms', ours: percentile(own, 50), floor: percentile(floor, 50) },
    { what: 'approval to done, p99', unit: 'ms', ours: percentile(own, 99), floor: percentile(floor, 99) },
    { what: `whole shares, ${String(AT_ONCE)} at once`, unit: '1/s', ours: ownRate, floor: floorRate },
  ];
}

function shown(
  { news }: Surroundings,
  isIt: (shown: News & { kind: 'shown' }) => boolean,
): Promise<News & { kind: 'shown' }> {
  return new Promise((resolve) => {
    function look(each: News & { kind: 'shown' }): void {
      if (!isIt(each)) return;
      news.off('shown', look);
      resolve(each);
    }
    news.on('shown', look);
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
      Array.from({ length: AT_ONCE }, async () => {
        for (const image of waiting) await work(image);
      }),
    ),
  );
  return images.length / (took / 1_000);
}

function take(images: Iterator<string>, count: number): readonly string[] {
  return Array.from({ length: count }, () => {
    const next = images.next();
    if (next.done === true) throw new Error('There are too few images for the bench');
    return next.value;
  });
}
