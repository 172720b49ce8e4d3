import type { AdmissionRefusal } from '../../../workflows/observation/admission.js';
import type { PortFailure } from '../../../workflows/ports/errors.js';
import type { Message } from '../kit/message.js';
import { bold, code, rich, foreignText, richSection, literal, type RichTextLeaf } from '../kit/rich.js';

/** The answer to a failure that is not a decision: what to do, and a reference into the log. */
export function failureAnswer(failure: PortFailure | undefined, reference: string): Message {
  return {
    text: `Something went wrong. Reference: ${reference}`,
    blocks: [rich(richSection(...explain(failure)), richSection(literal('Reference for the log: '), code(reference)))],
  };
}

/** The answer when a form could not be opened because its trigger had run out. */
export function formExpired(commandLine: string, usage: string): Message {
  return {
    text: 'The form could not be opened in time. Nothing was requested.',
    blocks: [
      rich(
        richSection(
          bold('The form could not be opened in time.'),
          literal(' Nothing was requested. Try again, or type all of it:'),
        ),
        richSection(code(commandLine)),
        richSection(literal('Usage: '), code(usage)),
      ),
    ],
  };
}

/** The same for a button. */
export function buttonExpired(): Message {
  const text = 'The form took too long to open. Nothing was changed. Try again.';
  return { text, blocks: [rich(richSection(literal(text)))] };
}

/** For a press on Extend that concerns something else: old buttons may hold anything. */
export function notExpiring(id: string): Message {
  const text = `${id} has no time limit, so there is nothing to extend.`;
  return { text, blocks: [rich(richSection(literal(text)))] };
}

/** For users of other organizations, guests, and users that Slack did not return. */
export function admissionRefused(code: AdmissionRefusal): Message {
  const text = `${admissionRefusalText(code)} Nothing was requested.`;
  return { text, blocks: [rich(richSection(literal(text)))] };
}

export function admissionRefusalText(code: AdmissionRefusal): string {
  switch (code) {
    case 'another-team':
      return 'Only members of the workspace that AMI Steward belongs to can use it.';
    case 'guest':
      return 'Guests of this workspace cannot do this.';
    case 'standing-unknown':
      return 'Slack did not return who you are, so your permission cannot be checked. Try again in a minute.';
  }
}

function explain(failure: PortFailure | undefined): readonly RichTextLeaf[] {
  switch (failure?.kind) {
    case undefined:
      return [bold('Internal error.'), literal(' Give the log reference below to your AMI Steward administrator.')];
    case 'throttled':
      return [bold('AWS or Slack is temporarily unavailable.'), literal(' Nothing was done; try again in a minute.')];
    case 'access-denied':
      return [
        bold('AMI Steward does not have permission to do that.'),
        literal(' '),
        foreignText(failure.message),
        ...(failure.permission === undefined ? [] : [literal(' Missing: '), code(failure.permission, 100)]),
      ];
    case 'not-found':
      return [bold('The resource no longer exists.'), literal(' '), foreignText(failure.message)];
    case 'rejected':
      return [
        bold('This was refused.'),
        literal(' '),
        foreignText(failure.message),
        ...(failure.advice === undefined ? [] : [literal(' '), foreignText(failure.advice)]),
      ];
    case 'conflict':
      return [bold('This was changed by others at the same time.'), literal(' Try again.')];
    case 'unknown-outcome':
      return [
        bold('The outcome is unknown because no response arrived.'),
        literal(' Check /ami requests before you try again.'),
      ];
  }
}
