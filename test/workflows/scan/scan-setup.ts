import { addDays, addSeconds } from 'date-fns';
import { startAws, type SimulatedAws } from '../../../sandbox/ec2/index.js';
import { toState, type SeedContents } from '../../../sandbox/ec2/store.js';
import { setAwsEnvironment } from '../../../sandbox/aws-environment.js';
import { ACCOUNT_CONTENTS, DIRECTORY } from '../../../sandbox/seed/accounts.js';
import { toSeedImage, toSeedSnapshots, type ImageSeed } from '../../../sandbox/seed/images-builder.js';
import { openInventory } from '../../../src/aws/inventory/inventory.js';
import { Throttled } from '../../../src/workflows/ports/errors.js';
import type { RequestStore } from '../../../src/workflows/ports/request-store.js';
import type { ScanStores } from '../../../src/aws/dynamodb/scan-stores.js';
import { DEFAULT_PRICES } from '../../../src/domain/stale/cost.js';
import { scanImages } from '../../../src/workflows/scan/scan.js';
import type { ImageVerdict, ScanReport, StalePolicy } from '../../../src/domain/stale/types.js';
import { createInMemoryRequestStore } from '../../fakes/in-memory-request-store.js';
import { createInMemoryScanStores } from '../../fakes/in-memory-scan-stores.js';
import { silentLog } from '../context.js';

const DAY_MS = 86_400_000;

/** When the scans below begin. */
export const NOW = new Date('2026-11-24T09:00:00.000Z');

export const POLICY: StalePolicy = {
  directory: DIRECTORY,
  staleAfterMs: 90 * DAY_MS,
  keepTags: { Keep: '*', Tier: 'golden' },
  prices: DEFAULT_PRICES,
};

/** The real scan over the real adapter and the simulated AWS, with a clock that stands still. */
export interface ScanHarness {
  readonly aws: SimulatedAws;
  readonly history: ScanStores;
  readonly requests: RequestStore;
  scan(policy?: Partial<StalePolicy>): Promise<Scanned>;
  advanceDays(days: number): void;
  /** From now on the table does not say which requests there are. */
  failRequests(): void;
  close(): Promise<void>;
}

interface Scanned {
  readonly report: ScanReport;
  /** Every verdict that was handed on, in that order. */
  readonly verdicts: readonly ImageVerdict[];
  of(imageId: string): ImageVerdict;
}

/** What a test says of an AMI: an old one that was never launched, but for this. */
export type AmiSeed = Partial<ImageSeed>;

export const AMI = 'ami-0aaaaaaaaaaaaaaa1';

export function amis(...seeds: readonly AmiSeed[]): SeedContents {
  const whole = seeds.map((seed) => ({ id: AMI, name: 'golden', shows: '', command: '', ageDays: 400, ...seed }));
  return {
    images: whole.map((seed) => toSeedImage(seed, NOW)),
    snapshots: whole.flatMap((seed) => toSeedSnapshots(seed, NOW)),
  };
}

export async function startScanHarness(contents: SeedContents = {}): Promise<ScanHarness> {
  let now = NOW;
  const clock = { now: () => now };
  const state = toState({ ...ACCOUNT_CONTENTS, denials: [], ...contents });
  const aws = await startAws({ clock, seed: () => state });
  const restoreEnvironment = setAwsEnvironment({ aws: aws.url, dynamodb: aws.url });
  const scanStores = createInMemoryScanStores();
  const requests = createInMemoryRequestStore();
  let failRequests = false;

  return {
    aws,
    history: scanStores,
    requests,
    async scan(policy = {}) {
      const verdicts: ImageVerdict[] = [];
      const report = await scanImages(
        {
          openInventory: () => openInventory({ directory: DIRECTORY, homeRegion: 'us-east-1', clock, readAttempts: 2 }),
          ...scanStores,
          requests: failRequests
            ? { ...requests, listAll: () => Promise.reject(new Throttled('the table is away')) }
            : requests,
          clock,
          log: silentLog,
          policy: { ...POLICY, ...policy },
        },
        { onVerdicts: (some) => void verdicts.push(...some) },
      );
      return {
        report,
        verdicts,
        of(imageId) {
          const verdict = verdicts.find(({ image }) => image.imageId === imageId);
          if (verdict === undefined) throw new Error(`There is no verdict on ${imageId}`);
          return verdict;
        },
      };
    },
    failRequests() {
      failRequests = true;
    },
    advanceDays(days) {
      // A little more than whole days, as a daily scan never begins to the millisecond.
      now = addSeconds(addDays(now, days), 1);
    },
    async close() {
      restoreEnvironment();
      await aws.close();
    },
  };
}
