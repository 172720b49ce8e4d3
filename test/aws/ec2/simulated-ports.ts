import { createClients } from '../../../src/aws/clients/clients.js';
import { createCatalog } from '../../../src/aws/ec2/find/catalog.js';
import { createEc2Ports } from '../../../src/aws/ec2/ec2-ports.js';
import type { Directory } from '../../../src/domain/model/directory.js';
import type { Catalog } from '../../../src/workflows/ports/catalog.js';
import type { Clock } from '../../../src/workflows/ports/clock-and-ids.js';
import type { Log } from '../../../src/workflows/ports/log.js';
import { startAws, type SimulatedAws } from '../../../sandbox/ec2/index.js';
import type { State } from '../../../sandbox/ec2/store.js';
import type { Ec2Harness } from '../../contracts/ec2-harness.js';
import { DIRECTORY, STARTED } from '../../contracts/ec2-world.js';
import { OWN_KEY, simulatedWorld } from './simulated-world.js';

export const SILENT_LOG: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

export interface SimulatedPorts extends Ec2Harness {
  readonly aws: SimulatedAws;
  readonly catalog: Catalog;
}

/** The adapters of EC2, on the simulated AWS with the small world of the contract. */
export async function startSimulatedPorts(log: Log = SILENT_LOG): Promise<SimulatedPorts> {
  let now = STARTED.getTime();
  const clock = { now: (): Date => new Date(now) };
  const simulated = await startSimulatedAws({ clock, log });
  return { ...simulated, advance: (seconds) => (now += seconds * 1000) };
}

export interface SimulatedAwsOptions {
  readonly clock: Clock;
  readonly log?: Log;
  readonly directory?: Directory;
  readonly seed?: () => State;
}

/** The same by a clock of one's own, and with another directory and world where those are given. */
export async function startSimulatedAws({
  clock,
  log = SILENT_LOG,
  directory = DIRECTORY,
  seed = simulatedWorld,
}: SimulatedAwsOptions): Promise<Omit<SimulatedPorts, 'advance'>> {
  const aws = await startAws({ clock, seed });
  process.env.AWS_ENDPOINT_URL = aws.url;
  process.env.AWS_ACCESS_KEY_ID = OWN_KEY;
  process.env.AWS_SECRET_ACCESS_KEY = 'secret';
  const clients = createClients({ directory, homeRegion: 'us-east-1', clock });
  return {
    aws,
    catalog: createCatalog({ directory, clients }),
    ...createEc2Ports({ directory, clients, clock, log }),
    deny: (account, permission) => aws.store.put('denials', { id: `${account} ${permission}`, account, permission }),
    injectFault: (operation, kind) => aws.faults.inject({ operation, times: 1, fault: { kind } }),
    async close() {
      clients.close();
      await aws.close();
      delete process.env.AWS_ENDPOINT_URL;
    },
  };
}
