import { describe, expect, test } from '@jest/globals';
import { cloudContract } from '../../contracts/cloud.js';
import { ATTRIBUTION } from '../../contracts/cloud-harness.js';
import { GOLDEN, HOME, PROD, PRODS } from '../../contracts/cloud-world.js';
import { SILENT_LOG, startSimulatedCloud } from './simulated-cloud.js';

cloudContract('the EC2 client', () => startSimulatedCloud());

describe('the CloudTrail session name', () => {
  test('is the bot for a read, and the request and its requester for a change', async () => {
    const { cloud, aws, close } = await startSimulatedCloud();

    await cloud.observeImage({ imageId: PRODS.id, region: PRODS.region, account: PROD }, {});
    await cloud.executeCall(
      { name: 'DeregisterImage', account: PROD, region: PRODS.region, input: { ImageId: PRODS.id } },
      ATTRIBUTION,
    );
    await close();

    const shown = aws.calls
      .filter(({ service }) => service === 'ec2')
      .map((call) => [call.operation, call.sessionName]);
    expect(shown).toEqual([
      ['DescribeImages', 'ami-steward'],
      ['DeregisterImage', 'AR-7F3K2M-U0RITA'],
    ]);
  });
});

describe('a log line of the cloud adapter', () => {
  test('contains IDs and call names, and no text from users or AWS', async () => {
    const lines: unknown[] = [];
    const { cloud, close } = await startSimulatedCloud({ ...SILENT_LOG, info: (...line) => lines.push(line) });

    await cloud.executeCall(
      { name: 'DeregisterImage', account: HOME, region: GOLDEN.region, input: { ImageId: GOLDEN.id } },
      ATTRIBUTION,
    );
    await close();

    expect(lines).toEqual([
      ['calling EC2', { requestId: 'AR-7F3K2M', call: 'DeregisterImage', account: HOME, region: GOLDEN.region }],
    ]);
  });
});
