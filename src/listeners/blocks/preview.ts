import type { KnownBlock } from '@slack/types';
import type { Directory } from '../../workflows/facts/directory.js';
import type { Mistake } from '../../workflows/operations/contract.js';
import type { Finding } from '../../workflows/plan/types.js';
import type { Requirement, Ruling } from '../../workflows/policy/types.js';
import type { Consideration } from '../../workflows/use-cases.js';
import { named } from './approvals.js';
import { notSettled } from './not-settled.js';
import { mistakeText } from './mistakes.js';
import { bold, italic, rich, said, section, words, type Leaf } from './rich.js';
import { ruleRefusal } from './rule-refusal.js';
import { clean, cut, lengthOf } from './text.js';

type Level = 'info' | 'warning' | 'error' | 'success';

/** Slack's limit for an alert. */
const LONGEST_ALERT = 200;
const MOST_FINDINGS = 12;

const LEVEL: Readonly<Record<Finding['severity'], Level>> = {
  refusal: 'error',
  unknown: 'warning',
  warning: 'warning',
  info: 'info',
};
const GRAVITY: readonly Finding['severity'][] = ['refusal', 'unknown', 'warning', 'info'];

/** While what a form is about is looked at. */
export function checking(): readonly KnownBlock[] {
  return [rich(section(italic('Looking at it …')))];
}

/** What is wrong or missing in a form so far. */
export function mistakesPreview(mistakes: readonly Mistake[]): readonly KnownBlock[] {
  return mistakes.slice(0, MOST_FINDINGS).map((mistake) => alert('error', mistakeText(mistake)));
}

/** What would become of the form if it were sent now: in the form itself, below its fields. */
export function preview(considered: Consideration, directory: Directory): readonly KnownBlock[] {
  switch (considered.kind) {
    case 'possible': {
      const { plan, ruling } = considered;
      const level = ruling.kind === 'refused' ? 'error' : 'success';
      return [
        alert(level, ruling.kind === 'refused' ? 'The rules do not allow this.' : 'This can be asked for.'),
        rich(section(bold(plan.title, 300)), section(...decision(ruling))),
        ...findingAlerts(plan.findings),
      ];
    }
    case 'refused':
      return [rich(section(bold(considered.title, 300))), ...findingAlerts(considered.findings)];
    case 'no-image':
    case 'several-images':
    case 'uncertain-image':
    case 'no-instance':
    case 'several-instances':
    case 'uncertain-instance':
    case 'no-recycled':
    case 'several-recycled':
    case 'uncertain-recycled':
      return notSettled(considered, directory).blocks;
  }
}

/** When it could not be looked at: that is no reason not to send it. */
export function previewFailed(): readonly KnownBlock[] {
  return [alert('warning', 'This could not be looked at just now. You can send it all the same.')];
}

/** Slack Connect lets people of other workspaces in. */
export function previewForStranger(): readonly KnownBlock[] {
  return [alert('error', 'Only members of the workspace that AMI Steward belongs to can use it.')];
}

function decision(ruling: Ruling): readonly Leaf[] {
  switch (ruling.kind) {
    case 'auto':
      return [words('It runs at once, without approval.')];
    case 'approval':
      return [words('It will wait for '), ...ruling.requirements.flatMap(requirementLeaves), words('.')];
    case 'refused':
      return ruleRefusal(ruling.reason);
  }
}

/** `2 approvals from @security, @platform` */
function requirementLeaves({ required, approvers }: Requirement, index: number): readonly Leaf[] {
  return [
    ...(index === 0 ? [] : [words(', and ')]),
    words(`${required} ${required === 1 ? 'approval' : 'approvals'} from `),
    ...named(approvers),
  ];
}

function findingAlerts(findings: readonly Finding[]): readonly KnownBlock[] {
  const sorted = GRAVITY.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  const hidden = sorted.length - MOST_FINDINGS;
  return [
    ...sorted.slice(0, MOST_FINDINGS).flatMap(findingBlocks),
    ...(hidden > 0 ? [rich(section(italic(`… and ${hidden} more, shown with the request`)))] : []),
  ];
}

/** The alert, and beneath it what does not fit into one. */
function findingBlocks({ severity, text, fix }: Finding): readonly KnownBlock[] {
  const whole = fix === undefined ? text : `${text} ${fix}`;
  if (lengthOf(clean(whole)) <= LONGEST_ALERT) return [alert(LEVEL[severity], whole)];
  const rest = lengthOf(clean(text)) <= LONGEST_ALERT ? [] : [said(text)];
  const help = fix === undefined ? [] : [italic(fix)];
  const leaves = rest.length > 0 && help.length > 0 ? [...rest, words(' '), ...help] : [...rest, ...help];
  return [alert(LEVEL[severity], text), ...(leaves.length === 0 ? [] : [rich(section(...leaves))])];
}

function alert(level: Level, text: string): KnownBlock {
  const fit = cut(clean(text), LONGEST_ALERT);
  return { type: 'alert', level, text: { type: 'plain_text', text: fit === '' ? '–' : fit, emoji: false } };
}
