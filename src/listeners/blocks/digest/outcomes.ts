import { accountLabel, type Directory } from '../../../workflows/facts/directory.js';
import type { StaleOutcome } from '../../../workflows/digest-answers.js';
import type { Submission } from '../../../workflows/submission.js';
import { fit } from '../fit.js';
import type { Message } from '../message.js';
import { bold, bullets, italic, mention, rich, said, section, sizeOf, words, type Leaf } from '../rich.js';
import { ruleRefusal } from '../rule-refusal.js';
import { STATUS_WORD } from '../status.js';

const BUDGET = 9_000;

/** The private answer to whoever answered: what became of each AMI. */
export function staleOutcomes(outcomes: readonly StaleOutcome[], directory: Directory): Message {
  const done = outcomes.filter(isDone).length;
  const headline = done === outcomes.length ? 'Done.' : `${done} of ${outcomes.length} went through.`;
  return {
    text: `Your answer: ${headline}`,
    blocks: [rich(section(bold(headline)), list(outcomes, directory))],
  };
}

/** What everybody is told in the digest's thread; undefined when nothing was kept or asked for. */
export function staleNote(by: string, outcomes: readonly StaleOutcome[], directory: Directory): Message | undefined {
  const done = outcomes.filter(isDone);
  if (done.length === 0) return undefined;
  return {
    text: `An answer for ${done.length === 1 ? 'one stale AMI' : `${done.length} stale AMIs`}`,
    blocks: [rich(section(words('Answered by '), mention(by), words(':')), list(done, directory))],
  };
}

function isDone({ result }: StaleOutcome): boolean {
  return result.kind === 'kept' || (result.kind === 'asked' && result.submission.kind === 'submitted');
}

function list(outcomes: readonly StaleOutcome[], directory: Directory) {
  const lines = outcomes.map((outcome) => lineOf(outcome, directory));
  const { shown, hidden } = fit(lines, sizeOf, BUDGET);
  return bullets([...shown, ...(hidden === 0 ? [] : [[italic(`… ${hidden} more`)]])]);
}

function lineOf(outcome: StaleOutcome, directory: Directory): readonly Leaf[] {
  const { image, name, result } = outcome;
  const place = `${image.region}, ${accountLabel(directory, image.account)}`;
  const which = [
    bold(name ?? image.imageId, 128),
    words(` (${name === undefined ? '' : `${image.imageId}, `}${place}) `),
  ];
  switch (result.kind) {
    case 'kept':
      return [...which, words(`is kept until ${result.keep.until.slice(0, 10)}: `), said(result.keep.reason, 200)];
    case 'kept-already':
      return [
        ...which,
        words(`is kept until ${result.keep.until.slice(0, 10)} already, by `),
        mention(result.keep.by.userId),
        words(': '),
        said(result.keep.reason, 200),
      ];
    case 'gone':
      return [...which, words('is no longer there. Nothing was done.')];
    case 'failed':
      return [...which, words('was left as it is: '), said(result.message, 300)];
    case 'asked':
      return askedLine(result.submission, which);
  }
}

function askedLine(submission: Submission, which: readonly Leaf[]): readonly Leaf[] {
  switch (submission.kind) {
    case 'submitted':
    case 'duplicate': {
      const { id, status, plan, requester } = submission.request;
      const before =
        submission.kind === 'duplicate' ? [words('asked for already by '), mention(requester.userId), words(': ')] : [];
      return [...before, bold(id), words(` ${STATUS_WORD[status]}: `), said(plan.title, 300)];
    }
    case 'refused': {
      const [first] = submission.findings;
      return [
        words('Not requested: '),
        said(submission.title, 300),
        ...(first === undefined ? [] : [words('. '), italic(first.text, 300)]),
      ];
    }
    case 'forbidden':
      return [
        words('Not requested: '),
        said(submission.plan.title, 300),
        words('. '),
        ...ruleRefusal(submission.reason),
      ];
    case 'no-image':
    case 'no-instance':
    case 'no-recycled':
      return [...which, words('is no longer there, or cannot be looked at. Nothing was done.')];
    case 'several-images':
    case 'uncertain-image':
    case 'several-instances':
    case 'uncertain-instance':
    case 'several-recycled':
    case 'uncertain-recycled':
      return [...which, words('could not be told from others. Nothing was done.')];
  }
}
