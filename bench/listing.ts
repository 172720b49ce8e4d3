import { EC2Client, paginateDescribeImages } from '@aws-sdk/client-ec2';
import { reportUsage } from './used.js';
import { SCANNED_REGIONS } from './scanned-world.js';

/** The floor: every page of DescribeImages in all Regions at once by the SDK alone, looked at and let go. */
export async function runListing(): Promise<void> {
  await reportUsage(async () => {
    const counts = await Promise.all(SCANNED_REGIONS.map(countImages));
    return counts.reduce((sum, count) => sum + count, 0);
  });
}

async function countImages(region: string): Promise<number> {
  const client = new EC2Client({ region });
  const input = { Owners: ['self'], IncludeDeprecated: true, IncludeDisabled: true };
  let count = 0;
  for await (const { Images = [] } of paginateDescribeImages({ client, pageSize: 1_000 }, input))
    count += Images.length;
  client.destroy();
  return count;
}
