import type { PortFailure } from '../../workflows/errors.js';
import type { Message } from './message.js';
import { bold, code, rich, said, section, words, type Leaf } from './rich.js';

/** The answer when something failed that is nobody's decision: what to do, and a reference into the log. */
export function failureAnswer(failure: PortFailure | undefined, reference: string): Message {
  return {
    text: `Something went wrong. Reference: ${reference}`,
    blocks: [rich(section(...explain(failure)), section(words('Reference for the log: '), code(reference)))],
  };
}

/** The answer when a form could not be opened because its trigger had run out. */
export function formTooLate(typed: string, usage: string): Message {
  return {
    text: 'The form could not be opened in time. Nothing was requested.',
    blocks: [
      rich(
        section(
          bold('The form could not be opened in time.'),
          words(' Nothing was requested. Try again, or type all of it:'),
        ),
        section(code(typed)),
        section(words('Usage: '), code(usage)),
      ),
    ],
  };
}

/** The same for a button. */
export function pressTooLate(): Message {
  const text = 'Slack did not let the window open in time. Nothing has changed; press the button again.';
  return { text, blocks: [rich(section(words(text)))] };
}

/** For a press on Extend that is about something else: old buttons may say anything. */
export function noTimeToExtend(id: string): Message {
  const text = `${id} was not done for a time: there is nothing to extend.`;
  return { text, blocks: [rich(section(words(text)))] };
}

/** For people of another workspace. */
export function strangerAnswer(): Message {
  const text = 'Only members of the workspace that AMI Steward belongs to can use it. Nothing was requested.';
  return { text, blocks: [rich(section(words(text)))] };
}

function explain(failure: PortFailure | undefined): readonly Leaf[] {
  switch (failure?.kind) {
    case undefined:
      return [
        bold('Something went wrong on my side.'),
        words(' Whoever runs AMI Steward finds out more by the reference.'),
      ];
    case 'throttled':
      return [bold('AWS or Slack is too busy for now.'), words(' Nothing was done; try again in a minute.')];
    case 'denied':
      return [
        bold('I lack a right for that.'),
        words(' '),
        said(failure.message),
        ...(failure.permission === undefined ? [] : [words(' Missing: '), code(failure.permission, 100)]),
      ];
    case 'gone':
      return [bold('What this is about is no longer there.'), words(' '), said(failure.message)];
    case 'refused':
      return [
        bold('This was refused.'),
        words(' '),
        said(failure.message),
        ...(failure.advice === undefined ? [] : [words(' '), said(failure.advice)]),
      ];
    case 'conflict':
      return [bold('Too many people changed this at the same time.'), words(' Try again.')];
    case 'unknown-outcome':
      return [
        bold('No answer came, so nobody knows whether it was done.'),
        words(' Look with /ami requests before you try again.'),
      ];
  }
}
