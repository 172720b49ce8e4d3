import { accountLabel, type Directory } from '../model/directory.js';
import { granteeLabel } from '../model/grantee.js';
import { protectionLabel } from '../operations/findings/lifecycle.js';
import { truncate, pluralize, formatDay, formatDayWithAge, isPast, joinList } from '../model/format.js';
import { unobservedGrantees } from './usage-evidence.js';
import type { StaleEvidence, ScannedImage } from './types.js';

/** What no call of AWS reports. A list is no proof. */
export const UNCHECKED_USAGE_NOTE =
  'Not checked: overrides of EC2 Fleets, and services without a list of AMIs, such as AWS Batch, EMR, Elastic Beanstalk, Cloud9, ' +
  'SageMaker clusters, Karpenter and EKS node classes that choose by name or tag, and AMI ids in Terraform, ' +
  'CloudFormation or other files.';

/** Why an AMI is stale: what was checked and found empty, what is special, and what was not checked. */
export function staleReasons(evidence: StaleEvidence, directory: Directory): readonly string[] {
  const { image, at, usage: usageByPlace = [] } = evidence;
  const where = joinList(usageByPlace.map(({ account }) => accountLabel(directory, account)));
  return [
    `Created ${formatDayWithAge(image.createdAt, at)}; ${launched(image, at)}.`,
    `No use was found in ${where}.`,
    sharing(evidence, directory),
    ...peculiarities(image, at),
    UNCHECKED_USAGE_NOTE,
  ];
}

/** Removing a base AMI does not harm AMIs made from it, but users may want to build on it again. */
export function baseReason(children: number): string {
  const verb = children === 1 ? 'was' : 'were';
  return `${pluralize(children, 'existing AMI')} ${verb} created from it. They do not need it, but a build that starts from it does.`;
}

function launched({ lastLaunchedAt }: ScannedImage, at: string): string {
  if (lastLaunchedAt !== undefined) return `last launched ${formatDayWithAge(lastLaunchedAt, at)}`;
  return 'never launched, as far as AWS has recorded it (since April 2017)';
}

function sharing({ usage: usageByPlace = [], sharedWith, report }: StaleEvidence, directory: Directory): string {
  const grantees = sharedWith?.known === true ? sharedWith.value : [];
  if (grantees.length === 0) return 'It is not shared.';
  const audience = joinList(grantees.map((grantee) => granteeLabel(grantee, directory)));
  if (unobservedGrantees(grantees, usageByPlace).length === 0 || report?.known !== true) {
    return `It is shared with ${audience}. Nothing uses it there.`;
  }
  return `It is shared with ${audience}. EC2's usage report of ${formatDay(report.value.startedAt)} counts no use there. It may lack the last day before.`;
}

function peculiarities(image: ScannedImage, at: string): readonly string[] {
  const { state, deprecatedAt, deregistrationProtection } = image;
  return [
    ...(state === 'available' ? [] : [stateReason(state)]),
    ...(isPast(deprecatedAt, at) ? [`Deprecated since ${formatDay(deprecatedAt ?? '')}.`] : []),
    ...(deregistrationProtection === 'disabled' ? [] : [`Deregistration protection: ${protectionLabel(image)}.`]),
  ];
}

function stateReason(state: string): string {
  if (state === 'disabled') return 'It is disabled, and its snapshots cost as before.';
  return `Its state is ${truncate(state, 40)}.`;
}
