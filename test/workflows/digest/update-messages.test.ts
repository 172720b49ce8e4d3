import { beforeEach, describe, expect, test } from '@jest/globals';
import type { DigestStore } from '../../../src/workflows/ports/digest-store.js';
import type { DigestAnnotation, DigestMessage } from '../../../src/domain/digest/digest-message.js';
import { NotFound, Throttled } from '../../../src/workflows/ports/errors.js';
import {
  createDigestMessageUpdater,
  type DigestMessageUpdater,
} from '../../../src/workflows/digest/update-messages.js';
import { createInMemoryDigestStore } from '../../fakes/in-memory-digest-store.js';
import { ana, rita } from '../builders.js';
import { recordingAnnouncer } from './recording-announcer.js';
import { silentLog, TestClock } from '../context.js';

const OLD = { imageId: 'ami-0000000a', region: 'us-east-1', account: '999988887777' };
const OTHER = { ...OLD, imageId: 'ami-0000000b' };
const kept: DigestAnnotation = { ...OLD, by: rita, response: { kind: 'exempted', until: '2027-02-24T09:00:00.000Z' } };
const asked: DigestAnnotation = {
  ...OTHER,
  by: ana,
  response: { kind: 'requested', operation: 'retire', request: 'AR-7F3K2M' },
};

let digestStore: DigestStore;
let clock: TestClock;
let updated: DigestMessage[];
let slack: () => Promise<void>;

beforeEach(async () => {
  digestStore = createInMemoryDigestStore();
  clock = new TestClock();
  updated = [];
  slack = () => Promise.resolve();
  for (const [page, content] of ['… ami-0000000a …', '… ami-0000000b …'].entries())
    await digestStore.saveMessage(posted(page, content));
});

function posted(page: number, content: string): DigestMessage {
  const message = { channel: 'C0DIGEST', ts: `${page + 1}.000` };
  return { version: 1, page, pages: 2, digest: '1.000', message, content, annotations: [], renderedCount: 0 };
}

/** Another process each time. */
function process(overrides: Partial<DigestStore> = {}): DigestMessageUpdater {
  const { announcer, updated: mine } = recordingAnnouncer(() => slack());
  return createDigestMessageUpdater({
    digestStore: { ...digestStore, ...overrides },
    announcer: {
      ...announcer,
      async update(digestMessage) {
        await announcer.update(digestMessage);
        updated.push(...mine.splice(0));
      },
    },
    clock,
    log: silentLog,
  });
}

/** The messages as they show answers now: the page, and how many answers it shows. */
function drawn(): readonly (readonly [number, number])[] {
  return updated.map(({ page, annotations }) => [page, annotations.length]);
}

describe('a response', () => {
  test('appears only in the message that lists its AMI', async () => {
    await process().addAnnotations([kept]);

    expect(updated).toMatchObject([{ page: 0, message: { ts: '1.000' }, annotations: [kept] }]);
    expect(await digestStore.messages()).toMatchObject([
      { annotations: [kept], renderedCount: 1 },
      { annotations: [], renderedCount: 0 },
    ]);
  });

  test('to several AMIs appears in each of their messages', async () => {
    await process().addAnnotations([kept, asked]);

    expect(drawn()).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });

  test('appears next to earlier responses', async () => {
    await process().addAnnotations([kept]);
    await process().addAnnotations([{ ...kept, by: ana }]);

    expect(updated.at(-1)?.annotations).toEqual([kept, { ...kept, by: ana }]);
  });

  test('is not rendered again if shown already or if the AMI is not in the digest', async () => {
    await process().addAnnotations([kept]);
    await process().addAnnotations([kept, { ...kept, imageId: 'ami-0000000f' }]);
    await process().addAnnotations([]);

    expect(drawn()).toEqual([[0, 1]]);
  });

  test('to a share appears in the first message, even if the share is not listed', async () => {
    const adopted: DigestAnnotation = {
      ...OTHER,
      by: ana,
      response: { kind: 'adopted', grantee: { kind: 'public' }, missing: 0 },
    };

    await process().addAnnotations([adopted]);

    expect(drawn()).toEqual([[0, 1]]);
  });

  test('is not lost if several users respond at the same time', async () => {
    const people = ['U0A', 'U0B', 'U0C', 'U0D', 'U0E'].map((userId) => ({ ...rita, userId }));

    await Promise.all(people.map((by) => process().addAnnotations([{ ...kept, by }])));

    const [first] = await digestStore.messages();
    expect(first?.annotations.map(({ by }) => by.userId).sort()).toEqual(people.map(({ userId }) => userId));
    expect(first?.renderedCount).toBe(5);
    expect(updated.at(-1)?.annotations).toHaveLength(5);
  });
});

describe('a response that Slack does not show', () => {
  test('is stored, and shown later by any process', async () => {
    slack = () => Promise.reject(new Throttled('Slack cannot be reached'));
    await process().addAnnotations([kept]);
    expect(await digestStore.messages()).toMatchObject([{ annotations: [kept], renderedCount: 0 }, {}]);

    slack = () => Promise.resolve();
    await process().syncPending();

    expect(drawn()).toEqual([[0, 1]]);
    expect(await digestStore.messages()).toMatchObject([{ renderedCount: 1 }, {}]);
  });

  test('is retried by the same process only after a delay', async () => {
    const same = process();
    await same.syncPending();
    slack = () => Promise.reject(new Throttled('Slack cannot be reached'));
    await same.addAnnotations([kept]);
    slack = () => Promise.resolve();

    await same.syncPending();
    expect(drawn()).toEqual([]);
    clock.advance(31);
    await same.syncPending();
    await same.syncPending();

    expect(drawn()).toEqual([[0, 1]]);
  });

  test('is not retried if the message was deleted', async () => {
    slack = () => Promise.reject(new NotFound('the message was deleted'));
    await process().addAnnotations([kept]);

    expect(await digestStore.messages()).toMatchObject([{ renderedCount: 1 }, {}]);
  });

  test('still counts if the table is unavailable', async () => {
    const away = process({ saveMessage: () => Promise.reject(new Throttled('the table is away')) });

    await expect(away.addAnnotations([kept])).resolves.toBeUndefined();
  });

  test('rethrows an unexpected error', async () => {
    const broken = process({ messages: () => Promise.reject(new TypeError('undefined is not a function')) });

    await expect(broken.addAnnotations([kept])).rejects.toBeInstanceOf(TypeError);
  });
});
