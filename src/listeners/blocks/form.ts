import type { Checkboxes, InputBlock, KnownBlock, ModalView, PlainTextInput } from '@slack/types';
import { fieldsOf } from '../../workflows/operations/grammar/read-line.js';
import type { Draft, Field, Grammar } from '../../workflows/operations/grammar/types.js';
import { quoteWord } from '../../workflows/operations/grammar/words.js';
import { button } from './buttons.js';
import { ACTION, CHECKED, INPUT, VIEW } from './ids.js';
import { code, rich, said, section, words } from './rich.js';
import { clean, cut } from './text.js';

/** Slack's limit for what is typed into an input. */
const LONGEST_INPUT = 3_000;

/** What a form is made of. */
export interface Asking {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  readonly submit: string;
  readonly grammar: Grammar;
  /** Whether it becomes a request: then it can be checked before it is sent. */
  readonly isChange?: boolean;
}

/** The form of a command, made of its grammar alone, with what was said filled in and what a check has shown below. */
export function commandForm(
  { name, summary, usage, submit, grammar, isChange = false }: Asking,
  draft: Draft,
  metadata: string,
  below: readonly KnownBlock[] = [],
): ModalView {
  return {
    type: 'modal',
    callback_id: VIEW.command,
    private_metadata: metadata,
    title: { type: 'plain_text', text: cut(`/ami ${name}`, 24) },
    submit: { type: 'plain_text', text: submit },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [
      rich(section(said(summary), words('. As a command: '), code(usage))),
      ...fieldsOf(grammar).map((field) => inputOf(field, draft, isChange && field.required)),
      ...(isChange ? [CHECK] : []),
      ...below,
    ],
  };
}

/** Enter in a required field does the same. */
const CHECK: KnownBlock = { type: 'actions', elements: [button(ACTION.check, 'Check it first', 'check')] };

/** One field, with what was said of it filled in. */
export function inputOf(field: Field, draft: Draft, dispatches = false): InputBlock {
  const { hint } = field;
  return {
    type: 'input',
    block_id: field.field,
    label: { type: 'plain_text', text: cut(clean(field.label), 150) },
    ...(hint === undefined ? {} : { hint: { type: 'plain_text', text: cut(clean(hint), 300) } }),
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
    action_id: INPUT,
    multiline: takes === 'rest',
    max_length: LONGEST_INPUT,
    ...(initial === '' ? {} : { initial_value: cut(initial, LONGEST_INPUT) }),
    ...(placeholder === undefined ? {} : { placeholder: { type: 'plain_text', text: cut(clean(placeholder), 150) } }),
  };
}

function checkbox({ label }: Field, checked: boolean): Checkboxes {
  const option = { text: { type: 'plain_text' as const, text: cut(clean(label), 75) }, value: CHECKED };
  return { type: 'checkboxes', action_id: INPUT, options: [option], ...(checked ? { initial_options: [option] } : {}) };
}
