import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Conflict } from '../../src/workflows/ports/errors.js';
import { rita } from '../workflows/builders.js';
import type { DigestRecord } from '../../src/domain/digest/types.js';
import type { DigestAnnotation, DigestMessage } from '../../src/domain/digest/digest-message.js';
import type { DigestStore } from '../../src/workflows/ports/digest-store.js';

export interface DigestStoreHarness {
  fresh(): Promise<DigestStore>;
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
    lease: { ownerId: 'process-1', expiresAt: '2026-11-26T09:00:00.000Z', heartbeat: 3 },
  },
};

const AMI = { imageId: 'ami-1234567890abcdef0', region: 'us-east-1', account: '999988887777', by: rita };
const kept: DigestAnnotation = {
  ...AMI,
  name: 'golden',
  response: { kind: 'exempted', until: '2027-01-01T00:00:00.000Z' },
};
const asked: DigestAnnotation = { ...AMI, response: { kind: 'requested', operation: 'retire', request: 'AR-7F3K2M' } };
const adopted: DigestAnnotation = { ...AMI, response: { kind: 'adopted', grantee: { kind: 'public' }, missing: 1 } };

function shownPage(page: number, digest: string, pages: number): DigestMessage {
  const ts = page === 0 ? digest : `${digest}${page}`;
  const message = { channel: 'C0DIGEST', ts };
  return {
    version: 1,
    page,
    pages,
    digest,
    message,
    content: 'ami-… as it was <posted>',
    annotations: [],
    renderedCount: 0,
  };
}

/** The contract of `DigestStore`, tested against one implementation. */
export function digestStoreContract(name: string, makeHarness: () => Promise<DigestStoreHarness>): void {
  describe(`${name} fulfills the DigestStore contract`, () => {
    let harness: DigestStoreHarness;
    let digestStore: DigestStore;
    beforeAll(async () => {
      harness = await makeHarness();
    });
    beforeEach(async () => {
      digestStore = await harness.fresh();
    });
    afterAll(() => harness.close());

    test('is empty at first', async () => {
      expect(await digestStore.load()).toBeUndefined();
    });

    test('loads the last saved record completely', async () => {
      await digestStore.save(first);
      await digestStore.save(second);

      expect(await digestStore.load()).toEqual(second);
    });

    test('lets only one of two writers save the same version', async () => {
      await digestStore.save(first);

      const outcomes = await Promise.allSettled([digestStore.save({ ...second }), digestStore.save({ ...second })]);

      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(outcomes).toContainEqual({ status: 'rejected', reason: expect.any(Conflict) });
    });

    test('lets only one of two writers save the first version', async () => {
      await digestStore.save({ ...first });

      await expect(digestStore.save({ ...first })).rejects.toBeInstanceOf(Conflict);
    });

    test('rejects a version that does not follow the last', async () => {
      await digestStore.save(first);
      await digestStore.save(second);

      await expect(digestStore.save({ ...first, version: 2 })).rejects.toBeInstanceOf(Conflict);
      await expect(digestStore.save({ ...first, version: 4 })).rejects.toBeInstanceOf(Conflict);
      expect(await digestStore.load()).toEqual(second);
    });

    test('returns only the messages of the last digest, in order, in the last version', async () => {
      expect(await digestStore.messages()).toEqual([]);
      await digestStore.saveMessage(shownPage(0, '1.000', 3));
      await digestStore.saveMessage(shownPage(1, '1.000', 3));
      await digestStore.saveMessage(shownPage(2, '1.000', 3));
      expect(await digestStore.messages()).toEqual([0, 1, 2].map((page) => shownPage(page, '1.000', 3)));

      // Of the second digest one part could not be noted.
      await digestStore.saveMessage(shownPage(0, '2.000', 3));
      await digestStore.saveMessage(shownPage(2, '2.000', 3));
      const answered = {
        ...shownPage(2, '2.000', 3),
        version: 2,
        annotations: [kept, asked, adopted],
        renderedCount: 1,
      };
      await digestStore.saveMessage(answered);

      expect(await digestStore.messages()).toEqual([shownPage(0, '2.000', 3), answered]);
    });

    test('lets only one of two writers save a message, and only in the current digest', async () => {
      await digestStore.saveMessage(shownPage(0, '1.000', 1));
      const next = { ...shownPage(0, '1.000', 1), version: 2 };

      const outcomes = await Promise.allSettled([
        digestStore.saveMessage({ ...next }),
        digestStore.saveMessage({ ...next }),
      ]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);

      await digestStore.saveMessage(shownPage(0, '2.000', 1));
      await expect(digestStore.saveMessage({ ...next })).rejects.toBeInstanceOf(Conflict);
    });

    test('accepts an identical repeated write of a message', async () => {
      await digestStore.saveMessage(shownPage(0, '1.000', 1));
      const next = { ...shownPage(0, '1.000', 1), version: 2 };
      await digestStore.saveMessage(next);

      await digestStore.saveMessage(next);

      expect(await digestStore.messages()).toEqual([next]);
    });

    test('accepts an identical repeated write if the response was lost', async () => {
      await digestStore.save(first);
      await digestStore.save(second);

      await digestStore.save(second);

      expect(await digestStore.load()).toEqual(second);
    });
  });
}
