import type { Checkboxes, InputBlock, KnownBlock, ModalView, PlainTextInput } from '@slack/types';
import { listFields } from '../../../domain/command-line/parse-line.js';
import type { Draft, Field, Grammar } from '../../../domain/command-line/grammar.js';
import { quoteWord } from '../../../domain/command-line/tokenize.js';
import { button } from '../request/buttons.js';
import { ACTION, CHECKBOX_VALUE, INPUT_ACTION_ID, VIEW } from '../kit/ids.js';
import { code, rich, foreignText, richSection, literal } from '../kit/rich.js';
import { sanitize, truncateForSlack } from '../kit/text.js';

/** Slack's limit for the text of an input. */
const MAX_INPUT_LENGTH = 3_000;

/** The parts of a form. */
export interface CommandFormOptions {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  readonly submit: string;
  readonly grammar: Grammar;
  /** Whether it becomes a request: then it can be checked before it is sent. */
  readonly isChange?: boolean;
}

/** The form of a command, made from its grammar alone, with the draft filled in and the result of a check below. */
export function commandForm(
  { name, summary, usage, submit, grammar, isChange = false }: CommandFormOptions,
  draft: Draft,
  metadata: string,
  below: readonly KnownBlock[] = [],
): ModalView {
  return {
    type: 'modal',
    callback_id: VIEW.command,
    private_metadata: metadata,
    title: { type: 'plain_text', text: truncateForSlack(`/ami ${name}`, 24) },
    submit: { type: 'plain_text', text: submit },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [
      rich(richSection(foreignText(summary), literal('. As a command: '), code(usage))),
      ...listFields(grammar).map((field) => toInput(field, draft, isChange && field.required)),
      ...(isChange ? [CHECK_BUTTON] : []),
      ...below,
    ],
  };
}

/** Enter in a required field does the same. */
const CHECK_BUTTON: KnownBlock = { type: 'actions', elements: [button(ACTION.check, 'Check it first', 'check')] };

/** One field, with its value from the draft. */
export function toInput(field: Field, draft: Draft, dispatches = false): InputBlock {
  const { hint } = field;
  return {
    type: 'input',
    block_id: field.field,
    label: { type: 'plain_text', text: truncateForSlack(sanitize(field.label), 150) },
    ...(hint === undefined ? {} : { hint: { type: 'plain_text', text: truncateForSlack(sanitize(hint), 300) } }),
    optional: !field.required,
    ...(dispatches ? { dispatch_action: true } : {}),
    element:
      field.takes === 'flag'
        ? checkbox(field, draft[field.field] !== undefined)
        : textInput(field, draft[field.field] ?? []),
  };
}

function textInput({ takes, placeholder }: Field, values: readonly string[]): PlainTextInput {
  const initial = takes === 'list' ? values.map(quoteWord).join(', ') : values.join(' ');
  return {
    type: 'plain_text_input',
    action_id: INPUT_ACTION_ID,
    multiline: takes === 'rest',
    max_length: MAX_INPUT_LENGTH,
    ...(initial === '' ? {} : { initial_value: truncateForSlack(initial, MAX_INPUT_LENGTH) }),
    ...(placeholder === undefined
      ? {}
      : { placeholder: { type: 'plain_text', text: truncateForSlack(sanitize(placeholder), 150) } }),
  };
}

function checkbox({ label }: Field, checked: boolean): Checkboxes {
  const option = {
    text: { type: 'plain_text' as const, text: truncateForSlack(sanitize(label), 75) },
    value: CHECKBOX_VALUE,
  };
  return {
    type: 'checkboxes',
    action_id: INPUT_ACTION_ID,
    options: [option],
    ...(checked ? { initial_options: [option] } : {}),
  };
}
