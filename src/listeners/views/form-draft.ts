import type { Mistake } from '../../workflows/operations/contract.js';
import { fieldsOf } from '../../workflows/operations/grammar/read-line.js';
import type { Draft, Field, Grammar } from '../../workflows/operations/grammar/types.js';
import { wordsOf } from '../../workflows/operations/grammar/words.js';
import { CHECKED, INPUT } from '../blocks/ids.js';
import type { FormState } from '../payloads.js';

/** What was put into a command's form, as the same draft that a typed line gives. Fields left empty are not in it. */
export function readForm(grammar: Grammar, state: FormState): Draft {
  const entries = fieldsOf(grammar).map((field) => [field.field, valuesOf(field, state)] as const);
  return Object.fromEntries(entries.filter(([, values]) => values.length > 0));
}

function valuesOf({ field, takes }: Field, state: FormState): readonly string[] {
  const input = state[field]?.[INPUT];
  if (takes === 'flag') return input?.selected_options?.some(({ value }) => value === CHECKED) === true ? [''] : [];
  const text = input?.value?.trim() ?? '';
  if (text === '') return [];
  return takes === 'list' ? wordsOf(text).map((word) => word.text) : [text];
}

/** Slack's clients insist on what is required; blanks they let pass. */
export function missingIn(grammar: Grammar, draft: Draft): readonly Mistake[] {
  return fieldsOf(grammar)
    .filter(({ field, required }) => required && draft[field] === undefined)
    .map(({ field, label }) => ({ field, text: `${label} is needed.` }));
}
