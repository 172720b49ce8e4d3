import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Conflict } from '../../src/workflows/ports/errors.js';
import type { RequestStore } from '../../src/workflows/ports/request-store.js';
import type { ScanStores } from '../../src/aws/dynamodb/scan-stores.js';
import type { Adoption, Drift } from '../../src/domain/drift/types.js';
import type { Exemption, LastScan, ScanSummary, StartedReport } from '../../src/domain/stale/types.js';
import { subjectKey } from '../../src/domain/model/subject.js';
import { ana, request } from '../workflows/builders.js';

export interface ScanStoresHarness {
  /** An empty memory, and the requests that lie beside it where they share a table. */
  fresh(): Promise<{ readonly stores: ScanStores; readonly requests: RequestStore }>;
  close(): Promise<void>;
}

const AMI = { imageId: 'ami-1234567890abcdef0', region: 'us-east-1', account: '111122223333' };
const KEEP: Exemption = {
  ...AMI,
  until: '2026-12-24T00:00:00.000Z',
  by: ana,
  reason: 'für den Notfall <!channel>',
  at: '2026-11-24T09:00:00.000Z',
};
const T1 = '2026-11-22T09:00:00.000Z';
const T2 = '2026-11-23T09:00:00.000Z';
const T3 = '2026-11-24T09:00:00.000Z';
const REPORT: StartedReport = { ...AMI, reportId: 'amiur-1', startedAt: '2026-11-23T09:00:00.000Z' };

function scan(scannedAt: string, count = 1): LastScan {
  const stale = Array.from({ length: count }, (_, index) => ({
    ...AMI,
    imageId: `ami-${String(index).padStart(17, '0')}`,
    name: 'golden',
    usd: 1.5,
    staleSince: scannedAt,
  }));
  return { scannedAt, stale };
}

function headline(scannedAt: string): ScanSummary {
  return {
    scannedAt,
    counts: { 'in-use': 1, recent: 2, kept: 3, stale: 4, unknown: 5 },
    staleCost: { gib: 30, usd: 1.5 },
  };
}

/** The contract of `ExemptionStore`, `AdoptionStore` and `ScanHistoryStore`, tested against one implementation. */
export function scanStoresContract(name: string, makeHarness: () => Promise<ScanStoresHarness>): void {
  describe(`${name} fulfills the contract of the stores of scans`, () => {
    let harness: ScanStoresHarness;
    let scanStores: ScanStores;
    let requests: RequestStore;

    beforeAll(async () => {
      harness = await makeHarness();
    });
    beforeEach(async () => {
      ({ stores: scanStores, requests } = await harness.fresh());
    });
    afterAll(() => harness.close());

    test('is empty at first', async () => {
      expect(await scanStores.exemptions.listActive('2026-01-01T00:00:00.000Z')).toEqual([]);
      expect(await scanStores.scanHistory.usageReportsSince('2026-01-01T00:00:00.000Z')).toEqual([]);
      expect(await scanStores.scanHistory.lastScan()).toBeUndefined();
      expect(await scanStores.scanHistory.recentScans(10)).toEqual([]);
    });

    test('returns an exemption unchanged until it ends', async () => {
      await scanStores.exemptions.save(KEEP);

      expect(await scanStores.exemptions.listActive('2026-12-23T23:59:59.999Z')).toEqual([KEEP]);
      expect(await scanStores.exemptions.listActive(KEEP.until)).toEqual([]);
    });

    test('keeps only the last exemption of an AMI', async () => {
      const shorter = { ...KEEP, until: '2026-11-30T00:00:00.000Z', reason: 'sooner' };
      await scanStores.exemptions.save(KEEP);
      await scanStores.exemptions.save(shorter);

      expect(await scanStores.exemptions.listActive(KEEP.at)).toEqual([shorter]);
      expect(await scanStores.exemptions.listActive(shorter.until)).toEqual([]);
    });

    test('separates AMIs with the same ID in different accounts', async () => {
      await scanStores.exemptions.save(KEEP);
      await scanStores.exemptions.save({ ...KEEP, account: '444455556666' });

      expect(await scanStores.exemptions.listActive(KEEP.at)).toHaveLength(2);
    });

    test('returns any number of exemptions', async () => {
      for (let number = 0; number < 30; number += 1) {
        await scanStores.exemptions.save({ ...KEEP, imageId: `ami-${String(number)}`, reason: 'x'.repeat(2_000) });
      }

      expect(await scanStores.exemptions.listActive(KEEP.at)).toHaveLength(30);
    });

    test('returns all adoptions unchanged, the oldest first', async () => {
      const first: Adoption = {
        ...AMI,
        grantee: { kind: 'public' },
        kind: 'unexplained',
        by: ana,
        at: T1,
        requiredAdopters: 2,
      };
      const ou = { kind: 'ou', arn: 'arn:aws:organizations::111122223333:ou/o-a1b2c3d4e5/ou-ab12-workload1' } as const;
      const second: Adoption = { ...first, grantee: ou, kind: 'gone', at: T2, reason: '*warum* <!here>' };
      await scanStores.adoptions.save(second);
      await scanStores.adoptions.save(first);
      await scanStores.adoptions.save({ ...first, at: T3 });

      expect(await scanStores.adoptions.list()).toEqual([first, second, { ...first, at: T3 }]);
    });

    test('returns the usage reports started after a date', async () => {
      const older = { ...REPORT, reportId: 'amiur-0', startedAt: '2026-11-01T09:00:00.000Z' };
      await scanStores.scanHistory.saveUsageReport(older);
      await scanStores.scanHistory.saveUsageReport(REPORT);
      await scanStores.scanHistory.saveUsageReport(REPORT);

      expect(await scanStores.scanHistory.usageReportsSince('2026-11-20T00:00:00.000Z')).toEqual([REPORT]);
    });

    test('returns only the last scan', async () => {
      await scanStores.scanHistory.saveScan(
        scan('2026-11-23T09:00:00.000Z', 3),
        headline('2026-11-23T09:00:00.000Z'),
        undefined,
      );
      const next = scan('2026-11-24T09:00:00.000Z', 1);
      await scanStores.scanHistory.saveScan(next, headline(next.scannedAt), '2026-11-23T09:00:00.000Z');

      expect(await scanStores.scanHistory.lastScan()).toEqual(next);
    });

    test('returns the drift of the last scan, or none if it was unknown', async () => {
      const drift: Drift = {
        ...AMI,
        name: 'golden',
        grantee: { kind: 'public' },
        kind: 'gone',
        requests: ['AR-7F3K2M'],
      };
      const known = { ...scan(T1), drift: Array.from({ length: 500 }, () => drift) };
      await scanStores.scanHistory.saveScan(known, headline(T1), undefined);
      expect(await scanStores.scanHistory.lastScan()).toEqual(known);

      await scanStores.scanHistory.saveScan(scan(T2), headline(T2), T1);
      expect(await scanStores.scanHistory.lastScan()).not.toHaveProperty('drift');
    });

    test.each([0, 1, 1_000, 2_345])('stores a scan with %d stale AMIs', async (count) => {
      const large = scan('2026-11-24T09:00:00.000Z', count);

      await scanStores.scanHistory.saveScan(large, headline(large.scannedAt), undefined);

      expect(await scanStores.scanHistory.lastScan()).toEqual(large);
    });

    test('rejects a scan that does not follow the stored scan', async () => {
      const first = scan('2026-11-23T09:00:00.000Z', 2);
      await scanStores.scanHistory.saveScan(first, headline(first.scannedAt), undefined);
      const late = scan('2026-11-24T09:00:00.000Z');

      await expect(scanStores.scanHistory.saveScan(late, headline(late.scannedAt), undefined)).rejects.toThrow(
        Conflict,
      );
      await expect(
        scanStores.scanHistory.saveScan(late, headline(late.scannedAt), '2026-11-20T09:00:00.000Z'),
      ).rejects.toThrow(Conflict);
      expect(await scanStores.scanHistory.lastScan()).toEqual(first);
      expect(await scanStores.scanHistory.recentScans(10)).toEqual([headline(first.scannedAt)]);
    });

    test('returns the summaries of the last scans, the oldest first', async () => {
      const times = ['2026-11-21', '2026-11-22', '2026-11-23'].map((day) => `${day}T09:00:00.000Z`);
      for (const [index, time] of times.entries()) {
        await scanStores.scanHistory.saveScan(scan(time), headline(time), times[index - 1]);
      }

      expect(await scanStores.scanHistory.recentScans(2)).toEqual(times.slice(1).map(headline));
    });

    test('keeps its records out of all request lists', async () => {
      await requests.create(request());
      await scanStores.exemptions.save(KEEP);
      await scanStores.adoptions.save({
        ...AMI,
        grantee: { kind: 'public' },
        kind: 'gone',
        by: ana,
        at: T1,
        requiredAdopters: 1,
      });
      await scanStores.scanHistory.saveUsageReport(REPORT);
      await scanStores.scanHistory.saveScan(
        scan('2026-11-24T09:00:00.000Z'),
        headline('2026-11-24T09:00:00.000Z'),
        undefined,
      );

      const page = { limit: 50 };
      expect((await requests.listAll(page)).items).toHaveLength(1);
      expect((await requests.listOpen(page)).items).toHaveLength(1);
      expect((await requests.listBySubject(subjectKey(request().subject), page)).items).toHaveLength(1);
      expect(await requests.listDue('2030-01-01T00:00:00.000Z', 50)).toHaveLength(1);
    });
  });
}
