import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Lease, LeaseLost, newLease, type LeaseStore } from '../../../src/workflows/execution/lease.js';
import { Conflict, UnknownOutcome } from '../../../src/workflows/ports/errors.js';
import type { LeaseRecord } from '../../../src/domain/request/types.js';

interface Note {
  readonly version: number;
  readonly lines: readonly string[];
  readonly lease?: LeaseRecord;
}

const LEASE_MS = 60;
let now: number;
let stored: Note | undefined;
let saves: Note[];
/** Runs before each write is applied. */
let beforeSave: (next: Note) => Promise<void>;
/** Runs after each write was applied, before the response. */
let afterSave: () => Promise<void>;

const context = { clock: { now: () => new Date(now) }, ownerId: 'process-1', leaseMs: LEASE_MS };

const store: LeaseStore<Note> = {
  name: 'the note',
  load: () => Promise.resolve(stored),
  async save(next) {
    await beforeSave(next);
    if (stored !== undefined && stored.version !== next.version - 1 && !saves.includes(next))
      throw new Conflict('it was changed by another process');
    if (!saves.includes(next)) {
      stored = next;
      saves.push(next);
    }
    await afterSave();
  },
  leaseOf: ({ lease }) => lease,
  withLease: ({ version, lines }, lease) => (lease === undefined ? { version, lines } : { version, lines, lease }),
};

beforeEach(() => {
  now = Date.parse('2026-11-26T09:00:00.000Z');
  saves = [];
  beforeSave = () => Promise.resolve();
  afterSave = () => Promise.resolve();
});

function acquired(): Lease<Note> {
  stored = { version: 1, lines: [], lease: newLease(context, 1) };
  return new Lease(context, store, stored);
}

function append(line: string): (note: Note) => Note {
  return (note) => ({ ...note, lines: [...note.lines, line] });
}

/** Another process writes without touching the lease, as a person's action does. */
function writeAsAnother(change: (note: Note) => Note): void {
  if (stored !== undefined) stored = { ...change(stored), version: stored.version + 1 };
}

function pendingWork(): { readonly done: Promise<string>; readonly finish: () => void } {
  const end = new AbortController();
  const done = new Promise<string>((resolve) => {
    end.signal.addEventListener('abort', () => {
      resolve('done');
    });
  });
  return {
    done,
    finish: () => {
      end.abort();
    },
  };
}

describe('a commit', () => {
  test('writes all updates at once and renews the lease', async () => {
    const lease = acquired();
    lease.update(append('one'));
    lease.update(append('two'));
    now += 1_000;

    await lease.commit();

    expect(saves).toHaveLength(1);
    expect(stored).toEqual({
      version: 2,
      lines: ['one', 'two'],
      lease: { ownerId: 'process-1/1', expiresAt: '2026-11-26T09:00:01.060Z', heartbeat: 1 },
    });
  });

  test('keeps what another process wrote, and applies the updates to it', async () => {
    const lease = acquired();
    lease.update(append('ours'));
    writeAsAnother(append('theirs'));

    await lease.commit();

    expect(stored?.lines).toEqual(['theirs', 'ours']);
    expect(lease.record).toEqual(stored);
  });

  test('fails if another process took the lease', async () => {
    const lease = acquired();
    writeAsAnother((note) => ({ ...note, lease: newLease({ ...context, ownerId: 'process-2' }, 2) }));

    await expect(lease.commit()).rejects.toBeInstanceOf(LeaseLost);
  });

  test('fails if this process took the lease again after it expired', async () => {
    const lease = acquired();
    writeAsAnother((note) => ({ ...note, lease: newLease(context, 2) }));

    await expect(lease.commit()).rejects.toBeInstanceOf(LeaseLost);
  });

  test('recognizes its own write if the response was lost and another process wrote after it', async () => {
    const lease = acquired();
    lease.update(append('ours'));
    let responses = 0;
    afterSave = () => {
      responses += 1;
      if (responses > 1) return Promise.resolve();
      writeAsAnother(append('theirs'));
      // The store no longer has the write whose repetition it would recognize.
      saves.length = 0;
      return Promise.reject(new UnknownOutcome('no response'));
    };

    await lease.commit();

    expect(stored?.lines).toEqual(['ours', 'theirs']);
    expect(lease.record).toEqual(stored);
  });

  test('keeps an update that is made while it is in progress for the next commit', async () => {
    const lease = acquired();
    lease.update(append('one'));
    const committing = lease.commit();
    beforeSave = () => {
      beforeSave = () => Promise.resolve();
      lease.update(append('two'));
      return Promise.resolve();
    };
    await committing;
    expect(stored?.lines).toEqual(['one']);
    expect(lease.record.lines).toEqual(['one', 'two']);

    await lease.commitPending();

    expect(stored?.lines).toEqual(['one', 'two']);
  });

  test('is not made if nothing is pending', async () => {
    await acquired().commitPending();

    expect(saves).toEqual([]);
  });
});

describe('a lease', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  test('is renewed three times in its duration while work runs', async () => {
    const lease = acquired();
    const { done, finish } = pendingWork();
    const working = lease.keepAliveWhile(done);

    await jest.advanceTimersByTimeAsync(LEASE_MS);
    finish();
    await working;
    await jest.advanceTimersByTimeAsync(LEASE_MS);

    expect(stored?.lease?.heartbeat).toBe(3);
  });

  test('does not interrupt the work if it cannot be renewed', async () => {
    const lease = acquired();
    beforeSave = () => Promise.reject(new Error('the store is broken'));
    const { done, finish } = pendingWork();
    const working = lease.keepAliveWhile(done);

    await jest.advanceTimersByTimeAsync(LEASE_MS);
    finish();

    expect(await working).toBe('done');
  });

  test('is not renewed after its release', async () => {
    const lease = acquired();
    const { done, finish } = pendingWork();
    const working = lease.keepAliveWhile(done);
    lease.update(append('last'));
    await lease.release();

    await jest.advanceTimersByTimeAsync(LEASE_MS);
    finish();
    await working;

    expect(stored).toEqual({ version: 2, lines: ['last'] });
  });
});
