import type { Directory } from './facts/directory.js';
import type { Operation } from './operations/contract.js';
import type { ApprovalPolicy } from './policy/types.js';
import type { Announcer, Catalog, Clock, Cloud, Ids, Log, People, RequestStore } from './ports.js';
import type { ScanWorld } from './stale/scan.js';

/** What every use case is given: the ports, and the parts of the configuration that they decide by. */
export interface World {
  readonly store: RequestStore;
  readonly cloud: Cloud;
  readonly catalog: Catalog;
  readonly scan: ScanWorld;
  readonly announcer: Announcer;
  readonly people: People;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly directory: Directory;
  readonly policy: ApprovalPolicy;
  readonly operations: readonly Operation[];
  /** Unique to this process; its leases carry it. */
  readonly holder: string;
  /** How long a request stays with a process that is not heard of any more. */
  readonly leaseMs: number;
  /** Aborted when the process is to stop: no new step is begun. */
  readonly stopping: AbortSignal;
}

export function nowOf(world: World): string {
  return world.clock.now().toISOString();
}
