import { startBare, type Server } from './processes.js';
import { percentile, type Measurement } from './statistics.js';

const TIMES = 7;

/** From the start of the process until it is ready, by turns; the median of several. */
export async function measureStarting(startOurs: () => Promise<Server>): Promise<Measurement> {
  const own: number[] = [];
  const floor: number[] = [];
  for (let attempt = 0; attempt < TIMES; attempt += 1) {
    floor.push(await startOnce(startBare));
    own.push(await startOnce(startOurs));
  }
  return { name: 'start to ready, median', unit: 'ms', ours: percentile(own, 50), floor: percentile(floor, 50) };
}

async function startOnce(start: () => Promise<Server>): Promise<number> {
  const server = await start();
  await server.stop();
  return server.startedIn;
}
