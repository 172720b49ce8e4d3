import { beforeEach, describe, expect, test } from '@jest/globals';
import { AccessDenied, Throttled, UnknownOutcome } from '../../../src/workflows/ports/errors.js';
import { createDailyDigestJob } from '../../../src/workflows/digest/post-digest.js';
import type { DigestStore } from '../../../src/workflows/ports/digest-store.js';
import type { Log } from '../../../src/workflows/ports/log.js';
import type { ScanStores } from '../../../src/aws/dynamodb/scan-stores.js';
import { DEFAULT_PRICES } from '../../../src/domain/stale/cost.js';
import type { ScannedImage } from '../../../src/domain/stale/types.js';
import { createInMemoryDigestStore } from '../../fakes/in-memory-digest-store.js';
import { createInMemoryRequestStore } from '../../fakes/in-memory-request-store.js';
import { createInMemoryScanStores } from '../../fakes/in-memory-scan-stores.js';
import { directory, OWNER } from '../../domain/operations/directory.js';
import { scannedImage } from '../../domain/digest/builders.js';
import { recordingAnnouncer, unusedInventory, type PostedPage } from './recording-announcer.js';

/** 9:00 in Berlin, in winter. */
const NINE = Date.parse('2026-11-26T08:00:00.000Z');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let now: number;
let digestStore: DigestStore;
let scanStores: ScanStores;
let images: readonly ScannedImage[];
let before: (page: number) => Promise<void>;
let posted: PostedPage[];
let warnings: string[];
let shutdown: AbortController;

beforeEach(async () => {
  now = NINE + MINUTE;
  digestStore = createInMemoryDigestStore();
  scanStores = createInMemoryScanStores();
  images = [scannedImage({ account: OWNER })];
  before = () => Promise.resolve();
  posted = [];
  warnings = [];
  shutdown = new AbortController();
  await digestStore.save({ version: 1, day: '2026-11-25' });
});

/** The daily digest of one process. */
function processNamed(ownerId: string, { pages = 1, leaseMs = 30_000 } = {}): () => Promise<void> {
  const clock = { now: () => new Date(now) };
  const { announcer, posted: mine } = recordingAnnouncer((page) => before(page), pages);
  const log: Log = { debug: note, info: note, warn: note, error: note };
  const post = createDailyDigestJob({
    digestStore,
    schedule: { cron: '0 9 * * *', timezone: 'Europe/Berlin' },
    announcer: {
      pages: announcer.pages,
      async post(...given) {
        const page = await announcer.post(...given);
        posted.push(...mine.splice(0));
        return page;
      },
      update: announcer.update,
    },
    clock,
    log,
    ownerId,
    leaseMs,
    shutdownSignal: shutdown.signal,
    scan: {
      ...scanStores,
      requests: createInMemoryRequestStore(),
      clock,
      log,
      openInventory: () => unusedInventory(() => images),
      policy: { directory, staleAfterMs: 90 * DAY, keepTags: {}, prices: DEFAULT_PRICES },
    },
  });
  return post;
}

function note(message: string): void {
  warnings.push(message);
}

describe('the daily digest', () => {
  test('is posted once on the day that it is due, with the stale AMIs', async () => {
    const post = processNamed('process-1');

    await post();
    await post();
    now += 10 * 60 * MINUTE;
    await post();

    expect(posted.map(({ digest }) => digest.report.stale.map(({ image }) => image.imageId))).toEqual([
      ['ami-0a57a1ed0c4b3f210'],
    ]);
    expect(await digestStore.load()).toMatchObject({ day: '2026-11-26', message: { channel: 'C0DIGEST' } });
  });

  test('is not posted before the scheduled hour', async () => {
    now = NINE - MINUTE;

    await processNamed('process-1')();

    expect(posted).toEqual([]);
  });

  test('is posted once if several processes run', async () => {
    await Promise.all(['one', 'two', 'three', 'four'].map((name) => processNamed(name)()));

    expect(posted).toHaveLength(1);
  });

  test('is first posted on the day after the first start', async () => {
    digestStore = createInMemoryDigestStore();
    const post = processNamed('process-1');

    await post();
    expect(posted).toEqual([]);
    now += DAY;
    await post();

    expect(posted).toHaveLength(1);
  });

  test('is not posted again after a restart', async () => {
    await processNamed('process-1')();
    await processNamed('process-2')();

    expect(posted).toHaveLength(1);
  });

  test('is posted once after an outage of several days', async () => {
    now = NINE + 3 * DAY - MINUTE;

    await processNamed('process-1')();
    await processNamed('process-2')();

    expect(posted).toHaveLength(1);
    now = NINE + 3 * DAY + MINUTE;
    await processNamed('process-2')();
    expect(posted).toHaveLength(2);
  });

  test('is posted once if the clock is set back', async () => {
    await processNamed('process-1')();
    now -= 2 * DAY;
    await processNamed('process-2')();
    now += 2 * DAY;
    await processNamed('process-3')();

    expect(posted).toHaveLength(1);
  });

  test('lists the changes since the last digest', async () => {
    await processNamed('process-1')();
    images = [...images, scannedImage({ account: OWNER, imageId: 'ami-0a57a1ed0c4b3f211' })];
    now += DAY;

    await processNamed('process-1')();

    expect(posted[1]?.digest.report.changes?.newlyStale).toMatchObject([{ imageId: 'ami-0a57a1ed0c4b3f211' }]);
    expect(posted[1]?.digest.history).toHaveLength(2);
  });
});

describe('a digest that cannot be posted', () => {
  test.each([
    ['that cannot reach Slack', () => new Throttled('Slack cannot be reached')],
    ['that gets no answer from Slack', () => new UnknownOutcome('Slack did not answer')],
    ['that the bot has no access to post', () => new AccessDenied('the bot is not in the channel')],
  ])('%s is posted later, once', async (_, failure) => {
    let failures = 3;
    before = () => {
      failures -= 1;
      return failures < 0 ? Promise.resolve() : Promise.reject(failure());
    };
    const processes = [processNamed('process-1'), processNamed('process-2')];

    for (let minute = 0; minute < 60; minute += 1) {
      for (const post of processes) await post();
      now += MINUTE;
    }

    expect(posted).toHaveLength(1);
    expect(failures).toBe(-1);
    expect(await digestStore.load()).toMatchObject({ day: '2026-11-26' });
  });

  test('is not posted again if recording it failed at first', async () => {
    const { save } = digestStore;
    let failures = 1;
    digestStore = {
      ...digestStore,
      save(record) {
        if (record.message === undefined || failures === 0) return save(record);
        failures -= 1;
        return Promise.reject(new AccessDenied('the table cannot be written'));
      },
    };
    const post = processNamed('process-1');

    for (let minute = 0; minute < 60; minute += 1) {
      await post();
      now += MINUTE;
    }

    expect(failures).toBe(0);
    expect(posted).toHaveLength(1);
  });

  test('is not retried immediately, to save API calls', async () => {
    let attempts = 0;
    before = () => {
      attempts += 1;
      return Promise.reject(new Throttled('Slack cannot be reached'));
    };
    const post = processNamed('process-1');

    await post();
    await post();

    expect(attempts).toBe(1);
  });

  test('is not saved as the last scan', async () => {
    before = () => Promise.reject(new Throttled('Slack cannot be reached'));

    await processNamed('process-1')();

    expect(await scanStores.scanHistory.lastScan()).toBeUndefined();
  });

  test('is replaced by the digest of the next day', async () => {
    before = () => Promise.reject(new Throttled('Slack cannot be reached'));
    await processNamed('process-1')();
    before = () => Promise.resolve();
    now += DAY;

    await processNamed('process-1')();

    expect(posted).toHaveLength(1);
    expect(await digestStore.load()).toMatchObject({ day: '2026-11-27' });
  });
});

describe('a process that stops', () => {
  test('during a scan is replaced after its lease expires', async () => {
    await digestStore.save({
      version: 2,
      day: '2026-11-25',
      attempt: {
        day: '2026-11-26',
        failures: 0,
        isPosting: false,
        lease: { ownerId: 'killed', expiresAt: new Date(now + MINUTE).toISOString(), heartbeat: 3 },
      },
    });
    const post = processNamed('process-2');

    await post();
    expect(posted).toEqual([]);
    now += 2 * MINUTE;
    await post();

    expect(posted).toHaveLength(1);
  });

  test('while posting may have posted, so no process posts that digest again', async () => {
    await digestStore.save({
      version: 2,
      day: '2026-11-25',
      attempt: {
        day: '2026-11-26',
        failures: 0,
        isPosting: true,
        lease: { ownerId: 'killed', expiresAt: new Date(now - MINUTE).toISOString(), heartbeat: 3 },
      },
    });
    const post = processNamed('process-2');

    await post();
    await post();

    expect(posted).toEqual([]);
    expect(warnings).toContain('a digest may not have been posted: its process died');
    expect(await digestStore.load()).toEqual({ version: 3, day: '2026-11-26' });
  });

  test('on shutdown releases the digest immediately', async () => {
    shutdown.abort();
    await processNamed('process-1')();
    expect(posted).toEqual([]);

    shutdown = new AbortController();
    await processNamed('process-2')();

    expect(posted).toHaveLength(1);
  });

  test('posts nothing after another process took the lease', async () => {
    const slow = processNamed('slow');
    before = async () => {
      // While it was about to post, another process took over and finished.
      const record = await digestStore.load();
      if (record !== undefined) await digestStore.save({ version: record.version + 1, day: '2026-11-26' });
    };

    await slow();

    expect(warnings).not.toContain('building the digest failed');
    expect(await digestStore.load()).toMatchObject({ day: '2026-11-26' });
  });
});

describe('the parts of a long digest', () => {
  test('are posted in the thread of the first part', async () => {
    await processNamed('process-1', { pages: 4 })();

    expect(posted.map(({ page, thread }) => [page, thread?.channel])).toEqual([
      [0, undefined],
      [1, 'C0DIGEST'],
      [2, 'C0DIGEST'],
      [3, 'C0DIGEST'],
    ]);
  });

  test('are retried if Slack limits the rate', async () => {
    let busy = 1;
    before = (page) => {
      busy -= page === 1 ? 1 : 0;
      return page === 1 && busy === 0 ? Promise.reject(new Throttled('slower', 5)) : Promise.resolve();
    };

    await processNamed('process-1', { pages: 3 })();

    expect(posted.map(({ page }) => page)).toEqual([0, 1, 2]);
  });

  test('are skipped if they cannot be posted, and the digest is not posted again', async () => {
    before = (page) => (page === 1 ? Promise.reject(new AccessDenied('no')) : Promise.resolve());
    const post = processNamed('process-1', { pages: 3 });

    await post();
    await post();

    expect(posted.map(({ page }) => page)).toEqual([0, 2]);
    expect(warnings).toContain('a part of the digest could not be posted');
  });
});
