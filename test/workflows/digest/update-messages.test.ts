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

describe('an answer', () => {
  test('is shown in the message that it is about, and in no other', async () => {
    await process().addAnnotations([kept]);

    expect(updated).toMatchObject([{ page: 0, message: { ts: '1.000' }, annotations: [kept] }]);
    expect(await digestStore.messages()).toMatchObject([
      { annotations: [kept], renderedCount: 1 },
      { annotations: [], renderedCount: 0 },
    ]);
  });

  test('to several AMIs is shown in each of their messages', async () => {
    await process().addAnnotations([kept, asked]);

    expect(drawn()).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });

  test('stands beside those that were given before', async () => {
    await process().addAnnotations([kept]);
    await process().addAnnotations([{ ...kept, by: ana }]);

    expect(updated.at(-1)?.annotations).toEqual([kept, { ...kept, by: ana }]);
  });

  test('that is there already is not drawn again, nor is one to an AMI that is not in the digest', async () => {
    await process().addAnnotations([kept]);
    await process().addAnnotations([kept, { ...kept, imageId: 'ami-0000000f' }]);
    await process().addAnnotations([]);

    expect(drawn()).toEqual([[0, 1]]);
  });

  test('to a share is shown in the first message, where shares stand, listed there or not', async () => {
    const adopted: DigestAnnotation = {
      ...OTHER,
      by: ana,
      response: { kind: 'adopted', grantee: { kind: 'public' }, missing: 0 },
    };

    await process().addAnnotations([adopted]);

    expect(drawn()).toEqual([[0, 1]]);
  });

  test('is not lost when several are given at once', async () => {
    const people = ['U0A', 'U0B', 'U0C', 'U0D', 'U0E'].map((userId) => ({ ...rita, userId }));

    await Promise.all(people.map((by) => process().addAnnotations([{ ...kept, by }])));

    const [first] = await digestStore.messages();
    expect(first?.annotations.map(({ by }) => by.userId).sort()).toEqual(people.map(({ userId }) => userId));
    expect(first?.renderedCount).toBe(5);
    expect(updated.at(-1)?.annotations).toHaveLength(5);
  });
});

describe('an answer that Slack does not let be shown', () => {
  test('is written down, and shown later by whatever process there is', async () => {
    slack = () => Promise.reject(new Throttled('Slack cannot be reached'));
    await process().addAnnotations([kept]);
    expect(await digestStore.messages()).toMatchObject([{ annotations: [kept], renderedCount: 0 }, {}]);

    slack = () => Promise.resolve();
    await process().syncPending();

    expect(drawn()).toEqual([[0, 1]]);
    expect(await digestStore.messages()).toMatchObject([{ renderedCount: 1 }, {}]);
  });

  test('is tried again by the same process after a while, and not before', async () => {
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

  test('because the message is gone is owed no more', async () => {
    slack = () => Promise.reject(new NotFound('the message was deleted'));
    await process().addAnnotations([kept]);

    expect(await digestStore.messages()).toMatchObject([{ renderedCount: 1 }, {}]);
  });

  test('does not keep the answer from counting when the table is away', async () => {
    const away = process({ saveMessage: () => Promise.reject(new Throttled('the table is away')) });

    await expect(away.addAnnotations([kept])).resolves.toBeUndefined();
  });

  test('does not hide a defect', async () => {
    const broken = process({ messages: () => Promise.reject(new TypeError('undefined is not a function')) });

    await expect(broken.addAnnotations([kept])).rejects.toBeInstanceOf(TypeError);
  });
});
