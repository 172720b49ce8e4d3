import { describe, expect, test } from '@jest/globals';
import { exportAudit } from '../../../src/workflows/requests/export-audit.js';
import type { AuditRecord } from '../../../src/domain/request/audit.js';
import type { ScanStores } from '../../../src/aws/dynamodb/scan-stores.js';
import { createInMemoryRequestStore } from '../../fakes/in-memory-request-store.js';
import { createInMemoryScanStores } from '../../fakes/in-memory-scan-stores.js';
import { ana, request, rita, t } from '../builders.js';

const EVER = '1970-01-01T00:00:00.000Z';

async function stored(count: number) {
  const store = createInMemoryRequestStore();
  for (let index = 0; index < count; index += 1) {
    const id = `AR-${String(index).padStart(6, '0')}`;
    const createdAt = t(index * 100);
    await store.create(
      request({
        id,
        createdAt,
        history: [
          { type: 'requested', by: rita, at: createdAt },
          { type: 'denied', by: ana, reason: 'no', at: t(index * 100 + 10) },
        ],
      }),
    );
  }
  return store;
}

async function exported(
  store: Awaited<ReturnType<typeof stored>>,
  since: string,
  scanStores: ScanStores = createInMemoryScanStores(),
): Promise<readonly AuditRecord[]> {
  const records: AuditRecord[] = [];
  for await (const record of exportAudit({ store, ...scanStores }, { since, now: t(0) })) records.push(record);
  return records;
}

describe('the audit export', () => {
  test('lists all events of all requests, newest request first, oldest event first', async () => {
    const records = await exported(await stored(60), EVER);

    expect(records).toHaveLength(120);
    expect(records.slice(0, 3).map(({ requestId, type }) => [requestId, type])).toEqual([
      ['AR-000059', 'requested'],
      ['AR-000059', 'denied'],
      ['AR-000058', 'requested'],
    ]);
  });

  test('omits events before the date, and keeps later events of older requests', async () => {
    const records = await exported(await stored(3), t(105));

    expect(records.map(({ requestId, type }) => [requestId, type])).toEqual([
      ['AR-000002', 'requested'],
      ['AR-000002', 'denied'],
      ['AR-000001', 'denied'],
    ]);
  });

  test('ends with adoptions and exemptions, the oldest first', async () => {
    const scanStores = createInMemoryScanStores();
    const image = { imageId: 'ami-1234567890abcdef0', account: '111122223333', region: 'us-east-1' };
    await scanStores.adoptions.save({
      ...image,
      grantee: { kind: 'account', id: '444455556666' },
      kind: 'unexplained',
      by: ana,
      at: t(30),
      requiredAdopters: 1,
    });
    await scanStores.exemptions.save({
      ...image,
      until: '2030-01-31T00:00:00.000Z',
      by: rita,
      reason: 'For the audit',
      at: t(20),
    });

    const records = await exported(await stored(1), EVER, scanStores);

    expect(records.slice(2)).toMatchObject([
      { requestId: null, type: 'exempted', person: 'U0RITA', code: '2030-01-31T00:00:00.000Z', text: 'For the audit' },
      { requestId: null, type: 'share-adopted', person: 'U0ANA', code: '444455556666', text: null },
    ]);
    expect(await exported(await stored(0), t(25), scanStores)).toMatchObject([{ type: 'share-adopted' }]);
    expect(records.map((record) => Object.keys(record))).toEqual(records.map(() => Object.keys(records[0] ?? {})));
  });

  test('is empty for an empty table', async () => {
    expect(await exported(await stored(0), EVER)).toEqual([]);
  });
});
