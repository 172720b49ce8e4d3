import * as z from 'zod';
import { isEmpty, isField, type Form, type PlacedField } from './form.js';
import { elementSchema, type Field, type TextElement } from './schema.js';

type RawBlock = Readonly<Record<string, unknown>>;

const holderSchema = z.object({
  block_id: z.string().catch(''),
  element: elementSchema.optional().catch(undefined),
  accessory: elementSchema.optional().catch(undefined),
  elements: z.array(elementSchema.optional().catch(undefined)).catch([]),
  child_blocks: z.array(z.record(z.string(), z.unknown())).catch([]),
});

/** Every field in the blocks, at any depth. */
export function collectFields(blocks: readonly RawBlock[]): readonly PlacedField[] {
  return blocks.flatMap((raw) => {
    const block = holderSchema.parse(raw);
    const fields = [block.element, block.accessory, ...block.elements]
      .filter((element) => element !== undefined)
      .filter(isField)
      .map((field) => ({ blockId: block.block_id, field }));
    return [...fields, ...collectFields(block.child_blocks)];
  });
}

const inputSchema = z.object({
  type: z.literal('input'),
  block_id: z.string(),
  optional: z.boolean().default(false),
  element: elementSchema,
});

/** What Slack's client checks before a form is sent, by block id. https://docs.slack.dev/surfaces/modals */
export function inputErrors(blocks: readonly RawBlock[], form: Form): Readonly<Record<string, string>> {
  const errors = blocks.flatMap((raw) => {
    const block = inputSchema.safeParse(raw);
    if (!block.success) return [];
    const error = inputError(block.data, form);
    return error === undefined ? [] : [[block.data.block_id, error] as const];
  });
  return Object.fromEntries(errors);
}

function inputError(input: z.infer<typeof inputSchema>, form: Form): string | undefined {
  const { element } = input;
  if (!isField(element)) return undefined;
  const entry = form[input.block_id]?.[element.action_id];
  if (entry === undefined || isEmpty(entry)) return input.optional ? undefined : 'Please complete this required field.';
  if (entry.kind === 'choice') return undefined;
  return textError(element, entry.text);
}

function textError(element: Field, text: string): string | undefined {
  if (element.type === 'plain_text_input') return lengthError(element, text);
  if (element.type === 'number_input') return numberError(element, text.trim());
  if (element.type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(text)) return 'Please enter a valid email address.';
  if (element.type === 'url_text_input' && !/^https?:\/\/\S+$/.test(text)) return 'Please enter a valid URL.';
  return undefined;
}

function lengthError({ min_length = 0, max_length = Infinity }: TextElement, text: string): string | undefined {
  if (text.length > max_length) return `Please use ${max_length} characters or fewer.`;
  return text.length < min_length ? `Please use ${min_length} characters or more.` : undefined;
}

function numberError({ is_decimal_allowed, min_value, max_value }: TextElement, text: string): string | undefined {
  const wanted = is_decimal_allowed === true ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
  if (!wanted.test(text)) return 'Please enter a valid number.';
  if (Number(text) < Number(min_value ?? -Infinity)) return `Please enter a number of ${min_value} or more.`;
  return Number(text) > Number(max_value ?? Infinity) ? `Please enter a number of ${max_value} or less.` : undefined;
}
