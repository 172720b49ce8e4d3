import { accountLabel, type Directory, findAccountById } from '../../model/directory.js';
import { type Fact, unknown } from '../../model/fact.js';
import type { Facts, Grantee, ImageReference } from '../../model/facts.js';
import { joinList, pluralize, truncate } from '../../model/format.js';
import { granteeKey, granteeLabel } from '../../model/grantee.js';
import { getOwn, orNotObserved, reasonText } from '../../model/observed-facts.js';
import type { Finding, PolicyInput } from '../../plan/types.js';
import { info, unknownFinding, warning } from './build.js';

const RESOURCE_NOUNS: Readonly<Record<string, string>> = {
  'ec2:Instance': 'instance',
  'ec2:LaunchTemplate': 'launch template',
  'ssm:Parameter': 'SSM parameter',
  'imagebuilder:ImageRecipe': 'image recipe',
  'imagebuilder:ContainerRecipe': 'container recipe',
  'autoscaling:LaunchConfiguration': 'launch configuration',
  'autoscaling:AutoScalingGroup': 'Auto Scaling group',
  'ec2:SpotFleetRequest': 'Spot Fleet request',
};

/** The maximum number that is named of one kind. */
const MAX_NAMED = 5;

/** "2 instances, 1 launch template". */
export function referencesLabel(references: readonly ImageReference[]): string {
  const counts = new Map<string, number>();
  for (const { type } of references) counts.set(type, (counts.get(type) ?? 0) + 1);
  return resourcesLabel(counts);
}

/** The same of counts by type. */
export function resourcesLabel(counts: ReadonlyMap<string, number>): string {
  return joinList([...counts].map(([type, count]) => pluralize(count, resourceNoun(type))));
}

/** The references by kind, with their names: "2 instances (i-0abc…, i-0def…), 1 launch template (lt-0abc…)". */
export function referenceNames(references: readonly ImageReference[]): string {
  const names = new Map<string, readonly string[]>();
  for (const { type, arn } of references) {
    names.set(type, [...(names.get(type) ?? []), arn.split('/').at(-1) ?? arn]);
  }
  return joinList(
    [...names].map(([type, each]) => `${pluralize(each.length, resourceNoun(type))} (${joinList(each, MAX_NAMED)})`),
  );
}

const NOT_VISIBLE = unknown('which of its accounts use the AMI cannot be seen from here');

/** The usage of the AMI in one place. */
export interface PlaceUsage {
  /** An account, the ARN of an organization or OU, `public`, or `*` if the grantees are unknown. */
  readonly place: string;
  readonly label: string;
  readonly usage: Fact<readonly ImageReference[]>;
}

/** Use in the owner's account, then elsewhere. */
export function usageByPlace(facts: Facts, directory: Directory): readonly PlaceUsage[] {
  const { account } = facts.image;
  const ownUsage = { place: account, label: accountLabel(directory, account), usage: orNotObserved(facts.references) };
  return [ownUsage, ...usageElsewhereByPlace(facts, directory)];
}

function usageElsewhereByPlace({ image, usageElsewhere }: Facts, directory: Directory): readonly PlaceUsage[] {
  return Object.entries(usageElsewhere ?? {})
    .filter(([place]) => place !== image.account)
    .map(([place, usage]) => ({ place, label: usagePlaceLabel(place, directory), usage }));
}

/** One place with usage settles the question. Otherwise one unreadable place leaves it open. */
export function usageState(usageByPlace: readonly PlaceUsage[]): PolicyInput['inUse'] {
  if (usageByPlace.some(({ usage }) => usage.known && usage.value.length > 0)) return 'yes';
  return usageByPlace.some(({ usage }) => !usage.known) ? 'unknown' : 'no';
}

/** The input of the rules when an AMI is taken away from its users. */
export function removalPolicyInput({ image }: Facts, usageByPlace: readonly PlaceUsage[]): PolicyInput {
  return { targets: [], tags: image.tags, inUse: usageState(usageByPlace), removesAccess: true };
}

/** The usage of the named targets. The usage of an organization cannot be read. */
export function usageByTarget(targets: readonly Grantee[], facts: Facts, directory: Directory): readonly PlaceUsage[] {
  return targets.map((target) => ({
    place: granteeKey(target),
    label: granteeLabel(target, directory),
    usage: target.kind === 'account' ? orNotObserved(getOwn(facts.usageElsewhere, target.id)) : NOT_VISIBLE,
  }));
}

function usagePlaceLabel(place: string, directory: Directory): string {
  if (place === 'public') return 'everyone';
  if (place === '*') return 'every account that it is shared with';
  return findAccountById(directory, place) === undefined ? truncate(place) : accountLabel(directory, place);
}

function resourceNoun(type: string): string {
  return Object.hasOwn(RESOURCE_NOUNS, type) ? (RESOURCE_NOUNS[type] ?? type) : type;
}

/** Findings about an AMI that will be taken away and is, or may be, in use. `account`: the owner's. */
export function usageFindings(usageByPlace: readonly PlaceUsage[], account: string): readonly Finding[] {
  return usageByPlace.flatMap((place) => usageFinding(place, account));
}

function usageFinding({ place, label, usage }: PlaceUsage, account: string): readonly Finding[] {
  const isOwnAccount = place === account;
  if (!usage.known) {
    const code = isOwnAccount ? 'use-unknown' : 'use-elsewhere-unknown';
    return [
      unknownFinding(code, `Whether ${label} uses the AMI is unknown: ${reasonText(usage)}. It counts as used.`, {
        fix: isOwnAccount
          ? 'Grant the bot the permission to read it, then submit the request again.'
          : 'Ask the account, or give the bot a role there that may read it.',
        subject: place,
      }),
    ];
  }
  if (usage.value.length === 0) return [];
  const text = `In use in ${label}: ${referenceNames(usage.value)}. What launches from it will fail.`;
  return [
    warning(isOwnAccount ? 'in-use' : 'in-use-elsewhere', text, {
      fix: 'Move them to another AMI first.',
      subject: place,
    }),
  ];
}

export const UNCHECKED_USAGE_FINDING = info(
  'use-not-covered',
  'Not checked: EC2 Fleet requests, AWS Batch, EMR, Elastic Beanstalk, EKS node classes, and files such as Terraform or CloudFormation.',
);
