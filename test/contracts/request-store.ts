import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Conflict, Refused } from '../../src/workflows/errors.js';
import type { Page, PageOf, RequestStore } from '../../src/workflows/ports.js';
import type { RequestSummary } from '../../src/workflows/request/types.js';
import { ana, rita, request, t } from '../workflows/builders.js';

export interface RequestStoreHarness {
  /** An empty store. */
  fresh(): Promise<RequestStore>;
  close(): Promise<void>;
}

/** What everybody who uses `RequestStore` may rely on. */
export function requestStoreContract(name: string, makeHarness: () => Promise<RequestStoreHarness>): void {
  describe(`${name} keeps the contract of RequestStore`, () => {
    let harness: RequestStoreHarness;
    let store: RequestStore;

    beforeAll(async () => {
      harness = await makeHarness();
    });
    beforeEach(async () => {
      store = await harness.fresh();
    });
    afterAll(() => harness.close());

    test('gives back what was stored, to the letter', async () => {
      await store.create(request({ reason: 'für prod <!channel>' }));

      expect(await store.load('AR-7F3K2M')).toEqual(request({ reason: 'für prod <!channel>' }));
    });

    test('knows nothing of what was never stored', async () => {
      expect(await store.load('AR-000000')).toBeUndefined();
    });

    test('creates a request once', async () => {
      await store.create(request());

      await expect(store.create(request({ reason: 'other' }))).rejects.toThrow(Conflict);
      expect(await store.load('AR-7F3K2M')).toEqual(request());
    });

    test('saves the next version and no other', async () => {
      await store.create(request());

      await store.save(request({ version: 2, status: 'approved' }));

      await expect(store.save(request({ version: 2, status: 'denied' }))).rejects.toThrow(Conflict);
      await expect(store.save(request({ version: 4 }))).rejects.toThrow(Conflict);
      expect(await store.load('AR-7F3K2M')).toMatchObject({ version: 2, status: 'approved' });
    });

    test('saves nothing that was never created', async () => {
      await expect(store.save(request({ version: 2 }))).rejects.toThrow(Conflict);
    });

    test('takes the repetition of a write that was carried out for the same write', async () => {
      await store.create(request());
      await store.create(request());
      await store.save(request({ version: 2 }));

      await expect(store.save(request({ version: 2 }))).resolves.toBeUndefined();
    });

    test('lets exactly one of many simultaneous writers win', async () => {
      await store.create(request());

      const writers = Array.from({ length: 12 }, (_, index) =>
        store.save(request({ version: 2, reason: `writer ${String(index)}` })).then(
          () => index,
          (error: unknown) => error,
        ),
      );
      const outcomes = await Promise.all(writers);

      const [winner, ...others] = outcomes.filter((outcome) => typeof outcome === 'number');
      expect(others).toEqual([]);
      expect(outcomes.filter((outcome) => outcome instanceof Conflict)).toHaveLength(11);
      expect((await store.load('AR-7F3K2M'))?.reason).toBe(`writer ${String(winner)}`);
    });

    describe('lists', () => {
      const many = Array.from({ length: 7 }, (_, index) =>
        request({
          id: `AR-00000${String(index)}`,
          createdAt: t(index),
          requester: index % 2 === 0 ? rita : ana,
          status: index < 4 ? 'done' : 'pending',
          image: { imageId: index === 3 ? 'ami-0b' : 'ami-0a', region: 'us-east-1', account: '999988887777' },
        }),
      );

      const [, , , fourth = request(), , , last = request()] = many;

      beforeEach(async () => {
        for (const each of many) await store.create(each);
      });

      test.each<[string, (page: PageOf) => Promise<Page<RequestSummary>>, readonly number[]]>([
        ['all', (page) => store.all(page), [6, 5, 4, 3, 2, 1, 0]],
        ['the open ones', (page) => store.open(page), [6, 5, 4]],
        ["a person's", (page) => store.byRequester(rita, page), [6, 4, 2, 0]],
        ['those about an AMI', (page) => store.byImage('ami-0b', page), [3]],
        ['none', (page) => store.byImage('ami-0c', page), []],
      ])('%s, newest first, page by page', async (_, list, expected) => {
        const pages: (readonly RequestSummary[])[] = [];
        let cursor: string | undefined;
        do {
          const page: Page<RequestSummary> = await list({ limit: 2, ...(cursor === undefined ? {} : { cursor }) });
          pages.push(page.items);
          cursor = page.cursor;
        } while (cursor !== undefined);

        expect(pages.flat().map(({ id }) => id)).toEqual(expected.map((index) => `AR-00000${String(index)}`));
        expect(Math.max(0, ...pages.map(({ length }) => length))).toBeLessThanOrEqual(2);
      });

      test('with what is shown of a request', async () => {
        const { items } = await store.byImage('ami-0b', { limit: 1 });
        const { id, status, operation, plan, image, requester, createdAt } = fourth;

        expect(items).toEqual([{ id, status, operation, title: plan.title, image, requester, createdAt }]);
      });

      test('a request leaves the open ones when it ends', async () => {
        await store.save({ ...last, version: 2, status: 'denied' });

        expect((await store.open({ limit: 9 })).items.map(({ id }) => id)).toEqual(['AR-000005', 'AR-000004']);
      });

      test.each(['nonsense', Buffer.from('{"a":"b"}').toString('base64url'), '-1'])(
        'a page that nobody gave out is refused: %s',
        async (cursor) => {
          await expect(store.all({ limit: 2, cursor })).rejects.toThrow(Refused);
        },
      );
    });

    describe('what is due', () => {
      test('comes longest overdue first, and nothing before its time', async () => {
        await store.create(request({ id: 'AR-000001', remindAt: t(30) }));
        await store.create(request({ id: 'AR-000002', remindAt: t(10) }));
        await store.create(request({ id: 'AR-000003', remindAt: t(99) }));
        await store.create(request({ id: 'AR-000004', status: 'done' }));

        expect(await store.due(t(30), 10)).toEqual(['AR-000002', 'AR-000001']);
        expect(await store.due(t(30), 1)).toEqual(['AR-000002']);
      });

      test('follows the request', async () => {
        await store.create(request({ remindAt: t(10) }));

        await store.save(request({ version: 2, remindAt: t(10), lease: { holder: 'a', until: t(40), beat: 0 } }));
        const held = await store.due(t(20), 10);
        await store.save(request({ version: 3, status: 'cancelled' }));

        expect(held).toEqual([]);
        expect(await store.due(t(9e9), 10)).toEqual([]);
      });
    });

    test('answers when it is asked whether it is there', async () => {
      await expect(store.ping()).resolves.toBeUndefined();
    });
  });
}
