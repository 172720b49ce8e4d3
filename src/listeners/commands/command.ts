import { omitUndefined } from '../../domain/model/omit-undefined.js';
import type { Draft, Grammar } from '../../domain/command-line/grammar.js';
import type { InputError } from '../../domain/operations/contract.js';
import type { RequestPreview } from '../../workflows/use-cases.js';
import { inputErrorsAnswer } from '../blocks/answers/input-errors.js';
import type { CommandHelp } from '../blocks/help/overview.js';
import { admitSender } from '../admission.js';
import type { ListenerContext } from '../context.js';
import { isRepeatedDelivery } from '../deliveries.js';
import type { Sender } from '../payloads.js';

/** A command after `/ami`. Its grammar parses lines and makes the form for missing fields. */
export interface AmiCommand extends CommandHelp {
  /** The label of the form's button. */
  readonly submit: string;
  readonly grammar: Grammar;
  /** Whether it becomes a request, which the approval rules decide. */
  readonly isChange?: boolean;
  /** Validates a draft at once, without any call. */
  readonly prepare: (draft: Draft) => PreparedCommand;
}

/** The command that a form is of. Throws when there is none: forms are made of commands alone. */
export function requireCommand(commands: readonly AmiCommand[], name: string): AmiCommand {
  const command = commands.find((each) => each.name === name);
  if (command === undefined) throw new Error('a form of a command that does not exist');
  return command;
}

export type PreparedCommand =
  | { readonly kind: 'invalid'; readonly errors: readonly InputError[] }
  | {
      readonly kind: 'ready';
      /** Runs the command and answers. */
      readonly answer: (sender: Sender) => Promise<void>;
      /** Whether it runs once for one delivery of Slack: it changes something, or takes many calls. */
      readonly runsOnce: boolean;
      /** Previews a change that the approval rules decide. */
      readonly preview?: () => Promise<RequestPreview>;
    };

export function ready(answer: (sender: Sender) => Promise<void>): PreparedCommand {
  return { kind: 'ready', answer, runsOnce: false };
}

/** A command that must not run again when its delivery is repeated. */
export function readyOnce(answer: (sender: Sender) => Promise<void>): PreparedCommand {
  return { kind: 'ready', answer, runsOnce: true };
}

/** A change that the approval rules decide. */
export function readyChange(
  answer: (sender: Sender) => Promise<void>,
  preview: () => Promise<RequestPreview>,
): PreparedCommand {
  return { kind: 'ready', answer, runsOnce: true, preview };
}

export function invalidCommand(field: string, text: string, suggestion?: string): PreparedCommand {
  return { kind: 'invalid', errors: [{ field, text, ...omitUndefined({ suggestion }) }] };
}

/** Answers a parsed command, for people who may use AMI Steward. Channels have others in them, too. */
export async function runPrepared(
  context: ListenerContext,
  command: AmiCommand,
  prepared: PreparedCommand,
  from: Sender,
): Promise<void> {
  if (prepared.kind === 'invalid') return context.replies.answer(from, inputErrorsAnswer(prepared.errors, command));
  const admission = await admitSender(context, from, command.isChange === true ? 'request' : 'read');
  if (admission.kind === 'refused') return context.replies.answer(from, admission.message);
  if (prepared.runsOnce && (await isRepeatedDelivery(context, from))) return;
  return prepared.answer(admission.sender);
}
