import { findFields, isEmptyEntry, type Values } from './fields.js';

/** What Slack's client has against a form before it sends it, by block id: nothing entered, or too little or much. */
export function entryErrors(blocks: unknown, values: Values): Readonly<Record<string, string>> {
  return Object.fromEntries(
    findFields(blocks).flatMap(({ block, blockId, actionId, element }) => {
      const entry = values[blockId]?.[actionId];
      if (block.type !== 'input' || entry === undefined) return [];
      if (isEmptyEntry(entry))
        return block.optional === true ? [] : [[blockId, 'Please complete this required field.']];
      const problem = lengthProblem(element, entry.value);
      return problem === undefined ? [] : [[blockId, problem]];
    }),
  );
}

function lengthProblem(
  { min_length: min, max_length: max }: Readonly<Record<string, unknown>>,
  entered: unknown,
): string | undefined {
  if (typeof entered !== 'string') return undefined;
  const length = [...entered].length;
  if (typeof min === 'number' && length < min) return `Must be at least ${min} characters.`;
  return typeof max === 'number' && length > max ? `Must be at most ${max} characters.` : undefined;
}
