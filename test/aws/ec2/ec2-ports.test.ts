import { describe, expect, test } from '@jest/globals';
import { ec2Contract } from '../../contracts/ec2-ports.js';
import { ATTRIBUTION } from '../../contracts/ec2-harness.js';
import { GOLDEN, HOME, PROD, PRODS } from '../../contracts/ec2-world.js';
import { SILENT_LOG, startSimulatedPorts } from './simulated-ports.js';

ec2Contract('the EC2 client', () => startSimulatedPorts());

describe('the CloudTrail session name', () => {
  test('is the bot for a read, and the request and its requester for a change', async () => {
    const { observer, executor, aws, close } = await startSimulatedPorts();

    await observer.observeImage({ imageId: PRODS.id, region: PRODS.region, account: PROD }, {});
    await executor.executeCall(
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

describe('a log line of the call executor', () => {
  test('contains IDs and call names, and no text from users or AWS', async () => {
    const lines: unknown[] = [];
    const { executor, close } = await startSimulatedPorts({ ...SILENT_LOG, info: (...line) => lines.push(line) });

    await executor.executeCall(
      { name: 'DeregisterImage', account: HOME, region: GOLDEN.region, input: { ImageId: GOLDEN.id } },
      ATTRIBUTION,
    );
    await close();

    expect(lines).toEqual([
      ['calling EC2', { requestId: 'AR-7F3K2M', call: 'DeregisterImage', account: HOME, region: GOLDEN.region }],
    ]);
  });
});
