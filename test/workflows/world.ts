import { Gone } from '../../src/workflows/errors.js';
import type { Operation } from '../../src/workflows/operations/contract.js';
import type { Rule } from '../../src/workflows/policy/types.js';
import type {
  Announcer,
  Catalog,
  Clock,
  Cloud,
  Log,
  People,
  RequestStore,
  ScanMemory,
} from '../../src/workflows/ports.js';
import type { MessageRef, NoticeKey, Request } from '../../src/workflows/request/types.js';
import { DEFAULT_PRICES } from '../../src/workflows/stale/cost.js';
import type { ScanWorld } from '../../src/workflows/stale/scan.js';
import type { World } from '../../src/workflows/world.js';
import { createInMemoryRequestStore } from '../fakes/in-memory-request-store.js';
import { createInMemoryScanMemory } from '../fakes/in-memory-scan-memory.js';
import { directory, rule, T0 } from './builders.js';

/** A clock that stands still until it is told to go on. */
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

/** A Slack that remembers what it was told. */
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
    if (!this.messages.has(ts)) return Promise.reject(new Gone('message_not_found'));
    this.messages.set(ts, request);
    return Promise.resolve();
  }

  tell(notice: NoticeKey, { id }: Request): Promise<void> {
    this.notices.push({ notice, id });
    return Promise.resolve();
  }
}

export function people(groups: Readonly<Record<string, readonly string[]>> = {}): People {
  return {
    homeTeam: () => Promise.resolve('T0HOME'),
    membersOf: (group) => {
      const members = groups[group];
      return members === undefined ? Promise.reject(new Gone('no_such_subteam')) : Promise.resolve(members);
    },
  };
}

export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

export interface WorldParts {
  readonly store: RequestStore;
  readonly cloud: Cloud;
  readonly clock: Clock;
  readonly announcer: Announcer;
  readonly operations: readonly Operation[];
  readonly rules?: readonly Rule[];
  readonly people?: People;
  readonly catalog?: Catalog;
  readonly memory?: ScanMemory;
  readonly holder?: string;
  readonly stopping?: AbortSignal;
  readonly log?: Log;
}

const EMPTY: Catalog = {
  search: () => Promise.resolve([]),
  sharedWith: () => Promise.reject(new Gone('there are no AMIs')),
};

/** Scans for whoever only needs what they remember. */
export function scanWith(memory: ScanMemory, clock: Clock): ScanWorld {
  return {
    memory,
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

export function world(parts: WorldParts): World {
  return {
    people: people(),
    catalog: EMPTY,
    scan: scanWith(parts.memory ?? createInMemoryScanMemory(), parts.clock),
    log: silentLog,
    holder: 'process-1',
    stopping: new AbortController().signal,
    ...parts,
    directory,
    policy: {
      rules: parts.rules ?? [rule({ kind: 'approval', approvers: ['U0ANA', 'U0BEN'], required: 1 })],
      expireAfterMs: 72 * 3_600_000,
      remindAfterMs: 4 * 3_600_000,
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
