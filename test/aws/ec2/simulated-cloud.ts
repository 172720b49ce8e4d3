import { createClients } from '../../../src/aws/clients.js';
import { createCatalog } from '../../../src/aws/ec2/catalog.js';
import { createCloud } from '../../../src/aws/ec2/cloud.js';
import type { Catalog, Log } from '../../../src/workflows/ports.js';
import { startAws, type SimulatedAws } from '../../../sandbox/ec2/index.js';
import type { CloudHarness } from '../../contracts/cloud-harness.js';
import { DIRECTORY, STARTED } from '../../contracts/cloud-world.js';
import { OWN_KEY, simulatedWorld } from './simulated-world.js';

export const SILENT: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

export interface SimulatedCloud extends CloudHarness {
  readonly aws: SimulatedAws;
  readonly catalog: Catalog;
}

/** The cloud over EC2, on the simulated AWS with the small world of the contract. */
export async function startSimulatedCloud(log: Log = SILENT): Promise<SimulatedCloud> {
  let now = STARTED.getTime();
  const clock = { now: (): Date => new Date(now) };
  const aws = await startAws({ clock, seed: simulatedWorld });
  process.env.AWS_ENDPOINT_URL = aws.url;
  process.env.AWS_ACCESS_KEY_ID = OWN_KEY;
  process.env.AWS_SECRET_ACCESS_KEY = 'secret';
  const clients = createClients({ directory: DIRECTORY, homeRegion: 'us-east-1', clock });
  return {
    aws,
    catalog: createCatalog({ directory: DIRECTORY, clients }),
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
