import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Conflict, Rejected } from '../../src/workflows/ports/errors.js';
import type { Page, PageRequest, RequestStore } from '../../src/workflows/ports/request-store.js';
import type { RequestSummary } from '../../src/domain/request/types.js';
import { ana, rita, request, t } from '../workflows/builders.js';

export interface RequestStoreHarness {
  /** An empty store. */
  fresh(): Promise<RequestStore>;
  close(): Promise<void>;
}

/** The contract of `RequestStore`, tested against one implementation. */
export function requestStoreContract(
  name: string,
  makeHarness: () => Promise<RequestStoreHarness>,
  /** Why simultaneous writers cannot be tried on what lies below the store. */
  notAtomic?: string,
): void {
  describe(`${name} fulfills the RequestStore contract`, () => {
    let harness: RequestStoreHarness;
    let store: RequestStore;

    beforeAll(async () => {
      harness = await makeHarness();
    });
    beforeEach(async () => {
      store = await harness.fresh();
    });
    afterAll(() => harness.close());

    test('loads exactly what was stored', async () => {
      await store.create(request({ reason: 'für prod <!channel>' }));

      expect(await store.load('AR-7F3K2M')).toEqual(request({ reason: 'für prod <!channel>' }));
    });

    test('returns undefined for an unknown ID', async () => {
      expect(await store.load('AR-000000')).toBeUndefined();
    });

    test('creates a request only once', async () => {
      await store.create(request());

      await expect(store.create(request({ reason: 'other' }))).rejects.toThrow(Conflict);
      expect(await store.load('AR-7F3K2M')).toEqual(request());
    });

    test('saves only the next version', async () => {
      await store.create(request());

      await store.save(request({ version: 2, status: 'approved' }));

      await expect(store.save(request({ version: 2, status: 'denied' }))).rejects.toThrow(Conflict);
      await expect(store.save(request({ version: 4 }))).rejects.toThrow(Conflict);
      expect(await store.load('AR-7F3K2M')).toMatchObject({ version: 2, status: 'approved' });
    });

    test('does not save a request that was never created', async () => {
      await expect(store.save(request({ version: 2 }))).rejects.toThrow(Conflict);
    });

    describe('a write whose response was lost', () => {
      const second = request({ version: 2, status: 'approved' });

      beforeEach(async () => {
        await store.create(request());
      });

      test('succeeds if it is repeated', async () => {
        const created = request({ id: 'AR-000001' });
        await store.create(created);
        await store.save(second);

        await expect(store.create(created)).resolves.toBeUndefined();
        await expect(store.save(second)).resolves.toBeUndefined();
        expect(await store.load('AR-7F3K2M')).toEqual(second);
      });

      test('is not confused with an equal write of another process', async () => {
        await store.save(second);

        await expect(store.save({ ...second })).rejects.toThrow(Conflict);
        await expect(store.create(request())).rejects.toThrow(Conflict);
      });

      test('does not overwrite a later version', async () => {
        await store.save(second);
        await store.save(request({ version: 3, status: 'cancelled' }));

        await expect(store.save(second)).rejects.toThrow(Conflict);
        expect(await store.load('AR-7F3K2M')).toMatchObject({ version: 3, status: 'cancelled' });
      });
    });

    const simultaneously = notAtomic === undefined ? describe : describe.skip;
    simultaneously(`many simultaneous writers${notAtomic === undefined ? '' : ` (${notAtomic})`}`, () => {
      /** The reasons of those who won, when each writes its own number there. */
      async function race(write: (reason: string) => Promise<void>): Promise<readonly string[]> {
        const outcomes = await Promise.all(
          Array.from({ length: 12 }, (_, index) => {
            const reason = `writer ${String(index)}`;
            return write(reason).then(
              () => reason,
              (error: unknown) => error,
            );
          }),
        );
        expect(outcomes.filter((outcome) => outcome instanceof Conflict)).toHaveLength(11);
        return outcomes.filter((outcome) => typeof outcome === 'string');
      }

      test('create a request exactly once', async () => {
        const winners = await race((reason) => store.create(request({ reason })));

        expect(winners).toEqual([(await store.load('AR-7F3K2M'))?.reason]);
      });

      test('save a version exactly once', async () => {
        await store.create(request());

        const winners = await race((reason) => store.save(request({ version: 2, reason })));

        expect(winners).toEqual([(await store.load('AR-7F3K2M'))?.reason]);
      });

      test('save a version exactly once even if all write the same content', async () => {
        await store.create(request());

        const outcomes = await Promise.allSettled(
          Array.from({ length: 12 }, () => store.save(request({ version: 2, status: 'cancelled' }))),
        );

        expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      });
    });

    describe('listing', () => {
      const many = Array.from({ length: 7 }, (_, index) =>
        request({
          id: `AR-00000${String(index)}`,
          createdAt: t(index),
          requester: index % 2 === 0 ? rita : ana,
          status: index < 4 ? 'done' : 'pending',
          subject: { imageId: index === 3 ? 'ami-0b' : 'ami-0a', region: 'us-east-1', account: '999988887777' },
        }),
      );

      const [, , , fourth = request(), , , last = request()] = many;

      beforeEach(async () => {
        for (const each of many) await store.create(each);
      });

      test.each<[string, (page: PageRequest) => Promise<Page<RequestSummary>>, readonly number[]]>([
        ['all requests', (page) => store.listAll(page), [6, 5, 4, 3, 2, 1, 0]],
        ['the open requests', (page) => store.listOpen(page), [6, 5, 4]],
        ['the requests of a user', (page) => store.listByRequester(rita, page), [6, 4, 2, 0]],
        ['the requests for an AMI', (page) => store.listBySubject('ami-0b', page), [3]],
        ['an AMI without requests', (page) => store.listBySubject('ami-0c', page), []],
      ])('returns %s, newest first, in pages', async (_, list, expected) => {
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

      test('returns no cursor on the last page, even if it is full', async () => {
        const { items, cursor } = await store.listAll({ limit: 7 });

        expect({ items: items.length, cursor }).toEqual({ items: 7, cursor: undefined });
      });

      test('keeps one order without gaps for requests created at the same time', async () => {
        for (const id of ['AR-0000ZB', 'AR-0000ZA', 'AR-0000ZC']) await store.create(request({ id, createdAt: t(99) }));

        const first = await store.listAll({ limit: 2 });
        const second = await store.listAll({
          limit: 2,
          ...(first.cursor === undefined ? {} : { cursor: first.cursor }),
        });

        expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([
          'AR-0000ZC',
          'AR-0000ZB',
          'AR-0000ZA',
          'AR-000006',
        ]);
      });

      test('separates users with the same ID in different teams', async () => {
        const stranger = { ...rita, teamId: 'T0OTHER' };
        await store.create(request({ id: 'AR-0000ZZ', requester: stranger, createdAt: t(50) }));

        expect((await store.listByRequester(rita, { limit: 1 })).items.map(({ id }) => id)).toEqual(['AR-000006']);
        expect((await store.listByRequester(stranger, { limit: 9 })).items.map(({ id }) => id)).toEqual(['AR-0000ZZ']);
      });

      test('returns the summary of a request', async () => {
        const { items } = await store.listBySubject('ami-0b', { limit: 1 });
        const { id, status, operation, plan, subject, requester, createdAt } = fourth;

        expect(items).toEqual([{ id, status, operation, title: plan.title, subject, requester, createdAt }]);
      });

      test('returns the last saved version of a request', async () => {
        await store.save({ ...fourth, version: 2, status: 'failed' });

        expect((await store.listBySubject('ami-0b', { limit: 1 })).items).toMatchObject([{ status: 'failed' }]);
      });

      test('returns the expiry of a temporary grant until it is settled', async () => {
        const expiration = { revokeAt: t(900), isSettled: false };
        await store.save({ ...fourth, version: 2, expiration });
        const ahead = await store.listBySubject('ami-0b', { limit: 1 });
        await store.save({ ...fourth, version: 3, expiration: { ...expiration, isSettled: true } });
        const [over] = (await store.listBySubject('ami-0b', { limit: 1 })).items;

        expect(ahead.items).toMatchObject([{ revokeAt: t(900) }]);
        expect(over).not.toHaveProperty('revokeAt');
      });

      test('omits an ended request from the open requests', async () => {
        await store.save({ ...last, version: 2, status: 'denied' });

        expect((await store.listOpen({ limit: 9 })).items.map(({ id }) => id)).toEqual(['AR-000005', 'AR-000004']);
      });

      test.each(['nonsense', Buffer.from('{"a":"b"}').toString('base64url'), 'AR-ZZZZZZ', '-1', '*'])(
        'rejects an invalid cursor: %s',
        async (cursor) => {
          await expect(store.listAll({ limit: 2, cursor })).rejects.toThrow(Rejected);
        },
      );
    });

    describe('listing due requests', () => {
      test('returns the longest overdue first, and none that is not due', async () => {
        await store.create(request({ id: 'AR-000001', remindAt: t(30) }));
        await store.create(request({ id: 'AR-000002', remindAt: t(10) }));
        await store.create(request({ id: 'AR-000003', remindAt: t(99) }));
        await store.create(request({ id: 'AR-000004', status: 'done' }));

        expect(await store.listDue(t(30), 10)).toEqual(['AR-000002', 'AR-000001']);
        expect(await store.listDue(t(30), 1)).toEqual(['AR-000002']);
      });

      test('returns a temporary grant at its warning and at its expiry', async () => {
        const done = request({ status: 'done' });
        await store.create({ ...done, expiration: { revokeAt: t(90), warnAt: t(50), isSettled: false } });
        const beforeWarning = await store.listDue(t(49), 10);
        const atWarning = await store.listDue(t(50), 10);
        await store.save({ ...done, version: 2, expiration: { revokeAt: t(90), isSettled: false } });

        expect([beforeWarning, atWarning]).toEqual([[], ['AR-7F3K2M']]);
        expect([await store.listDue(t(89), 10), await store.listDue(t(90), 10)]).toEqual([[], ['AR-7F3K2M']]);
      });

      test('follows the lease and the status of the request', async () => {
        await store.create(request({ remindAt: t(10) }));

        await store.save(
          request({ version: 2, remindAt: t(10), lease: { ownerId: 'a', expiresAt: t(40), heartbeat: 0 } }),
        );
        const held = await store.listDue(t(20), 10);
        await store.save(request({ version: 3, status: 'cancelled' }));

        expect(held).toEqual([]);
        expect(await store.listDue(t(9e9), 10)).toEqual([]);
      });
    });

    test('answers a ping', async () => {
      await expect(store.ping()).resolves.toBeUndefined();
    });
  });
}
