import type { Server, SimulatedServices } from './processes.js';
import { slackRequestsTo, type SlackRequests } from './slack-requests.js';
import { percentile, type Measurement } from './statistics.js';

/** How many commands come at once, and how often. */
const BURSTS = [
  { size: 1, times: 300 },
  { size: 32, times: 40 },
  { size: 256, times: 12 },
] as const;

const AIM = 1.5;

/**
 * The time from Slack's request to its acknowledgement, when so many come at the same moment. The bursts go to one server
 * and the other in turn, so that whatever else the machine does meets both. Each waits until what the one before it has
 * started is over.
 */
export async function measureAcknowledging(
  { bare, ours }: { readonly bare: Server; readonly ours: Server },
  surroundings: SimulatedServices,
): Promise<readonly Measurement[]> {
  const responseUrl = `${surroundings.slackUrl}/response`;
  const toBare = slackRequestsTo(bare.port, responseUrl);
  const toOurs = slackRequestsTo(ours.port, responseUrl);

  async function burstAtOurs(size: number): Promise<readonly number[]> {
    const before = await surroundings.responseCount();
    const times = await burst(toOurs, size);
    while ((await surroundings.responseCount()) < before + size) await new Promise((resolve) => setTimeout(resolve, 5));
    return times;
  }

  const measured: Measurement[] = [];
  for (const { size, times } of BURSTS) {
    // The first ones find code that was never run; a bot has met them long before.
    for (let warmUp = 0; warmUp < 2; warmUp += 1) {
      await burst(toBare, size);
      await burstAtOurs(size);
    }
    const floor: number[] = [];
    const own: number[] = [];
    for (let attempt = 0; attempt < times; attempt += 1) {
      floor.push(...(await burst(toBare, size)));
      own.push(...(await burstAtOurs(size)));
    }
    const what = `acknowledge, ${String(size)} at once`;
    measured.push(
      { name: `${what}, p50`, unit: 'ms', ours: percentile(own, 50), floor: percentile(floor, 50) },
      { name: `${what}, p99`, unit: 'ms', ours: percentile(own, 99), floor: percentile(floor, 99), target: AIM },
    );
  }
  toBare.close();
  toOurs.close();
  return measured;
}

function burst(slack: SlackRequests, size: number): Promise<readonly number[]> {
  return Promise.all(Array.from({ length: size }, () => slack.command('help')));
}
