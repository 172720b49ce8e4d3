import type { Grantee } from '../model/facts.js';
import { granteeKey, parseGranteeKey } from '../model/grantee.js';
import type { Request } from '../request/types.js';
import { expectedGrantsFor, type ExpectedGrants } from './expected-grants.js';
import type { Adoption, Drift, ImageSharing } from './types.js';

/**
 * Finds launch permissions that differ from the requests about an AMI and from adopted shares. Permissions that were
 * not read are left out. A permission whose change is in progress, or has an unknown outcome, is explained either way.
 */
export function detectDrift(
  sharing: ImageSharing,
  requests: readonly Request[],
  adoptions: readonly Adoption[],
): readonly Drift[] {
  return diffSharing(sharing, expectedGrantsFor(sharing.imageId, requests, adoptions));
}

export function diffSharing(sharing: ImageSharing, expected: ExpectedGrants): readonly Drift[] {
  const { imageId, region, account, name, grantees, isComplete } = sharing;
  const about = { imageId, region, account, name };
  const names = new Set(grantees.map(granteeKey));
  const unexplained = grantees.filter(isNotOwner(account)).flatMap((grantee): readonly Drift[] => {
    const { isGranted = false, isConfirmed = true, by = [] } = expected.get(granteeKey(grantee)) ?? {};
    return isGranted || !isConfirmed ? [] : [{ ...about, grantee, kind: 'unexplained', requests: by }];
  });
  if (!isComplete) return unexplained;
  const gone = [...expected].flatMap(([grantee, { isGranted, isConfirmed, by }]): readonly Drift[] =>
    !isGranted || !isConfirmed || names.has(grantee)
      ? []
      : [{ ...about, grantee: parseGranteeKey(grantee), kind: 'gone', requests: by }],
  );
  return [...unexplained, ...gone];
}

/** Who owns an AMI may always launch it. */
function isNotOwner(owner: string): (grantee: Grantee) => boolean {
  return (grantee) => granteeKey(grantee) !== owner;
}
