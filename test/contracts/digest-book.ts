import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Conflict } from '../../src/workflows/errors.js';
import { rita } from '../workflows/builders.js';
import type { DigestRecord } from '../../src/workflows/digest/types.js';
import type { ShownAnswer, ShownPage } from '../../src/workflows/digest/shown.js';
import type { DigestBook } from '../../src/workflows/digest/ports.js';

export interface DigestBookHarness {
  fresh(): Promise<DigestBook>;
  close(): Promise<void>;
}

const first: DigestRecord = { version: 1, day: '2026-11-25' };
const second: DigestRecord = {
  version: 2,
  day: '2026-11-25',
  message: { channel: 'C0DIGEST', ts: '1.000' },
  attempt: {
    day: '2026-11-26',
    failures: 1,
    retryAt: '2026-11-26T09:00:00.000Z',
    isPosting: true,
    lease: { holder: 'process-1', until: '2026-11-26T09:00:00.000Z', beat: 3 },
  },
};

const AMI = { imageId: 'ami-1234567890abcdef0', region: 'us-east-1', account: '999988887777', by: rita };
const kept: ShownAnswer = { ...AMI, name: 'golden', what: { kind: 'kept', until: '2027-01-01T00:00:00.000Z' } };
const asked: ShownAnswer = { ...AMI, what: { kind: 'asked', operation: 'retire', request: 'AR-7F3K2M' } };
const adopted: ShownAnswer = { ...AMI, what: { kind: 'adopted', grantee: { kind: 'public' }, missing: 1 } };

function shownPage(page: number, digest: string, pages: number): ShownPage {
  const ts = page === 0 ? digest : `${digest}${page}`;
  const message = { channel: 'C0DIGEST', ts };
  return { version: 1, page, pages, digest, message, content: 'ami-… as it was <posted>', answers: [], drawn: 0 };
}

/** What everybody who uses `DigestBook` may rely on, tried on one implementation. */
export function digestBookContract(name: string, makeHarness: () => Promise<DigestBookHarness>): void {
  describe(`${name} keeps the contract of DigestBook`, () => {
    let harness: DigestBookHarness;
    let book: DigestBook;
    beforeAll(async () => {
      harness = await makeHarness();
    });
    beforeEach(async () => {
      book = await harness.fresh();
    });
    afterAll(() => harness.close());

    test('is empty at first', async () => {
      expect(await book.load()).toBeUndefined();
    });

    test('gives back what was last written, with everything that was in it', async () => {
      await book.save(first);
      await book.save(second);

      expect(await book.load()).toEqual(second);
    });

    test('lets only one of two take the same turn', async () => {
      await book.save(first);

      const outcomes = await Promise.allSettled([book.save({ ...second }), book.save({ ...second })]);

      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(outcomes).toContainEqual({ status: 'rejected', reason: expect.any(Conflict) });
    });

    test('lets only one of two begin', async () => {
      await book.save({ ...first });

      await expect(book.save({ ...first })).rejects.toBeInstanceOf(Conflict);
    });

    test('refuses to go on from a version that is not the last', async () => {
      await book.save(first);
      await book.save(second);

      await expect(book.save({ ...first, version: 2 })).rejects.toBeInstanceOf(Conflict);
      await expect(book.save({ ...first, version: 4 })).rejects.toBeInstanceOf(Conflict);
      expect(await book.load()).toEqual(second);
    });

    test('gives back the messages of the last digest alone, in order, as they were last written', async () => {
      expect(await book.shownPages()).toEqual([]);
      await book.saveShown(shownPage(0, '1.000', 3));
      await book.saveShown(shownPage(1, '1.000', 3));
      await book.saveShown(shownPage(2, '1.000', 3));
      expect(await book.shownPages()).toEqual([0, 1, 2].map((page) => shownPage(page, '1.000', 3)));

      // Of the second digest one part could not be noted.
      await book.saveShown(shownPage(0, '2.000', 3));
      await book.saveShown(shownPage(2, '2.000', 3));
      const answered = { ...shownPage(2, '2.000', 3), version: 2, answers: [kept, asked, adopted], drawn: 1 };
      await book.saveShown(answered);

      expect(await book.shownPages()).toEqual([shownPage(0, '2.000', 3), answered]);
    });

    test('lets only one of two write the same version of a message, and none of another digest', async () => {
      await book.saveShown(shownPage(0, '1.000', 1));
      const next = { ...shownPage(0, '1.000', 1), version: 2 };

      const outcomes = await Promise.allSettled([book.saveShown({ ...next }), book.saveShown({ ...next })]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);

      await book.saveShown(shownPage(0, '2.000', 1));
      await expect(book.saveShown({ ...next })).rejects.toBeInstanceOf(Conflict);
    });

    test('knows the very same write of a message again', async () => {
      await book.saveShown(shownPage(0, '1.000', 1));
      const next = { ...shownPage(0, '1.000', 1), version: 2 };
      await book.saveShown(next);

      await book.saveShown(next);

      expect(await book.shownPages()).toEqual([next]);
    });

    test('knows the very same write again, whose answer was lost', async () => {
      await book.save(first);
      await book.save(second);

      await book.save(second);

      expect(await book.load()).toEqual(second);
    });
  });
}
