import type { InputError } from '../../domain/operations/contract.js';
import { listFields } from '../../domain/command-line/parse-line.js';
import type { Draft, Field, Grammar } from '../../domain/command-line/grammar.js';
import { tokenize } from '../../domain/command-line/tokenize.js';
import { CHECKBOX_VALUE, INPUT_ACTION_ID } from '../blocks/kit/ids.js';
import type { FormState } from '../payloads.js';

/** The values of a command's form, as the draft that a command line gives. Empty fields are missing from it. */
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

/** Slack's clients enforce required fields, but accept blanks. */
export function missingFields(grammar: Grammar, draft: Draft): readonly InputError[] {
  return listFields(grammar)
    .filter(({ field, required }) => required && draft[field] === undefined)
    .map(({ field, label }) => ({ field, text: `${label} is required.` }));
}
