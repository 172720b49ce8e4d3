import type { Facts, Grantee } from '../../../model/facts.js';
import type { TextOrRef } from '../../../plan/call-inputs.js';
import type { Step } from '../../../plan/types.js';
import { hasGrantee } from '../../../model/grantee.js';
import { backingSnapshots, orNotObserved } from '../../../model/observed-facts.js';
import { isOwnedHere } from '../../findings/ownership.js';
import { launchPermissionStep, volumePermissionStep } from '../../steps/permissions.js';
import type { PlannedCopy } from '../destinations.js';

/** The temporary grants of another account while it copies, and their revocation afterwards. */
export interface TemporaryGrant {
  readonly grant: readonly Step[];
  /** `users`: the steps that need it. */
  readonly revoke: (dependents: readonly string[]) => readonly Step[];
}

export interface TemporaryGrantRequest {
  /** That it may launch the AMI. */
  readonly image: boolean;
  /** That it may make volumes and copies from each snapshot. */
  readonly snapshots: boolean;
}

const NO_GRANT: TemporaryGrant = { grant: [], revoke: () => [] };

/**
 * Grants an account the missing permissions on the AMI and its snapshots. If it is unknown whether one is missing, it
 * is granted and not revoked: it may have existed before.
 */
export function grantTemporarily(copy: PlannedCopy, facts: Facts, request: TemporaryGrantRequest): TemporaryGrant {
  const { image } = facts;
  if (!copy.crossAccount || !isOwnedHere(image)) return NO_GRANT;
  const recipient: Grantee = { kind: 'account', id: copy.destination.account };
  const id = `lend-${copy.key}`;
  const launch = orNotObserved(facts.launchPermissions);
  const snapshotGrants = (request.snapshots ? backingSnapshots(facts) : []).flatMap(
    ({ snapshotId, snapshot, permissions }, index) => {
      const hasAccess = permissions.known && hasGrantee(permissions.value, recipient);
      if (hasAccess || (snapshot.known && snapshot.value.ownerId !== image.ownerId)) return [];
      return [grantSnapshot(`${id}-snapshot-${index + 1}`, snapshotId, { known: permissions.known })];
    },
  );
  const imageGrants =
    request.image && !(launch.known && hasGrantee(launch.value, recipient))
      ? [grantImage({ known: launch.known })]
      : [];
  return mergeGrants([...imageGrants, ...snapshotGrants]);

  function grantImage({ known }: { readonly known: boolean }): TemporaryGrant {
    const title = `Let ${copy.label} launch ${image.imageId} while it is copied`;
    const step = launchPermissionStep({ id, title, after: [] }, image, 'add', [recipient]);
    const revokeTitle = `No longer let ${copy.label} launch ${image.imageId}`;
    return toTemporaryGrant(
      step,
      known ? launchPermissionStep(revokeStepHeader(id, revokeTitle), image, 'remove', [recipient]) : undefined,
    );
  }

  function grantSnapshot(
    stepId: string,
    snapshotId: TextOrRef & string,
    { known }: { readonly known: boolean },
  ): TemporaryGrant {
    const title = `Let ${copy.label} copy ${snapshotId} while it is needed`;
    const step = volumePermissionStep({ id: stepId, title, after: [] }, { ...image, snapshotId }, 'add', [recipient]);
    const revokeTitle = `No longer let ${copy.label} copy ${snapshotId}`;
    return toTemporaryGrant(
      step,
      known
        ? volumePermissionStep(revokeStepHeader(stepId, revokeTitle), { ...image, snapshotId }, 'remove', [recipient])
        : undefined,
    );
  }
}

function revokeStepHeader(
  id: string,
  title: string,
): { readonly id: string; readonly title: string; readonly after: readonly [] } {
  return { id: id.replace(/^lend/, 'take-back'), title, after: [] };
}

function toTemporaryGrant(grantStep: Step, revokeStep: Step | undefined): TemporaryGrant {
  if (revokeStep === undefined) return { grant: [grantStep], revoke: () => [] };
  // The plan revokes it itself. Undo has nothing to revert.
  const grant: Step = { ...grantStep, undo: [] };
  return {
    grant: [grant],
    revoke: (dependents) => [{ ...revokeStep, after: dependents, cleanup: { stepId: grantStep.id } }],
  };
}

function mergeGrants(grants: readonly TemporaryGrant[]): TemporaryGrant {
  return {
    grant: grants.flatMap(({ grant }) => grant),
    revoke: (dependents) => grants.flatMap(({ revoke }) => revoke(dependents)),
  };
}
