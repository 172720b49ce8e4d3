import type { ImageRef } from '../../domain/model/image.js';
import { hasGrantee } from '../../domain/model/grantee.js';
import { imageKey } from '../../domain/stale/changes.js';
import type { AccountRegion } from '../../domain/model/directory.js';
import type { ExpectedGrants } from '../../domain/drift/expected-grants.js';
import type { ImageSharing } from '../../domain/drift/types.js';

/** The launch permissions by requests and adoptions, by the AMI's `imageKey`. AMIs without any are missing. */
export type ExpectedGrantsByImage = ReadonlyMap<string, ExpectedGrants>;

/** The launch permissions that a scan observes: of AMIs that are, or should be, shared. */
export interface ObservedShares {
  /** Notes an AMI that is there. */
  addListed(images: readonly (ImageRef & { readonly name: string })[]): void;
  /** Adds the grantees of an AMI. Earlier observations stay. */
  addObserved(sharing: ImageSharing): void;
  /** AMIs of a place that should be shared and were not observed. */
  unobserved(place: AccountRegion): readonly (ImageRef & { readonly name: string })[];
  all(): readonly ImageSharing[];
}

export function createObservedShares(expected: ExpectedGrantsByImage): ObservedShares {
  const listed = new Map<string, ImageRef & { readonly name: string }>();
  const observedByKey = new Map<string, ImageSharing>();

  function isToBeShared(key: string): boolean {
    return [...(expected.get(key)?.values() ?? [])].some(({ isGranted }) => isGranted);
  }

  return {
    addListed(images) {
      for (const { imageId, region, account, name } of images) {
        const key = imageKey({ imageId, region, account });
        if (isToBeShared(key)) listed.set(key, { imageId, region, account, name });
      }
    },
    addObserved(sharing) {
      const key = imageKey(sharing);
      if (sharing.grantees.length === 0 && !isToBeShared(key)) return;
      const before = observedByKey.get(key);
      observedByKey.set(key, before === undefined ? sharing : mergeSharing(before, sharing));
    },
    unobserved: ({ account, region }) =>
      [...listed]
        .filter(
          ([key, image]) =>
            image.account === account && image.region === region && !isFullyObserved(observedByKey.get(key)),
        )
        .map(([, image]) => image),
    all: () => [...observedByKey.values()],
  };
}

function isFullyObserved(sharing: ImageSharing | undefined): boolean {
  return sharing?.isComplete === true;
}

/** A complete observation wins. A list of shared AMIs adds to an incomplete one. */
function mergeSharing(before: ImageSharing, now: ImageSharing): ImageSharing {
  if (before.isComplete) return before;
  if (now.isComplete) return now;
  return {
    ...before,
    grantees: [...before.grantees, ...now.grantees.filter((grantee) => !hasGrantee(before.grantees, grantee))],
  };
}
