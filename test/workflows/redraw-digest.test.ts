import { beforeEach, describe, expect, test } from '@jest/globals';
import type { DigestBook } from '../../src/workflows/digest/ports.js';
import type { ShownAnswer, ShownPage } from '../../src/workflows/digest/shown.js';
import { Gone, Throttled } from '../../src/workflows/errors.js';
import { createRedrawing, type Redrawing } from '../../src/workflows/redraw-digest.js';
import { createInMemoryDigestBook } from '../fakes/in-memory-digest-book.js';
import { ana, rita } from './builders.js';
import { recordingAnnouncer } from './digest/parts.js';
import { silentLog, TestClock } from './world.js';

const OLD = { imageId: 'ami-0000000a', region: 'us-east-1', account: '999988887777' };
const OTHER = { ...OLD, imageId: 'ami-0000000b' };
const kept: ShownAnswer = { ...OLD, by: rita, what: { kind: 'kept', until: '2027-02-24T09:00:00.000Z' } };
const asked: ShownAnswer = { ...OTHER, by: ana, what: { kind: 'asked', operation: 'retire', request: 'AR-7F3K2M' } };

let book: DigestBook;
let clock: TestClock;
let updated: ShownPage[];
let slack: () => Promise<void>;

beforeEach(async () => {
  book = createInMemoryDigestBook();
  clock = new TestClock();
  updated = [];
  slack = () => Promise.resolve();
  for (const [page, content] of ['… ami-0000000a …', '… ami-0000000b …'].entries())
    await book.saveShown(posted(page, content));
});

function posted(page: number, content: string): ShownPage {
  const message = { channel: 'C0DIGEST', ts: `${page + 1}.000` };
  return { version: 1, page, pages: 2, digest: '1.000', message, content, answers: [], drawn: 0 };
}

/** Another process each time. */
function process(over: Partial<DigestBook> = {}): Redrawing {
  const { announcer, updated: mine } = recordingAnnouncer(() => slack());
  return createRedrawing({
    book: { ...book, ...over },
    announcer: {
      ...announcer,
      async update(shown) {
        await announcer.update(shown);
        updated.push(...mine.splice(0));
      },
    },
    clock,
    log: silentLog,
  });
}

/** The messages as they show answers now: the page, and how many answers it shows. */
function drawn(): readonly (readonly [number, number])[] {
  return updated.map(({ page, answers }) => [page, answers.length]);
}

describe('an answer', () => {
  test('is shown in the message that it is about, and in no other', async () => {
    await process().note([kept]);

    expect(updated).toMatchObject([{ page: 0, message: { ts: '1.000' }, answers: [kept] }]);
    expect(await book.shownPages()).toMatchObject([
      { answers: [kept], drawn: 1 },
      { answers: [], drawn: 0 },
    ]);
  });

  test('to several AMIs is shown in each of their messages', async () => {
    await process().note([kept, asked]);

    expect(drawn()).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });

  test('stands beside those that were given before', async () => {
    await process().note([kept]);
    await process().note([{ ...kept, by: ana }]);

    expect(updated.at(-1)?.answers).toEqual([kept, { ...kept, by: ana }]);
  });

  test('that is there already is not drawn again, nor is one to an AMI that is not in the digest', async () => {
    await process().note([kept]);
    await process().note([kept, { ...kept, imageId: 'ami-0000000f' }]);
    await process().note([]);

    expect(drawn()).toEqual([[0, 1]]);
  });

  test('to a share is shown in the first message, where shares stand, listed there or not', async () => {
    const adopted: ShownAnswer = {
      ...OTHER,
      by: ana,
      what: { kind: 'adopted', grantee: { kind: 'public' }, missing: 0 },
    };

    await process().note([adopted]);

    expect(drawn()).toEqual([[0, 1]]);
  });

  test('is not lost when several are given at once', async () => {
    const people = ['U0A', 'U0B', 'U0C', 'U0D', 'U0E'].map((userId) => ({ ...rita, userId }));

    await Promise.all(people.map((by) => process().note([{ ...kept, by }])));

    const [first] = await book.shownPages();
    expect(first?.answers.map(({ by }) => by.userId).sort()).toEqual(people.map(({ userId }) => userId));
    expect(first?.drawn).toBe(5);
    expect(updated.at(-1)?.answers).toHaveLength(5);
  });
});

describe('an answer that Slack does not let be shown', () => {
  test('is written down, and shown later by whatever process there is', async () => {
    slack = () => Promise.reject(new Throttled('Slack cannot be reached'));
    await process().note([kept]);
    expect(await book.shownPages()).toMatchObject([{ answers: [kept], drawn: 0 }, {}]);

    slack = () => Promise.resolve();
    await process().tick();

    expect(drawn()).toEqual([[0, 1]]);
    expect(await book.shownPages()).toMatchObject([{ drawn: 1 }, {}]);
  });

  test('is tried again by the same process after a while, and not before', async () => {
    const same = process();
    await same.tick();
    slack = () => Promise.reject(new Throttled('Slack cannot be reached'));
    await same.note([kept]);
    slack = () => Promise.resolve();

    await same.tick();
    expect(drawn()).toEqual([]);
    clock.advance(31);
    await same.tick();
    await same.tick();

    expect(drawn()).toEqual([[0, 1]]);
  });

  test('because the message is gone is owed no more', async () => {
    slack = () => Promise.reject(new Gone('the message was deleted'));
    await process().note([kept]);

    expect(await book.shownPages()).toMatchObject([{ drawn: 1 }, {}]);
  });

  test('does not keep the answer from counting when the table is away', async () => {
    const away = process({ saveShown: () => Promise.reject(new Throttled('the table is away')) });

    await expect(away.note([kept])).resolves.toBeUndefined();
  }, 30_000);

  test('does not hide a defect', async () => {
    const broken = process({ shownPages: () => Promise.reject(new TypeError('undefined is not a function')) });

    await expect(broken.note([kept])).rejects.toBeInstanceOf(TypeError);
  });
});
