import type { AdmissionRefusal } from '../../../workflows/observation/admission.js';
import { admissionRefusalText } from './failure.js';
import type { KnownBlock } from '@slack/types';
import type { Directory } from '../../../domain/model/directory.js';
import type { InputError } from '../../../domain/operations/contract.js';
import type { Finding } from '../../../domain/plan/types.js';
import type { Requirement, PolicyDecision } from '../../../domain/policy/types.js';
import type { RequestPreview } from '../../../workflows/use-cases.js';
import { mentions } from '../request/approvals.js';
import { unresolvedAnswer } from './unresolved.js';
import { inputErrorText } from './input-errors.js';
import { bold, italic, rich, foreignText, richSection, literal, type RichTextLeaf } from '../kit/rich.js';
import { ruleRefusal } from '../request/rules.js';
import { sanitize, truncateForSlack, slackLength } from '../kit/text.js';

type Level = 'info' | 'warning' | 'error' | 'success';

/** Slack's limit for an alert. */
const MAX_ALERT_LENGTH = 200;
const MAX_FINDINGS = 12;

const LEVEL: Readonly<Record<Finding['severity'], Level>> = {
  refusal: 'error',
  unknown: 'warning',
  warning: 'warning',
  info: 'info',
};
const SEVERITY_ORDER: readonly Finding['severity'][] = ['refusal', 'unknown', 'warning', 'info'];

/** While the subject of a form is read. */
export function checkingNotice(): readonly KnownBlock[] {
  return [rich(richSection(italic('Looking at it …')))];
}

/** What is wrong or missing in a form. */
export function inputErrorsPreview(errors: readonly InputError[]): readonly KnownBlock[] {
  return errors.slice(0, MAX_FINDINGS).map((inputError) => alert('error', inputErrorText(inputError)));
}

/** What would become of the form if it were sent now: in the form itself, below its fields. */
export function requestPreview(result: RequestPreview, directory: Directory): readonly KnownBlock[] {
  switch (result.kind) {
    case 'planned': {
      const { plan, policyDecision } = result;
      const level = policyDecision.kind === 'refused' ? 'error' : 'success';
      return [
        alert(level, policyDecision.kind === 'refused' ? 'The rules do not allow this.' : 'This can be requested.'),
        rich(richSection(bold(plan.title, 300)), richSection(...decisionLeaves(policyDecision))),
        ...findingAlerts(plan.findings),
      ];
    }
    case 'refused':
      return [rich(richSection(bold(result.title, 300))), ...findingAlerts(result.findings)];
    case 'unresolved':
      return unresolvedAnswer(result, directory).blocks;
  }
}

/** If the subject could not be read, the form can still be submitted. */
export function previewFailed(): readonly KnownBlock[] {
  return [alert('warning', 'This could not be checked now. You can still submit it.')];
}

/** For people who may not request anything. */
export function previewNotAdmitted(code: AdmissionRefusal): readonly KnownBlock[] {
  return [alert('error', admissionRefusalText(code))];
}

function decisionLeaves(policyDecision: PolicyDecision): readonly RichTextLeaf[] {
  switch (policyDecision.kind) {
    case 'auto':
      return [literal('It runs at once, without approval.')];
    case 'approval':
      return [literal('It will wait for '), ...policyDecision.requirements.flatMap(requirementText), literal('.')];
    case 'refused':
      return ruleRefusal(policyDecision.reason);
  }
}

/** `2 approvals from @security, @platform` */
function requirementText({ required, approvers }: Requirement, index: number): readonly RichTextLeaf[] {
  return [
    ...(index === 0 ? [] : [literal(', and ')]),
    literal(`${required} ${required === 1 ? 'approval' : 'approvals'} from `),
    ...mentions(approvers),
  ];
}

function findingAlerts(findings: readonly Finding[]): readonly KnownBlock[] {
  const sorted = SEVERITY_ORDER.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  const hidden = sorted.length - MAX_FINDINGS;
  return [
    ...sorted.slice(0, MAX_FINDINGS).flatMap(findingBlocks),
    ...(hidden > 0 ? [rich(richSection(italic(`… and ${hidden} more, shown with the request`)))] : []),
  ];
}

/** The alert, and beneath it what does not fit into one. */
function findingBlocks({ severity, text, fix }: Finding): readonly KnownBlock[] {
  const whole = fix === undefined ? text : `${text} ${fix}`;
  if (slackLength(sanitize(whole)) <= MAX_ALERT_LENGTH) return [alert(LEVEL[severity], whole)];
  const rest = slackLength(sanitize(text)) <= MAX_ALERT_LENGTH ? [] : [foreignText(text)];
  const help = fix === undefined ? [] : [italic(fix)];
  const leaves = rest.length > 0 && help.length > 0 ? [...rest, literal(' '), ...help] : [...rest, ...help];
  return [alert(LEVEL[severity], text), ...(leaves.length === 0 ? [] : [rich(richSection(...leaves))])];
}

function alert(level: Level, text: string): KnownBlock {
  const fit = truncateForSlack(sanitize(text), MAX_ALERT_LENGTH);
  return { type: 'alert', level, text: { type: 'plain_text', text: fit === '' ? '–' : fit, emoji: false } };
}
