import { describe, expect, test } from '@jest/globals';
import { exportAudit } from '../../src/workflows/export-audit.js';
import type { AuditRecord } from '../../src/workflows/request/audit.js';
import { createInMemoryRequestStore } from '../fakes/in-memory-request-store.js';
import { ana, request, rita, t } from './builders.js';

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

async function exported(store: Awaited<ReturnType<typeof stored>>, since: string): Promise<readonly AuditRecord[]> {
  const records: AuditRecord[] = [];
  for await (const record of exportAudit(store, since)) records.push(record);
  return records;
}

describe('the export of the record', () => {
  test('has every event of every request over all pages: requests newest first, their events oldest first', async () => {
    const records = await exported(await stored(60), EVER);

    expect(records).toHaveLength(120);
    expect(records.slice(0, 3).map(({ requestId, type }) => [requestId, type])).toEqual([
      ['AR-000059', 'requested'],
      ['AR-000059', 'denied'],
      ['AR-000058', 'requested'],
    ]);
  });

  test('leaves out what happened before, and keeps what happened later to an older request', async () => {
    const records = await exported(await stored(3), t(105));

    expect(records.map(({ requestId, type }) => [requestId, type])).toEqual([
      ['AR-000002', 'requested'],
      ['AR-000002', 'denied'],
      ['AR-000001', 'denied'],
    ]);
  });

  test('of an empty table is empty', async () => {
    expect(await exported(await stored(0), EVER)).toEqual([]);
  });
});
