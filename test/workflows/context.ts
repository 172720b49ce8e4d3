import { NotFound } from '../../src/workflows/ports/errors.js';
import type { Operation } from '../../src/domain/operations/contract.js';
import type { GuestAccess, Rule } from '../../src/domain/policy/types.js';
import type { Announcer } from '../../src/workflows/ports/announcer.js';
import type { Catalog } from '../../src/workflows/ports/catalog.js';
import type { Clock } from '../../src/workflows/ports/clock-and-ids.js';
import type { Ec2Ports } from '../../src/aws/ec2/ec2-ports.js';
import type { Log } from '../../src/workflows/ports/log.js';
import type { RequestStore } from '../../src/workflows/ports/request-store.js';
import type { ScanStores } from '../../src/aws/dynamodb/scan-stores.js';
import type { UserDirectory } from '../../src/workflows/ports/user-directory.js';
import type { MessageRef, NoticeKey, Request } from '../../src/domain/request/types.js';
import { DEFAULT_PRICES } from '../../src/domain/stale/cost.js';
import { createReadBudget } from '../../src/workflows/observation/read-budget.js';
import type { ScanDependencies } from '../../src/workflows/scan/scan.js';
import type { UseCaseContext } from '../../src/workflows/context.js';
import { createInMemoryRequestStore } from '../fakes/in-memory-request-store.js';
import { createInMemoryScanStores } from '../fakes/in-memory-scan-stores.js';
import { directory, rule, T0 } from './builders.js';

/** A clock that moves only when it is advanced. */
export class TestClock implements Clock {
  private ms: number;

  constructor(start = T0) {
    this.ms = Date.parse(start);
  }

  now(): Date {
    return new Date(this.ms);
  }

  advance(seconds: number): void {
    this.ms += seconds * 1_000;
  }
}

/** An announcer that records messages and notices. */
export class TestAnnouncer implements Announcer {
  readonly messages = new Map<string, Request>();
  readonly notices: { readonly notice: NoticeKey; readonly id: string }[] = [];
  private posted = 0;

  post(request: Request): Promise<MessageRef> {
    this.posted += 1;
    const ts = `${String(this.posted)}.000`;
    this.messages.set(ts, request);
    return Promise.resolve({ channel: 'C0APPROVALS', ts });
  }

  update({ ts }: MessageRef, request: Request): Promise<void> {
    if (!this.messages.has(ts)) return Promise.reject(new NotFound('message_not_found'));
    this.messages.set(ts, request);
    return Promise.resolve();
  }

  notify(notice: NoticeKey, { id }: Request): Promise<void> {
    this.notices.push({ notice, id });
    return Promise.resolve();
  }
}

/** Members of T0HOME, guests among them by their ids, and outsiders from all other teams. */
export function people(
  groups: Readonly<Record<string, readonly string[]>> = {},
  guests: readonly string[] = ['U0GUEST'],
): UserDirectory {
  return {
    identify: (person) => {
      if (person.teamId !== 'T0HOME') return Promise.resolve({ standing: 'outsider', person });
      return Promise.resolve({ standing: guests.includes(person.userId) ? 'guest' : 'member', person });
    },
    listGroupMembers: (group) => {
      const members = groups[group];
      return members === undefined ? Promise.reject(new NotFound('no_such_subteam')) : Promise.resolve(members);
    },
  };
}

export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

export interface TestContextOptions extends Ec2Ports {
  readonly store: RequestStore;
  readonly clock: Clock;
  readonly announcer: Announcer;
  readonly operations: readonly Operation[];
  readonly rules?: readonly Rule[];
  readonly users?: UserDirectory;
  readonly catalog?: Catalog;
  readonly memory?: ScanStores;
  readonly ownerId?: string;
  readonly shutdownSignal?: AbortSignal;
  readonly guests?: GuestAccess;
  readonly log?: Log;
}

const EMPTY: Catalog = {
  search: () => Promise.resolve([]),
  launchPermissions: () => Promise.reject(new NotFound('there are no AMIs')),
};

/** A scan context for tests that need only its stores. */
export function scanWith(scanStores: ScanStores, clock: Clock): ScanDependencies {
  return {
    ...scanStores,
    requests: createInMemoryRequestStore(),
    clock,
    log: silentLog,
    policy: { directory, staleAfterMs: 90 * 86_400_000, keepTags: {}, prices: DEFAULT_PRICES },
    openInventory: () => {
      throw new Error('nothing is scanned here');
    },
  };
}

let ids = 0;

export function testContext(overrides: TestContextOptions): UseCaseContext {
  const scanStores = overrides.memory ?? createInMemoryScanStores();
  return {
    users: people(),
    readBudget: createReadBudget(overrides.clock),
    catalog: EMPTY,
    exemptions: scanStores.exemptions,
    adoptions: scanStores.adoptions,
    scan: scanWith(scanStores, overrides.clock),
    log: silentLog,
    ownerId: 'process-1',
    shutdownSignal: new AbortController().signal,
    ...overrides,
    directory,
    policy: {
      rules: overrides.rules ?? [rule({ kind: 'approval', approvers: ['U0ANA', 'U0BEN'], required: 1 })],
      expireAfterMs: 72 * 3_600_000,
      remindAfterMs: 4 * 3_600_000,
      guests: overrides.guests ?? 'refuse',
    },
    ids: {
      requestId: () => {
        ids += 1;
        return `AR-${String(ids).padStart(6, '0')}`;
      },
    },
    leaseMs: 30_000,
  };
}
