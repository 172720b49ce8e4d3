import type { Facts, Grantee } from '../../facts/facts.js';
import type { Text } from '../../plan/calls.js';
import type { Step } from '../../plan/types.js';
import { includes } from '../planning/grantee.js';
import { backingOf, observed } from '../planning/observed.js';
import { isOwn } from '../planning/ownership.js';
import { launchPermissionStep, volumePermissionStep } from '../planning/permission-steps.js';
import type { CopyTo } from '../planning/copy-to.js';

/** What another account is let do while it copies, and how that is taken away again once it has. */
export interface Loan {
  readonly give: readonly Step[];
  /** `users`: the steps that need it. */
  readonly takeBack: (users: readonly string[]) => readonly Step[];
}

export interface Lent {
  /** That it may launch the AMI. */
  readonly image: boolean;
  /** That it may make volumes and copies from each snapshot. */
  readonly snapshots: boolean;
}

const NOTHING: Loan = { give: [], takeBack: () => [] };

/**
 * Lets an account use the AMI and its snapshots as far as it cannot yet. What is not known to be missing is given and not
 * taken away: it may have been there before.
 */
export function lend(copy: CopyTo, facts: Facts, what: Lent): Loan {
  const { image } = facts;
  if (!copy.away || !isOwn(image)) return NOTHING;
  const whom: Grantee = { kind: 'account', id: copy.destination.account };
  const id = `lend-${copy.key}`;
  const launch = observed(facts.launchPermissions);
  const loans = (what.snapshots ? backingOf(facts) : []).flatMap(({ snapshotId, snapshot, permissions }, index) => {
    const has = permissions.known && includes(permissions.value, whom);
    if (has || (snapshot.known && snapshot.value.ownerId !== image.ownerId)) return [];
    return [snapshotLoan(`${id}-snapshot-${index + 1}`, snapshotId, { known: permissions.known })];
  });
  const asked =
    what.image && !(launch.known && includes(launch.value, whom)) ? [imageLoan({ known: launch.known })] : [];
  return together([...asked, ...loans]);

  function imageLoan({ known }: { readonly known: boolean }): Loan {
    const title = `Let ${copy.label} launch ${image.imageId} while it is copied`;
    const step = launchPermissionStep({ id, title, after: [] }, image, image.imageId, 'add', [whom]);
    const back = `No longer let ${copy.label} launch ${image.imageId}`;
    return loan(
      step,
      known ? launchPermissionStep(backOf(id, back), image, image.imageId, 'remove', [whom]) : undefined,
    );
  }

  function snapshotLoan(stepId: string, snapshotId: Text & string, { known }: { readonly known: boolean }): Loan {
    const title = `Let ${copy.label} copy ${snapshotId} while it is needed`;
    const step = volumePermissionStep({ id: stepId, title, after: [] }, image, snapshotId, 'add', [whom]);
    const back = `No longer let ${copy.label} copy ${snapshotId}`;
    return loan(
      step,
      known ? volumePermissionStep(backOf(stepId, back), image, snapshotId, 'remove', [whom]) : undefined,
    );
  }
}

function backOf(
  id: string,
  title: string,
): { readonly id: string; readonly title: string; readonly after: readonly [] } {
  return { id: id.replace(/^lend/, 'take-back'), title, after: [] };
}

function loan(step: Step, back: Step | undefined): Loan {
  if (back === undefined) return { give: [step], takeBack: () => [] };
  // Taken back by the plan itself: there is nothing left for Undo.
  const give: Step = { ...step, undo: [] };
  return { give: [give], takeBack: (users) => [{ ...back, after: users, cleansUp: { of: step.id } }] };
}

function together(loans: readonly Loan[]): Loan {
  return {
    give: loans.flatMap(({ give }) => give),
    takeBack: (users) => loans.flatMap(({ takeBack }) => takeBack(users)),
  };
}
