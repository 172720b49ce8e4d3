import { describe, expect, test } from '@jest/globals';
import { createClients } from '../../../src/aws/clients.js';
import { createCloud } from '../../../src/aws/ec2/cloud.js';
import type { Log } from '../../../src/workflows/ports.js';
import { startAws, type SimulatedAws } from '../../../sandbox/ec2/index.js';
import { cloudContract, type CloudHarness } from '../../contracts/cloud.js';
import { DIRECTORY, GOLDEN, HOME, PROD, PRODS, STARTED } from '../../contracts/cloud-world.js';
import { OWN_KEY, simulatedWorld } from './simulated-world.js';

const SILENT: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const ERRAND = { requestId: 'AR-7F3K2M', requester: { teamId: 'T0STEWARD', userId: 'U0RITA' } };

cloudContract('the cloud over EC2', () => makeHarness());

describe('what CloudTrail would show', () => {
  test('a read is made by the bot, a change by the request and its requester', async () => {
    const { cloud, aws, close } = await makeHarness();

    await cloud.observe({ imageId: PRODS.id, region: PRODS.region, account: PROD }, {});
    await cloud.call(
      { name: 'DeregisterImage', account: PROD, region: PRODS.region, input: { ImageId: PRODS.id } },
      ERRAND,
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

describe('what a log line of the cloud holds', () => {
  test('ids and names of calls, and nothing that people or AWS wrote', async () => {
    const lines: unknown[] = [];
    const { cloud, close } = await makeHarness({ ...SILENT, info: (...line) => lines.push(line) });

    await cloud.call(
      { name: 'DeregisterImage', account: HOME, region: GOLDEN.region, input: { ImageId: GOLDEN.id } },
      ERRAND,
    );
    await close();

    expect(lines).toEqual([
      ['calling EC2', { requestId: 'AR-7F3K2M', call: 'DeregisterImage', account: HOME, region: GOLDEN.region }],
    ]);
  });
});

async function makeHarness(log: Log = SILENT): Promise<CloudHarness & { readonly aws: SimulatedAws }> {
  let now = STARTED.getTime();
  const clock = { now: (): Date => new Date(now) };
  const aws = await startAws({ clock, seed: simulatedWorld });
  process.env.AWS_ENDPOINT_URL = aws.url;
  process.env.AWS_ACCESS_KEY_ID = OWN_KEY;
  process.env.AWS_SECRET_ACCESS_KEY = 'secret';
  const clients = createClients({ directory: DIRECTORY, homeRegion: 'us-east-1', clock });
  return {
    aws,
    cloud: createCloud({ directory: DIRECTORY, clients, clock, log }),
    advance: (seconds) => (now += seconds * 1000),
    deny: (account, permission) => aws.store.put('denials', { id: `${account} ${permission}`, account, permission }),
    disturb: (operation, kind) => aws.faults.add({ operation, times: 1, fault: { kind } }),
    async close() {
      clients.close();
      await aws.close();
      delete process.env.AWS_ENDPOINT_URL;
    },
  };
}
