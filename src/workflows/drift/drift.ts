import type { Grantee } from '../facts/facts.js';
import { nameOf } from '../operations/planning/grantee.js';
import type { Request } from '../request/types.js';
import { granteeNamed } from '../undo/grantee-named.js';
import { expectationsFor, type Expectations } from './expected.js';
import type { Adoption, Drift, ImageSharing } from './types.js';

/**
 * Where an AMI's launch permissions are otherwise than the requests about it, and what people adopted, say. What was not
 * read is no drift and not free of it: it is left out. A permission whose change is under way, or of unknown outcome, is
 * explained either way.
 */
export function drift(
  sharing: ImageSharing,
  requests: readonly Request[],
  adoptions: readonly Adoption[],
): readonly Drift[] {
  return driftAgainst(sharing, expectationsFor(sharing.imageId, requests, adoptions));
}

export function driftAgainst(sharing: ImageSharing, expected: Expectations): readonly Drift[] {
  const { imageId, region, account, name, given, isWhole } = sharing;
  const about = { imageId, region, account, name };
  const names = new Set(given.map(nameOf));
  const unexplained = given.filter(isOther(account)).flatMap((grantee): readonly Drift[] => {
    const { isGiven = false, isSure = true, by = [] } = expected.get(nameOf(grantee)) ?? {};
    return isGiven || !isSure ? [] : [{ ...about, grantee, kind: 'unexplained', requests: by }];
  });
  if (!isWhole) return unexplained;
  const gone = [...expected].flatMap(([grantee, { isGiven, isSure, by }]): readonly Drift[] =>
    !isGiven || !isSure || names.has(grantee)
      ? []
      : [{ ...about, grantee: granteeNamed(grantee), kind: 'gone', requests: by }],
  );
  return [...unexplained, ...gone];
}

/** Who owns an AMI may always launch it. */
function isOther(owner: string): (grantee: Grantee) => boolean {
  return (grantee) => nameOf(grantee) !== owner;
}
