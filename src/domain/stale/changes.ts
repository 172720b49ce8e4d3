import type { ImageRef } from '../model/image.js';
import type { AccountRegion } from '../model/directory.js';
import type { StaleImage, LastScan, ScanChanges, StaleRecord, Verdict } from './types.js';

/** Compares the AMIs with those that were stale in the last scan. */
export interface ScanComparison {
  record(image: ImageRef, verdict: Verdict): void;
  /** `listed` are the places whose AMIs were all seen. Only there an unseen AMI no longer exists. */
  changes(stale: readonly StaleImage[], listed: readonly AccountRegion[]): ScanChanges | undefined;
  /**
   * What to remember of this scan. An AMI that could not be checked this time is remembered as before: it must not be
   * new when it can be checked again.
   */
  toRemember(stale: readonly StaleImage[], listed: readonly AccountRegion[], scannedAt: string): LastScan;
}

export function compareWithLast(last: LastScan | undefined): ScanComparison {
  const formerly = new Map(last?.stale.map((record) => [imageKey(record), record]));
  const now = new Map<string, Verdict>();

  return {
    record(image, verdict) {
      const key = imageKey(image);
      if (formerly.has(key)) now.set(key, verdict);
    },
    changes(stale, listed) {
      if (last === undefined) return undefined;
      const places = new Set(listed.map(accountRegionKey));
      return {
        since: last.scannedAt,
        newlyStale: stale.filter((image) => !formerly.has(imageKey(image))).map(refOf),
        gone: last.stale.filter((record) => !now.has(imageKey(record)) && places.has(accountRegionKey(record))),
        backInUse: last.stale.filter((record) => isUsedAgain(now.get(imageKey(record)))),
      };
    },
    toRemember(stale, listed, scannedAt) {
      const places = new Set(listed.map(accountRegionKey));
      const open = [...formerly.values()].filter((record) => {
        const verdict = now.get(imageKey(record));
        return verdict === 'unknown' || (verdict === undefined && !places.has(accountRegionKey(record)));
      });
      const current = stale.map((found): StaleRecord => {
        return { ...found, staleSince: formerly.get(imageKey(found))?.staleSince ?? scannedAt };
      });
      return { scannedAt, stale: [...current, ...open] };
    },
  };
}

/** Equal for the same AMI in the same account. */
export function imageKey({ imageId, region, account }: ImageRef): string {
  return `${account} ${region} ${imageId}`;
}

function refOf({ imageId, region, account }: ImageRef): ImageRef {
  return { imageId, region, account };
}

function isUsedAgain(verdict: Verdict | undefined): boolean {
  return verdict === 'in-use' || verdict === 'recent';
}

function accountRegionKey({ account, region }: AccountRegion): string {
  return `${account} ${region}`;
}
