import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Conflict } from '../../src/workflows/errors.js';
import type { RequestStore, ScanMemory } from '../../src/workflows/ports.js';
import type { Adoption, Drift } from '../../src/workflows/drift/types.js';
import type { Keep, LastScan, ScanHeadline, StartedReport } from '../../src/workflows/stale/types.js';
import { subjectName } from '../../src/workflows/facts/subject.js';
import { ana, request } from '../workflows/builders.js';

export interface ScanMemoryHarness {
  /** An empty memory, and the requests that lie beside it where they share a table. */
  fresh(): Promise<{ readonly memory: ScanMemory; readonly requests: RequestStore }>;
  close(): Promise<void>;
}

const AMI = { imageId: 'ami-1234567890abcdef0', region: 'us-east-1', account: '111122223333' };
const KEEP: Keep = {
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

function headline(scannedAt: string): ScanHeadline {
  return {
    scannedAt,
    counts: { 'in-use': 1, recent: 2, kept: 3, stale: 4, unknown: 5 },
    staleCost: { gib: 30, usd: 1.5 },
  };
}

/** What everybody who uses `ScanMemory` may rely on. */
export function scanMemoryContract(name: string, makeHarness: () => Promise<ScanMemoryHarness>): void {
  describe(`${name} keeps the contract of ScanMemory`, () => {
    let harness: ScanMemoryHarness;
    let memory: ScanMemory;
    let requests: RequestStore;

    beforeAll(async () => {
      harness = await makeHarness();
    });
    beforeEach(async () => {
      ({ memory, requests } = await harness.fresh());
    });
    afterAll(() => harness.close());

    test('remembers nothing at first', async () => {
      expect(await memory.keeps('2026-01-01T00:00:00.000Z')).toEqual([]);
      expect(await memory.reportsSince('2026-01-01T00:00:00.000Z')).toEqual([]);
      expect(await memory.lastScan()).toBeUndefined();
      expect(await memory.history(10)).toEqual([]);
    });

    test('gives back an answer to the letter, until it ends', async () => {
      await memory.keep(KEEP);

      expect(await memory.keeps('2026-12-23T23:59:59.999Z')).toEqual([KEEP]);
      expect(await memory.keeps(KEEP.until)).toEqual([]);
    });

    test('holds one answer about an AMI, the last', async () => {
      const shorter = { ...KEEP, until: '2026-11-30T00:00:00.000Z', reason: 'sooner' };
      await memory.keep(KEEP);
      await memory.keep(shorter);

      expect(await memory.keeps(KEEP.at)).toEqual([shorter]);
      expect(await memory.keeps(shorter.until)).toEqual([]);
    });

    test('tells AMIs of the same id in other accounts apart', async () => {
      await memory.keep(KEEP);
      await memory.keep({ ...KEEP, account: '444455556666' });

      expect(await memory.keeps(KEEP.at)).toHaveLength(2);
    });

    test('gives back all answers, however many', async () => {
      for (let number = 0; number < 30; number += 1) {
        await memory.keep({ ...KEEP, imageId: `ami-${String(number)}`, reason: 'x'.repeat(2_000) });
      }

      expect(await memory.keeps(KEEP.at)).toHaveLength(30);
    });

    test('gives back everything that was adopted, to the letter, the oldest first', async () => {
      const first: Adoption = { ...AMI, grantee: { kind: 'public' }, kind: 'unexplained', by: ana, at: T1, needs: 2 };
      const ou = { kind: 'ou', arn: 'arn:aws:organizations::111122223333:ou/o-a1b2c3d4e5/ou-ab12-workload1' } as const;
      const second: Adoption = { ...first, grantee: ou, kind: 'gone', at: T2, reason: '*warum* <!here>' };
      await memory.adopt(second);
      await memory.adopt(first);
      await memory.adopt({ ...first, at: T3 });

      expect(await memory.adoptions()).toEqual([first, second, { ...first, at: T3 }]);
    });

    test('gives back the usage reports that were started since', async () => {
      const older = { ...REPORT, reportId: 'amiur-0', startedAt: '2026-11-01T09:00:00.000Z' };
      await memory.rememberReport(older);
      await memory.rememberReport(REPORT);
      await memory.rememberReport(REPORT);

      expect(await memory.reportsSince('2026-11-20T00:00:00.000Z')).toEqual([REPORT]);
    });

    test('gives back the last scan alone', async () => {
      await memory.rememberScan(scan('2026-11-23T09:00:00.000Z', 3), headline('2026-11-23T09:00:00.000Z'), undefined);
      const next = scan('2026-11-24T09:00:00.000Z', 1);
      await memory.rememberScan(next, headline(next.scannedAt), '2026-11-23T09:00:00.000Z');

      expect(await memory.lastScan()).toEqual(next);
    });

    test('gives back the drifts of the last scan, or that they were not known', async () => {
      const drift: Drift = {
        ...AMI,
        name: 'golden',
        grantee: { kind: 'public' },
        kind: 'gone',
        requests: ['AR-7F3K2M'],
      };
      const known = { ...scan(T1), drift: Array.from({ length: 500 }, () => drift) };
      await memory.rememberScan(known, headline(T1), undefined);
      expect(await memory.lastScan()).toEqual(known);

      await memory.rememberScan(scan(T2), headline(T2), T1);
      expect(await memory.lastScan()).not.toHaveProperty('drift');
    });

    test.each([0, 1, 1_000, 2_345])('remembers a scan with %d stale AMIs', async (count) => {
      const large = scan('2026-11-24T09:00:00.000Z', count);

      await memory.rememberScan(large, headline(large.scannedAt), undefined);

      expect(await memory.lastScan()).toEqual(large);
    });

    test('does not put a scan in the place of one that it does not know', async () => {
      const first = scan('2026-11-23T09:00:00.000Z', 2);
      await memory.rememberScan(first, headline(first.scannedAt), undefined);
      const late = scan('2026-11-24T09:00:00.000Z');

      await expect(memory.rememberScan(late, headline(late.scannedAt), undefined)).rejects.toThrow(Conflict);
      await expect(memory.rememberScan(late, headline(late.scannedAt), '2026-11-20T09:00:00.000Z')).rejects.toThrow(
        Conflict,
      );
      expect(await memory.lastScan()).toEqual(first);
      expect(await memory.history(10)).toEqual([headline(first.scannedAt)]);
    });

    test('gives back what the last scans came to, the oldest first', async () => {
      const times = ['2026-11-21', '2026-11-22', '2026-11-23'].map((day) => `${day}T09:00:00.000Z`);
      for (const [index, time] of times.entries()) {
        await memory.rememberScan(scan(time), headline(time), times[index - 1]);
      }

      expect(await memory.history(2)).toEqual(times.slice(1).map(headline));
    });

    test('no list of requests meets any of it', async () => {
      await requests.create(request());
      await memory.keep(KEEP);
      await memory.adopt({ ...AMI, grantee: { kind: 'public' }, kind: 'gone', by: ana, at: T1, needs: 1 });
      await memory.rememberReport(REPORT);
      await memory.rememberScan(scan('2026-11-24T09:00:00.000Z'), headline('2026-11-24T09:00:00.000Z'), undefined);

      const page = { limit: 50 };
      expect((await requests.all(page)).items).toHaveLength(1);
      expect((await requests.open(page)).items).toHaveLength(1);
      expect((await requests.bySubject(subjectName(request().subject), page)).items).toHaveLength(1);
      expect(await requests.due('2030-01-01T00:00:00.000Z', 50)).toHaveLength(1);
    });
  });
}
