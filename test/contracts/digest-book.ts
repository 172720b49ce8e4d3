import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Conflict } from '../../src/workflows/errors.js';
import type { DigestRecord } from '../../src/workflows/digest/types.js';
import type { DigestBook } from '../../src/workflows/ports.js';

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

    test('knows the very same write again, whose answer was lost', async () => {
      await book.save(first);
      await book.save(second);

      await book.save(second);

      expect(await book.load()).toEqual(second);
    });
  });
}
