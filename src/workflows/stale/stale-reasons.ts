import { accountLabel, type Directory } from '../facts/directory.js';
import { granteeLabel } from '../operations/planning/grantee.js';
import { protectionLabel } from '../operations/planning/protection.js';
import { clip, counted, day, dayAndAge, isPast, listed } from '../operations/planning/wording.js';
import { unseenGrantees } from './use-evidence.js';
import type { Evidence, ScannedImage } from './types.js';

/** What no call of AWS tells, so that nobody takes the list for a proof. */
export const NOT_COVERED =
  'Not looked at: overrides of EC2 Fleets, and what AWS keeps no list of, such as AWS Batch, EMR, Elastic Beanstalk, Cloud9, ' +
  'SageMaker clusters, Karpenter and EKS node classes that choose by name or tag, and AMI ids in Terraform, ' +
  'CloudFormation or other files.';

/** Why an AMI is called stale: what was looked at and found empty, what is special about it, and what was not looked at. */
export function staleReasons(evidence: Evidence, directory: Directory): readonly string[] {
  const { image, at, uses = [] } = evidence;
  const where = listed(uses.map(({ account }) => accountLabel(directory, account)));
  return [
    `Created ${dayAndAge(image.createdAt, at)}; ${launched(image, at)}.`,
    `Nothing was found that uses it in ${where}.`,
    sharing(evidence, directory),
    ...peculiarities(image, at),
    NOT_COVERED,
  ];
}

/** Taking a base away harms nothing that was made from it; but somebody may want to build on it again. */
export function baseReason(children: number): string {
  return `It is the base of ${counted(children, 'AMI')} that there still ${children === 1 ? 'is' : 'are'}: they do not need it, a build that begins with it does.`;
}

function launched({ lastLaunchedAt }: ScannedImage, at: string): string {
  if (lastLaunchedAt !== undefined) return `last launched ${dayAndAge(lastLaunchedAt, at)}`;
  return 'never launched, as far as AWS has kept it (since April 2017)';
}

function sharing({ uses = [], sharedWith, report }: Evidence, directory: Directory): string {
  const grantees = sharedWith?.known === true ? sharedWith.value : [];
  if (grantees.length === 0) return 'It is shared with nobody.';
  const whom = listed(grantees.map((grantee) => granteeLabel(grantee, directory)));
  if (unseenGrantees(grantees, uses).length === 0 || report?.known !== true) {
    return `It is shared with ${whom}; nothing uses it there.`;
  }
  return `It is shared with ${whom}; EC2's usage report of ${day(report.value.startedAt)} counts no use there. It may lack the last day before.`;
}

function peculiarities(image: ScannedImage, at: string): readonly string[] {
  const { state, deprecatedAt, deregistrationProtection } = image;
  return [
    ...(state === 'available' ? [] : [stateReason(state)]),
    ...(isPast(deprecatedAt, at) ? [`Deprecated since ${day(deprecatedAt ?? '')}.`] : []),
    ...(deregistrationProtection === 'disabled' ? [] : [`Deregistration protection: ${protectionLabel(image)}.`]),
  ];
}

function stateReason(state: string): string {
  if (state === 'disabled') return 'It is disabled, and its snapshots cost as before.';
  return `Its state is ${clip(state, 40)}.`;
}
