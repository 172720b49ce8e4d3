import type { ImageRef } from '../facts/image.js';
import { includes } from '../operations/planning/grantee.js';
import { keyOf } from '../stale/changes.js';
import type { Place } from '../stale/types.js';
import type { Expectations } from './expected.js';
import type { ImageSharing } from './types.js';

/** What requests and adoptions say of launch permissions, by the AMI's `keyOf`; without those they say nothing of. */
export type ExpectedShares = ReadonlyMap<string, Expectations>;

/** What a scan sees of launch permissions: only what is shared, or is to be. */
export interface ShareBook {
  /** Notes an AMI that is there. */
  list(images: readonly (ImageRef & { readonly name: string })[]): void;
  /** Notes whom one is shared with; what was seen before is kept. */
  see(sharing: ImageSharing): void;
  /** AMIs of a place that are to be shared, and of which nobody has read with whom they are. */
  unread(place: Place): readonly (ImageRef & { readonly name: string })[];
  seen(): readonly ImageSharing[];
}

export function openShareBook(expected: ExpectedShares): ShareBook {
  const listed = new Map<string, ImageRef & { readonly name: string }>();
  const seen = new Map<string, ImageSharing>();

  function isToBeShared(key: string): boolean {
    return [...(expected.get(key)?.values() ?? [])].some(({ isGiven }) => isGiven);
  }

  return {
    list(images) {
      for (const { imageId, region, account, name } of images) {
        const key = keyOf({ imageId, region, account });
        if (isToBeShared(key)) listed.set(key, { imageId, region, account, name });
      }
    },
    see(sharing) {
      const key = keyOf(sharing);
      if (sharing.given.length === 0 && !isToBeShared(key)) return;
      const before = seen.get(key);
      seen.set(key, before === undefined ? sharing : joined(before, sharing));
    },
    unread: ({ account, region }) =>
      [...listed]
        .filter(([key, image]) => image.account === account && image.region === region && !isRead(seen.get(key)))
        .map(([, image]) => image),
    seen: () => [...seen.values()],
  };
}

function isRead(sharing: ImageSharing | undefined): boolean {
  return sharing?.isWhole === true;
}

/** Who was seen to have it when all were read has it; a list of shared AMIs adds to what is not whole. */
function joined(before: ImageSharing, now: ImageSharing): ImageSharing {
  if (before.isWhole) return before;
  if (now.isWhole) return now;
  return { ...before, given: [...before.given, ...now.given.filter((grantee) => !includes(before.given, grantee))] };
}
