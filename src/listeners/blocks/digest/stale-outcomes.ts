import { accountLabel, type Directory } from '../../../domain/model/directory.js';
import type { StaleOutcome } from '../../../workflows/digest/results.js';
import type { Submission } from '../../../workflows/requests/submission.js';
import type { Message } from '../kit/message.js';
import { bold, italic, mention, foreignText, literal, type RichTextLeaf } from '../kit/rich.js';
import { ruleRefusal } from '../request/rules.js';
import { STATUS_TEXT } from '../request/status.js';
import { type OutcomeLine, outcomeResults, outcomeThreadNote } from './outcomes.js';

/** The private answer to a response: the result per AMI. */
export function staleResults(outcomes: readonly StaleOutcome[], directory: Directory): Message {
  return outcomeResults(outcomeLines(outcomes, directory));
}

/** The note in the digest's thread. `undefined` if nothing was kept or requested. */
export function staleThreadNote(
  by: string,
  outcomes: readonly StaleOutcome[],
  directory: Directory,
): Message | undefined {
  return outcomeThreadNote(by, outcomeLines(outcomes, directory), 'stale AMI');
}

function outcomeLines(outcomes: readonly StaleOutcome[], directory: Directory): readonly OutcomeLine[] {
  return outcomes.map((outcome) => ({ isDone: isDone(outcome), line: outcomeLine(outcome, directory) }));
}

function isDone({ result }: StaleOutcome): boolean {
  return result.kind === 'exempted' || (result.kind === 'requested' && result.submission.kind === 'submitted');
}

function outcomeLine(outcome: StaleOutcome, directory: Directory): readonly RichTextLeaf[] {
  const { image, name, result } = outcome;
  const place = `${image.region}, ${accountLabel(directory, image.account)}`;
  const subject = [
    bold(name ?? image.imageId, 128),
    literal(` (${name === undefined ? '' : `${image.imageId}, `}${place}) `),
  ];
  switch (result.kind) {
    case 'exempted':
      return [
        ...subject,
        literal(`is kept until ${result.exemption.until.slice(0, 10)}: `),
        foreignText(result.exemption.reason, 200),
      ];
    case 'already-exempted':
      return [
        ...subject,
        literal(`is kept until ${result.exemption.until.slice(0, 10)} already, by `),
        mention(result.exemption.by.userId),
        literal(': '),
        foreignText(result.exemption.reason, 200),
      ];
    case 'not-found':
      return [...subject, literal('no longer exists. Nothing was done.')];
    case 'failed':
      return [...subject, literal('was left as it is: '), foreignText(result.message, 300)];
    case 'requested':
      return submissionLine(result.submission, subject);
  }
}

function submissionLine(submission: Submission, subject: readonly RichTextLeaf[]): readonly RichTextLeaf[] {
  switch (submission.kind) {
    case 'submitted':
    case 'duplicate': {
      const { id, status, plan, requester } = submission.request;
      const before =
        submission.kind === 'duplicate'
          ? [literal('already requested by '), mention(requester.userId), literal(': ')]
          : [];
      return [...before, bold(id), literal(` ${STATUS_TEXT[status]}: `), foreignText(plan.title, 300)];
    }
    case 'refused': {
      const [first] = submission.findings;
      return [
        literal('Not requested: '),
        foreignText(submission.title, 300),
        ...(first === undefined ? [] : [literal('. '), italic(first.text, 300)]),
      ];
    }
    case 'forbidden':
      return [
        literal('Not requested: '),
        foreignText(submission.plan.title, 300),
        literal('. '),
        ...ruleRefusal(submission.reason),
      ];
    case 'unresolved':
      return submission.reason === 'not-found'
        ? [...subject, literal('no longer exists, or cannot be read. Nothing was done.')]
        : [...subject, literal('is ambiguous. Nothing was done.')];
  }
}
