import type { ImageRef } from '../facts/image.js';
import type { FoundStale, LastScan, Place, ScanChanges, StaleNote, Verdict } from './types.js';

/** Notes what becomes of the AMIs that were stale in the last scan, and says at the end what has changed. */
export interface ChangeWatch {
  see(image: ImageRef, verdict: Verdict): void;
  /** `listed` are the places whose AMIs were all seen: only there one that was not seen is gone. */
  changes(stale: readonly FoundStale[], listed: readonly Place[]): ScanChanges | undefined;
  /**
   * What to remember of this scan. An AMI that could not be checked this time is remembered as before: it must not be
   * new when it can be checked again.
   */
  notes(stale: readonly FoundStale[], listed: readonly Place[], scannedAt: string): LastScan;
}

export function watchChanges(last: LastScan | undefined): ChangeWatch {
  const formerly = new Map(last?.stale.map((note) => [keyOf(note), note]));
  const now = new Map<string, Verdict>();

  return {
    see(image, verdict) {
      const key = keyOf(image);
      if (formerly.has(key)) now.set(key, verdict);
    },
    changes(stale, listed) {
      if (last === undefined) return undefined;
      const places = new Set(listed.map(placeKey));
      return {
        since: last.scannedAt,
        newlyStale: stale.filter((image) => !formerly.has(keyOf(image))).map(refOf),
        gone: last.stale.filter((note) => !now.has(keyOf(note)) && places.has(placeKey(note))),
        backInUse: last.stale.filter((note) => isBack(now.get(keyOf(note)))),
      };
    },
    notes(stale, listed, scannedAt) {
      const places = new Set(listed.map(placeKey));
      const open = [...formerly.values()].filter((note) => {
        const verdict = now.get(keyOf(note));
        return verdict === 'unknown' || (verdict === undefined && !places.has(placeKey(note)));
      });
      const current = stale.map((found): StaleNote => {
        return { ...found, staleSince: formerly.get(keyOf(found))?.staleSince ?? scannedAt };
      });
      return { scannedAt, stale: [...current, ...open] };
    },
  };
}

/** The same for the same AMI in the same account, however it is known. */
export function keyOf({ imageId, region, account }: ImageRef): string {
  return `${account} ${region} ${imageId}`;
}

function refOf({ imageId, region, account }: ImageRef): ImageRef {
  return { imageId, region, account };
}

function isBack(verdict: Verdict | undefined): boolean {
  return verdict === 'in-use' || verdict === 'recent';
}

function placeKey({ account, region }: Place): string {
  return `${account} ${region}`;
}
