import { accountLabel, accountOf, type Directory } from '../../facts/directory.js';
import type { Facts, Grantee, Reference } from '../../facts/facts.js';
import { unknown, type Fact } from '../../facts/known.js';
import type { Scope } from '../../plan/types.js';
import { granteeLabel, nameOf } from './grantee.js';
import { observed, own } from './observed.js';
import { clip, counted, listed } from './wording.js';

const NOUNS: Readonly<Record<string, string>> = {
  'ec2:Instance': 'instance',
  'ec2:LaunchTemplate': 'launch template',
  'ssm:Parameter': 'SSM parameter',
  'imagebuilder:ImageRecipe': 'image recipe',
  'imagebuilder:ContainerRecipe': 'container recipe',
  'autoscaling:LaunchConfiguration': 'launch configuration',
  'autoscaling:AutoScalingGroup': 'Auto Scaling group',
  'ec2:SpotFleetRequest': 'Spot Fleet request',
};

/** So many of one kind are named. */
const NAMED = 5;

/** "2 instances, 1 launch template". */
export function referencesLabel(references: readonly Reference[]): string {
  const counts = new Map<string, number>();
  for (const { type } of references) counts.set(type, (counts.get(type) ?? 0) + 1);
  return resourcesLabel(counts);
}

/** The same of counts by type. */
export function resourcesLabel(counts: ReadonlyMap<string, number>): string {
  return listed([...counts].map(([type, count]) => counted(count, nounOf(type))));
}

/** The references by kind, with their names: "2 instances (i-0abc…, i-0def…), 1 launch template (lt-0abc…)". */
export function referenceNames(references: readonly Reference[]): string {
  const names = new Map<string, readonly string[]>();
  for (const { type, arn } of references) {
    names.set(type, [...(names.get(type) ?? []), arn.split('/').at(-1) ?? arn]);
  }
  return listed([...names].map(([type, each]) => `${counted(each.length, nounOf(type))} (${listed(each, NAMED)})`));
}

const NOT_VISIBLE = unknown('which of its accounts use the AMI cannot be seen from here');

/** What one place says about its use of the AMI. */
export interface UseInPlace {
  /** An account, the ARN of an organization or OU, `public`, or `*`: it is not known whom it is shared with. */
  readonly where: string;
  readonly label: string;
  readonly use: Fact<readonly Reference[]>;
}

/** Use in the owner's account, then elsewhere. */
export function usesOf(facts: Facts, directory: Directory): readonly UseInPlace[] {
  const { account } = facts.image;
  const here = { where: account, label: accountLabel(directory, account), use: observed(facts.references) };
  return [here, ...usesElsewhere(facts, directory)];
}

function usesElsewhere({ image, useElsewhere }: Facts, directory: Directory): readonly UseInPlace[] {
  return Object.entries(useElsewhere ?? {})
    .filter(([where]) => where !== image.account)
    .map(([where, use]) => ({ where, label: placeLabel(where, directory), use }));
}

/** One place that uses it settles the question; else one that could not be looked into leaves it open. */
export function inUse(uses: readonly UseInPlace[]): Scope['inUse'] {
  if (uses.some(({ use }) => use.known && use.value.length > 0)) return 'yes';
  return uses.some(({ use }) => !use.known) ? 'unknown' : 'no';
}

/** What the rules look at when an AMI is taken away from those who use it. */
export function takenAway({ image }: Facts, uses: readonly UseInPlace[]): Scope {
  return { targets: [], tags: image.tags, inUse: inUse(uses), takesAway: true };
}

/** What those who are named say about their use; an organization's cannot be seen. */
export function usesOfTargets(targets: readonly Grantee[], facts: Facts, directory: Directory): readonly UseInPlace[] {
  return targets.map((target) => ({
    where: nameOf(target),
    label: granteeLabel(target, directory),
    use: target.kind === 'account' ? observed(own(facts.useElsewhere, target.id)) : NOT_VISIBLE,
  }));
}

function placeLabel(where: string, directory: Directory): string {
  if (where === 'public') return 'everybody';
  if (where === '*') return 'whoever it is shared with';
  return accountOf(directory, where) === undefined ? clip(where) : accountLabel(directory, where);
}

function nounOf(type: string): string {
  return Object.hasOwn(NOUNS, type) ? (NOUNS[type] ?? type) : type;
}
