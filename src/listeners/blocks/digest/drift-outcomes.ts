import { admissionRefusalText } from '../answers/failure.js';
import type { DriftOutcome } from '../../../workflows/digest/results.js';
import type { Directory } from '../../../domain/model/directory.js';
import { approversOf } from '../../../domain/policy/eligibility.js';
import { requirementsOf } from '../../../domain/request/refusal.js';
import { mentions } from '../request/approvals.js';
import type { Message } from '../kit/message.js';
import { foreignText, literal, type RichTextLeaf } from '../kit/rich.js';
import { ruleRefusal } from '../request/rules.js';
import { driftSubject } from './drift.js';
import { type OutcomeLine, outcomeResults, outcomeThreadNote } from './outcomes.js';

/** The private answer to a user who adopts shares: the result per share. */
export function driftResults(outcomes: readonly DriftOutcome[], directory: Directory): Message {
  return outcomeResults(outcomeLines(outcomes, directory));
}

/** The note in the digest's thread. `undefined` if nothing was adopted. */
export function driftThreadNote(
  by: string,
  outcomes: readonly DriftOutcome[],
  directory: Directory,
): Message | undefined {
  return outcomeThreadNote(by, outcomeLines(outcomes, directory), 'share');
}

function outcomeLines(outcomes: readonly DriftOutcome[], directory: Directory): readonly OutcomeLine[] {
  return outcomes.map(({ drift, result }) => ({
    isDone: result.kind === 'adopted',
    line: [...driftSubject(drift, directory), literal(': '), ...resultText(result)],
  }));
}

function resultText(result: DriftOutcome['result']): readonly RichTextLeaf[] {
  switch (result.kind) {
    case 'adopted':
      return [
        literal(
          result.missingAdopters === 0 ? 'adopted.' : `adopted by you; ${missingAdoptersText(result.missingAdopters)}.`,
        ),
      ];
    case 'already-adopted':
      return [literal(`you have adopted it already; ${missingAdoptersText(result.missingAdopters)}.`)];
    case 'resolved':
      return [literal('that is no longer so, or is explained by now. Nothing was done.')];
    case 'image-not-found':
      return [literal('the AMI no longer exists. Nothing was done.')];
    case 'forbidden':
      return [literal('it cannot be adopted. '), ...ruleRefusal(result.reason)];
    case 'not-allowed':
      return refusalText(result);
    case 'failed':
      return [literal('was left as it is: '), foreignText(result.message, 300)];
  }
}

function missingAdoptersText(count: number): string {
  return count === 1 ? 'one approver must adopt it, too' : `${count} approvers must adopt it, too`;
}

function refusalText({
  eligibility,
  policyDecision,
}: Extract<DriftOutcome['result'], { kind: 'not-allowed' }>): readonly RichTextLeaf[] {
  switch (eligibility.kind) {
    case 'another-team':
      return [literal('only members of this workspace may adopt it.')];
    case 'guest':
      return [literal('guests of this workspace may not adopt it.')];
    case 'standing-unknown':
      return [literal(admissionRefusalText('standing-unknown'))];
    case 'membership-unknown':
      return [
        literal('Slack did not return the members of '),
        ...mentions(eligibility.groups),
        literal(', so your permission cannot be checked. Try again in a minute.'),
      ];
    case 'not-an-approver':
      return [
        literal('you may not adopt it. These may: '),
        ...mentions(approversOf(requirementsOf(policyDecision))),
        literal('.'),
      ];
  }
}
