import type { InputError } from '../../domain/operations/contract.js';
import { listFields } from '../../domain/command-line/parse-line.js';
import type { Draft, Field, Grammar } from '../../domain/command-line/grammar.js';
import { tokenize } from '../../domain/command-line/tokenize.js';
import { CHECKBOX_VALUE, INPUT_ACTION_ID } from '../blocks/kit/ids.js';
import type { FormState } from '../payloads.js';

/** What was put into a command's form, as the same draft that a typed line gives. Fields left empty are not in it. */
export function parseForm(grammar: Grammar, state: FormState): Draft {
  const entries = listFields(grammar).map((field) => [field.field, fieldValues(field, state)] as const);
  return Object.fromEntries(entries.filter(([, values]) => values.length > 0));
}

function fieldValues({ field, takes }: Field, state: FormState): readonly string[] {
  const input = state[field]?.[INPUT_ACTION_ID];
  if (takes === 'flag')
    return input?.selected_options?.some(({ value }) => value === CHECKBOX_VALUE) === true ? [''] : [];
  const text = input?.value?.trim() ?? '';
  if (text === '') return [];
  return takes === 'list' ? tokenize(text).map((token) => token.text) : [text];
}

/** Slack's clients insist on what is required; blanks they let pass. */
export function missingFields(grammar: Grammar, draft: Draft): readonly InputError[] {
  return listFields(grammar)
    .filter(({ field, required }) => required && draft[field] === undefined)
    .map(({ field, label }) => ({ field, text: `${label} is needed.` }));
}
