import * as z from 'zod';
import { plainText, textObject } from '../text/text-object.js';

const confirmSchema = z.object({
  title: plainText.optional(),
  text: textObject,
  confirm: plainText.optional(),
  deny: plainText.optional(),
  style: z.enum(['primary', 'danger']).optional(),
});

export const optionSchema = z.object({
  text: textObject,
  value: z.string().optional(),
  description: textObject.optional(),
  url: z.string().optional(),
});

export const optionGroupSchema = z.object({ label: plainText, options: z.array(optionSchema) });

const actionable = { action_id: z.string(), confirm: confirmSchema.optional() };
const placeholder = { placeholder: plainText.optional(), focus_on_load: z.boolean().optional() };
const dispatch = {
  dispatch_action_config: z.object({ trigger_actions_on: z.array(z.string()).optional() }).optional(),
};
const fixedOptions = {
  options: z.array(optionSchema).optional(),
  option_groups: z.array(optionGroupSchema).optional(),
};
const many = { max_selected_items: z.number().optional() };

const button = z.object({
  type: z.literal('button'),
  ...actionable,
  text: plainText,
  value: z.string().optional(),
  url: z.string().optional(),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: z.string().optional(),
});

const overflow = z.object({ type: z.literal('overflow'), ...actionable, options: z.array(optionSchema) });

const image = z.object({
  type: z.literal('image'),
  image_url: z.string().optional(),
  alt_text: z.string(),
});

const text = z.object({
  type: z.enum(['plain_text_input', 'email_text_input', 'url_text_input', 'number_input']),
  ...actionable,
  ...placeholder,
  ...dispatch,
  initial_value: z.string().optional(),
  multiline: z.boolean().optional(),
  min_length: z.number().optional(),
  max_length: z.number().optional(),
  is_decimal_allowed: z.boolean().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
});

const moment = z.object({
  type: z.enum(['datepicker', 'timepicker', 'datetimepicker']),
  ...actionable,
  ...placeholder,
  initial_date: z.string().optional(),
  initial_time: z.string().optional(),
  initial_date_time: z.number().optional(),
});

const choices = z.object({
  type: z.enum(['radio_buttons', 'checkboxes']),
  ...actionable,
  options: z.array(optionSchema),
  initial_option: optionSchema.optional(),
  initial_options: z.array(optionSchema).optional(),
});

const select = z.object({
  type: z.enum(['static_select', 'external_select', 'multi_static_select', 'multi_external_select']),
  ...actionable,
  ...placeholder,
  ...fixedOptions,
  ...many,
  initial_option: optionSchema.optional(),
  initial_options: z.array(optionSchema).optional(),
  min_query_length: z.number().optional(),
});

const idSelect = z.object({
  type: z.enum([
    'users_select',
    'multi_users_select',
    'conversations_select',
    'multi_conversations_select',
    'channels_select',
    'multi_channels_select',
  ]),
  ...actionable,
  ...placeholder,
  ...many,
  initial_user: z.string().optional(),
  initial_users: z.array(z.string()).optional(),
  initial_conversation: z.string().optional(),
  initial_conversations: z.array(z.string()).optional(),
  initial_channel: z.string().optional(),
  initial_channels: z.array(z.string()).optional(),
});

export const elementSchema = z.discriminatedUnion('type', [
  button,
  overflow,
  image,
  text,
  moment,
  choices,
  select,
  idSelect,
]);

export type Element = z.infer<typeof elementSchema>;
export type ButtonElement = z.infer<typeof button>;
export type OverflowElement = z.infer<typeof overflow>;
export type TextElement = z.infer<typeof text>;
export type MomentElement = z.infer<typeof moment>;
export type ChoicesElement = z.infer<typeof choices>;
export type SelectElement = z.infer<typeof select>;
export type IdSelectElement = z.infer<typeof idSelect>;
export type Option = z.infer<typeof optionSchema>;
export type OptionGroup = z.infer<typeof optionGroupSchema>;
export type Confirm = z.infer<typeof confirmSchema>;
/** Input elements. */
export type Field = TextElement | MomentElement | ChoicesElement | SelectElement | IdSelectElement;
