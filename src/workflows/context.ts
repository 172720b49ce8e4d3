import type { Directory } from '../domain/model/directory.js';
import type { AnyChangeOperation, Operation } from '../domain/operations/contract.js';
import type { ApprovalPolicy } from '../domain/policy/types.js';
import type { LeaseContext } from './execution/lease.js';
import type { ReadBudget } from './observation/read-budget.js';
import { Rejected } from './ports/errors.js';
import type { AdoptionStore } from './ports/adoption-store.js';
import type { Announcer } from './ports/announcer.js';
import type { Catalog } from './ports/catalog.js';
import type { Ids } from './ports/clock-and-ids.js';
import type { ResourceObserver } from './ports/resource-observer.js';
import type { ResourceFinder } from './ports/resource-finder.js';
import type { CallExecutor } from './ports/call-executor.js';
import type { ExemptionStore } from './ports/exemption-store.js';
import type { Log } from './ports/log.js';
import type { RequestStore } from './ports/request-store.js';
import type { UserDirectory } from './ports/user-directory.js';
import type { ScanDependencies } from './scan/scan.js';

/** The ports of the use cases, and the parts of the configuration that they decide by. Each use case takes what it uses. */
export interface UseCaseContext extends LeaseContext {
  readonly store: RequestStore;
  readonly finder: ResourceFinder;
  readonly observer: ResourceObserver;
  readonly executor: CallExecutor;
  readonly catalog: Catalog;
  readonly exemptions: ExemptionStore;
  readonly adoptions: AdoptionStore;
  readonly scan: ScanDependencies;
  readonly announcer: Announcer;
  readonly users: UserDirectory;
  readonly readBudget: ReadBudget;
  readonly ids: Ids;
  readonly log: Log;
  readonly directory: Directory;
  readonly policy: ApprovalPolicy;
  readonly operations: readonly Operation[];
  /** Aborted when the process is to stop: no new step starts. */
  readonly shutdownSignal: AbortSignal;
}

export function isoNow({ clock }: Pick<UseCaseContext, 'clock'>): string {
  return clock.now().toISOString();
}

/** The operation that a stored request names. Throws `Refused` for one that this version does not know. */
export function requireChangeOperation(
  { operations }: Pick<UseCaseContext, 'operations'>,
  name: string,
): AnyChangeOperation {
  const operation = operations.find((each) => each.name === name);
  if (operation?.kind !== 'change') throw new Rejected('unknown-operation', `this version cannot ${name}`);
  return operation;
}
