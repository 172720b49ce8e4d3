import type { Directory } from '../../facts/directory.js';
import type { Facts } from '../../facts/facts.js';
import type { Evidence, Step, Target } from '../../plan/types.js';
import type { PlanContext, Planned } from '../contract.js';
import { carriedGrantees, carriedOf, type Carried } from '../planning/carried.js';
import { copyTo, type CopyTo } from '../planning/copy-to.js';
import { ageRow, costRow, encryptionRow, ownerRow, snapshotsRow, tagsRow } from '../planning/evidence.js';
import { granteeLabel } from '../planning/grantee.js';
import { imageLabel } from '../planning/image-label.js';
import { inParts } from '../planning/in-parts.js';
import { planned } from '../planning/planned.js';
import { clip, listed } from '../planning/wording.js';
import { copyDirect } from '../copying/copy-direct.js';
import { copyLaunched } from '../copying/copy-launched.js';
import { copyReencrypted } from '../copying/copy-reencrypted.js';
import { copyRegistered } from '../copying/copy-registered.js';
import { findings } from './findings.js';
import type { CopyInput } from './input.js';
import { makingId, type Material } from '../copying/parts.js';

const SAID = { done: 'Copied to', partly: 'Copied only in part to', failed: 'Not copied to' } as const;

/** To each place by the way that leads there. A failed copy is removed, and so is whatever was only for the way. */
export function plan(input: CopyInput, facts: Facts, { directory }: PlanContext): Planned {
  const { image } = facts;
  const { imageId, region, account } = image;
  const name = input.name ?? image.name;
  const carried = carriedOf(facts);
  const copies = input.targets.map((target) => copyTo(target, input, facts, directory));
  const material: Material = { name, facts, carried, directory };
  const steps = stepsFor(copies, input, material);
  const asName = input.name === undefined ? '' : ` as ${clip(input.name, 128)}`;
  const places = listed(
    copies.map(({ label }) => label),
    20,
  );
  return planned({
    operation: 'copy',
    subject: { imageId, region, account },
    title: `Copy ${imageLabel(image)} to ${places}${asName}`,
    steps,
    ...inParts(
      SAID,
      copies.map((copy) => ({ label: copy.label, steps: resultOf(copy, steps) })),
    ),
    findings: findings({ input, name, facts, directory, carried, copies }),
    evidence: [
      ...(copies.every(({ away }) => away) ? [] : [sharedOnRow(carried, directory)]),
      encryptionRow(facts),
      ownerRow(facts, directory),
      costRow(facts),
      snapshotsRow(facts),
      ageRow(facts),
      ...tagsRow(facts),
    ],
    scope: { targets: input.targets.map(policyTarget), tags: image.tags, inUse: 'unknown', takesAway: false },
  });
}

function stepsFor(copies: readonly CopyTo[], { launching }: CopyInput, material: Material): readonly Step[] {
  const { namedKey } = material.facts;
  const reencrypted = copies.filter(({ route }) => route === 'reencrypted');
  return [
    ...copies.flatMap((copy) => {
      switch (copy.route) {
        case 'direct':
          return copyDirect(copy, material);
        case 'registered':
          return copyRegistered(copy, material);
        case 'launched':
          return launching === undefined ? [] : copyLaunched(copy, launching, material);
        case 'reencrypted':
          return [];
      }
    }),
    // Without a key it is refused.
    ...(namedKey?.known === true ? copyReencrypted(reencrypted, namedKey.value.arn, material) : []),
  ];
}

/** What makes the copy and what is done to it then. */
function resultOf(copy: CopyTo, steps: readonly Step[]): readonly Step[] {
  const making = makingId(copy);
  return steps.filter(({ id, after, cleansUp }) => id === making || (cleansUp === undefined && after.includes(making)));
}

/** What the rules look at: a copy in another account is one given to that account, whatever Region it is in. */
function policyTarget(target: CopyInput['targets'][number]): Target {
  return target.kind === 'account' ? { kind: 'account', id: target.id } : { kind: 'region', region: target.region };
}

function sharedOnRow(carried: Carried, directory: Directory): Evidence {
  const grantees = carriedGrantees(carried).map((grantee) => granteeLabel(grantee, directory));
  return { label: 'Shared on with', value: grantees.length === 0 ? 'nobody' : listed(grantees) };
}
