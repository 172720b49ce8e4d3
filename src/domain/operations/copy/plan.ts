import type { Directory } from '../../model/directory.js';
import type { Facts } from '../../model/facts.js';
import type { Evidence, Step, Target } from '../../plan/types.js';
import type { PlanContext, PlanResult } from '../contract.js';
import { carriedGrantees, carriedPermissions, type CarriedPermissions } from './carried-permissions.js';
import { planCopy, type PlannedCopy } from './destinations.js';
import { ageRow, costRow, encryptionRow, ownerRow, snapshotsRow, tagsRow } from '../evidence.js';
import { granteeLabel } from '../../model/grantee.js';
import { imageLabel, truncate, joinList } from '../../model/format.js';
import { toPerTarget } from '../steps/permissions.js';
import { toPlanResult } from '../findings/build.js';
import { copyDirect } from './routes/direct.js';
import { copyLaunched } from './routes/launched.js';
import { copyReencrypted } from './routes/reencrypted.js';
import { copyRegistered } from './routes/registered.js';
import { findings } from './findings.js';
import type { CopyInput } from './input.js';
import { copyStepId, type CopyContext } from './routes/copy-context.js';

const PHRASES = { done: 'Copied to', partly: 'Copied only in part to', failed: 'Not copied to' } as const;

/** Plans a copy to each destination by its route. A failed copy is removed, and so is every intermediate resource. */
export function plan(input: CopyInput, facts: Facts, { directory }: PlanContext): PlanResult {
  const { image } = facts;
  const { imageId, region, account } = image;
  const name = input.name ?? image.name;
  const carried = carriedPermissions(facts, input);
  const copies = input.targets.map((target) => planCopy(target, input, facts, directory));
  const context: CopyContext = { name, facts, carried, directory };
  const steps = copySteps(copies, input, context);
  const asName = input.name === undefined ? '' : ` as ${truncate(input.name, 128)}`;
  const places = joinList(
    copies.map(({ label }) => label),
    20,
  );
  return toPlanResult({
    operation: 'copy',
    subject: { imageId, region, account },
    title: `Copy ${imageLabel(image)} to ${places}${asName}`,
    steps,
    ...toPerTarget(
      PHRASES,
      copies.map((copy) => ({ label: copy.label, steps: copyOutput(copy, steps) })),
    ),
    findings: findings({ input, name, facts, directory, carried, copies }),
    evidence: [
      ...(copies.every(({ crossAccount }) => crossAccount) ? [] : [copiedPermissionsRow(carried, directory)]),
      encryptionRow(facts),
      ownerRow(facts, directory),
      costRow(facts),
      snapshotsRow(facts),
      ageRow(facts),
      ...tagsRow(facts),
    ],
    policyInput: { targets: input.targets.map(policyTarget), tags: image.tags, inUse: 'unknown', removesAccess: false },
  });
}

function copySteps(
  copies: readonly PlannedCopy[],
  { launching }: CopyInput,
  copyContext: CopyContext,
): readonly Step[] {
  const { namedKey } = copyContext.facts;
  const reencrypted = copies.filter(({ route }) => route === 'reencrypted');
  return [
    ...copies.flatMap((copy) => {
      switch (copy.route) {
        case 'direct':
          return copyDirect(copy, copyContext);
        case 'registered':
          return copyRegistered(copy, copyContext);
        case 'launched':
          return launching === undefined ? [] : copyLaunched(copy, launching, copyContext);
        case 'reencrypted':
          return [];
      }
    }),
    // Without a key it is refused.
    ...(namedKey?.known === true ? copyReencrypted(reencrypted, namedKey.value.arn, copyContext) : []),
  ];
}

/** The step that makes the copy, and the steps after it. */
function copyOutput(copy: PlannedCopy, steps: readonly Step[]): readonly Step[] {
  const stepId = copyStepId(copy);
  return steps.filter(({ id, after, cleanup }) => id === stepId || (cleanup === undefined && after.includes(stepId)));
}

/** The input of the rules: a copy in another account counts as given to that account, whatever its Region. */
function policyTarget(target: CopyInput['targets'][number]): Target {
  return target.kind === 'account' ? { kind: 'account', id: target.id } : { kind: 'region', region: target.region };
}

function copiedPermissionsRow(carriedPermissions: CarriedPermissions, directory: Directory): Evidence {
  const grantees = carriedGrantees(carriedPermissions).map((grantee) => granteeLabel(grantee, directory));
  return { label: 'Copied permissions', value: grantees.length === 0 ? 'none' : joinList(grantees) };
}
