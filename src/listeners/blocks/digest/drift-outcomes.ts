import type { DriftOutcome } from '../../../workflows/digest-answers.js';
import type { Directory } from '../../../workflows/facts/directory.js';
import { approversOf } from '../../../workflows/policy/standing.js';
import { requirementsOf } from '../../../workflows/request/decide.js';
import { named } from '../approvals.js';
import { fit } from '../fit.js';
import type { Message } from '../message.js';
import { bold, bullets, italic, mention, rich, said, section, sizeOf, words, type Leaf } from '../rich.js';
import { ruleRefusal } from '../rule-refusal.js';
import { whichShare } from './drift.js';

const BUDGET = 9_000;

/** The private answer to whoever adopts: what became of each share. */
export function driftOutcomes(outcomes: readonly DriftOutcome[], directory: Directory): Message {
  const done = outcomes.filter(isDone).length;
  const headline = done === outcomes.length ? 'Done.' : `${done} of ${outcomes.length} went through.`;
  return { text: `Your answer: ${headline}`, blocks: [rich(section(bold(headline)), list(outcomes, directory))] };
}

/** What everybody is told in the digest's thread; undefined when nothing was adopted. */
export function driftNote(by: string, outcomes: readonly DriftOutcome[], directory: Directory): Message | undefined {
  const done = outcomes.filter(isDone);
  if (done.length === 0) return undefined;
  return {
    text: `An answer for ${done.length === 1 ? 'one share' : `${done.length} shares`}`,
    blocks: [rich(section(words('Answered by '), mention(by), words(':')), list(done, directory))],
  };
}

function isDone({ result }: DriftOutcome): boolean {
  return result.kind === 'adopted';
}

function list(outcomes: readonly DriftOutcome[], directory: Directory) {
  const lines = outcomes.map(({ drift, result }) => [
    ...whichShare(drift, directory),
    words(': '),
    ...becameOf(result),
  ]);
  const { shown, hidden } = fit(lines, sizeOf, BUDGET);
  return bullets([...shown, ...(hidden === 0 ? [] : [[italic(`… ${hidden} more`)]])]);
}

function becameOf(result: DriftOutcome['result']): readonly Leaf[] {
  switch (result.kind) {
    case 'adopted':
      return [words(result.missing === 0 ? 'adopted.' : `adopted by you; ${stillMissing(result.missing)}.`)];
    case 'adopted-already':
      return [words(`you have adopted it already; ${stillMissing(result.missing)}.`)];
    case 'settled':
      return [words('that is no longer so, or is explained by now. Nothing was done.')];
    case 'no-image':
      return [words('the AMI is no longer there. Nothing was done.')];
    case 'forbidden':
      return [words('it cannot be adopted. '), ...ruleRefusal(result.reason)];
    case 'not-allowed':
      return whyNot(result);
    case 'failed':
      return [words('was left as it is: '), said(result.message, 300)];
  }
}

function stillMissing(count: number): string {
  return count === 1 ? 'one more person has to' : `${count} more people have to`;
}

function whyNot({ why, ruling }: Extract<DriftOutcome['result'], { kind: 'not-allowed' }>): readonly Leaf[] {
  switch (why.kind) {
    case 'another-team':
      return [words('only members of this workspace may adopt it.')];
    case 'membership-unknown':
      return [
        words('Slack does not say who belongs to '),
        ...named(why.groups),
        words(', so nobody knows whether you may. Try again in a minute.'),
      ];
    case 'not-an-approver':
      return [words('you may not adopt it. These may: '), ...named(approversOf(requirementsOf(ruling))), words('.')];
  }
}
