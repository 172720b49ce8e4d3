import { fieldsOf, isEmptyEntry, type Values } from './fields.js';

/** What Slack's client has against a form before it sends it, by block id: nothing entered, or too little or much. */
export function missingEntries(blocks: unknown, values: Values): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fieldsOf(blocks).flatMap(({ block, blockId, actionId, element }) => {
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
  { min_length: least, max_length: most }: Readonly<Record<string, unknown>>,
  entered: unknown,
): string | undefined {
  if (typeof entered !== 'string') return undefined;
  const length = [...entered].length;
  if (typeof least === 'number' && length < least) return `Must be at least ${least} characters.`;
  return typeof most === 'number' && length > most ? `Must be at most ${most} characters.` : undefined;
}
