import { Conflict, isPortFailure } from './errors.js';
import { scanImages, type ScanOptions, type ScanWorld } from './stale/scan.js';
import type { ScanHeadline } from './stale/types.js';
import type { Digest } from './digest/types.js';

/** So many scans make the picture over time. */
const PICTURED = 30;

/** Scans, and puts together what a digest tells. Remembers nothing yet: a digest that nobody saw is not the last one. */
export async function makeDigest(world: ScanWorld, options: ScanOptions = {}): Promise<Digest> {
  const report = await scanImages(world, options);
  const { counts, scannedAt, staleCost } = report;
  const history = await historyOf(world);
  return { report, history: [...history, { counts, scannedAt, staleCost }].slice(-PICTURED) };
}

/** Remembers the scan that a digest was made of, for the next one to say what has changed. */
export async function rememberDigest({ memory, log }: ScanWorld, { report }: Digest): Promise<void> {
  const { counts, scannedAt, staleCost, remembered, changes } = report;
  try {
    await memory.rememberScan(remembered, { counts, scannedAt, staleCost }, changes?.since);
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    // Another scan was quicker, and says as much; or the next one compares with an older one.
    if (!(error instanceof Conflict)) log.warn('a scan could not be remembered', { why: error.kind });
  }
}

async function historyOf({ memory, log }: ScanWorld): Promise<readonly ScanHeadline[]> {
  try {
    return await memory.history(PICTURED - 1);
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    log.warn('earlier scans could not be read', { why: error.kind });
    return [];
  }
}
