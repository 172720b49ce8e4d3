import { z } from 'zod';
import { confirm, optionGroup, plainOption } from './options.js';
import { storedString, plainText } from './text.js';

/** Select menus and multi-select menus (docs: "Select menu element", "Multi-select menu element"). */

const menu = {
  action_id: storedString(255).optional(),
  confirm: confirm.optional(),
  focus_on_load: z.boolean().optional(),
  placeholder: plainText(150).optional(),
};

const many = { max_selected_items: z.int().min(1).optional() };

const source = {
  options: z.array(plainOption).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
};

const external = { min_query_length: z.int().min(0).optional() };

const filter = z
  .strictObject({
    include: z
      .array(z.enum(['im', 'mpim', 'private', 'public']))
      .min(1)
      .optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .refine((value) => Object.keys(value).length > 0, { error: 'the filter is empty' });

const conversations = { default_to_current_conversation: z.boolean().optional(), filter: filter.optional() };
const responds = { response_url_enabled: z.boolean().optional() };
const ids = z.array(z.string().min(1));

export const selects = [
  oneSource(
    z.strictObject({ type: z.literal('static_select'), ...menu, ...source, initial_option: plainOption.optional() }),
  ),
  oneSource(
    z.strictObject({
      type: z.literal('multi_static_select'),
      ...menu,
      ...many,
      ...source,
      initial_options: z.array(plainOption).min(1).optional(),
    }),
  ),
  z.strictObject({ type: z.literal('external_select'), ...menu, ...external, initial_option: plainOption.optional() }),
  z.strictObject({
    type: z.literal('multi_external_select'),
    ...menu,
    ...many,
    ...external,
    initial_options: z.array(plainOption).min(1).optional(),
  }),
  z.strictObject({ type: z.literal('users_select'), ...menu, initial_user: z.string().min(1).optional() }),
  z.strictObject({ type: z.literal('multi_users_select'), ...menu, ...many, initial_users: ids.optional() }),
  z.strictObject({
    type: z.literal('conversations_select'),
    ...menu,
    ...conversations,
    ...responds,
    initial_conversation: z.string().min(1).optional(),
  }),
  z.strictObject({
    type: z.literal('multi_conversations_select'),
    ...menu,
    ...many,
    ...conversations,
    initial_conversations: ids.optional(),
  }),
  z.strictObject({
    type: z.literal('channels_select'),
    ...menu,
    ...responds,
    initial_channel: z.string().min(1).optional(),
  }),
  z.strictObject({ type: z.literal('multi_channels_select'), ...menu, ...many, initial_channels: ids.optional() }),
] as const;

interface Sourced {
  readonly options?: readonly z.infer<typeof plainOption>[] | undefined;
  readonly option_groups?: readonly z.infer<typeof optionGroup>[] | undefined;
  readonly initial_option?: z.infer<typeof plainOption> | undefined;
  readonly initial_options?: readonly z.infer<typeof plainOption>[] | undefined;
}

/** Either options or groups of them. The initial option is exactly one of them. */
function oneSource<S extends z.ZodType<Sourced>>(schema: S): S {
  return schema
    .refine((menu) => (menu.options === undefined) !== (menu.option_groups === undefined), {
      error: 'exactly one of options and option_groups is required',
    })
    .refine((menu) => initiallyChosen(menu).every((option) => isOffered(menu, option)), {
      error: 'the initial option is not one of the options',
    });
}

function initiallyChosen(menu: Sourced): readonly z.infer<typeof plainOption>[] {
  return menu.initial_options ?? [menu.initial_option ?? []].flat();
}

function isOffered(menu: Sourced, option: z.infer<typeof plainOption>): boolean {
  const offered = menu.options ?? menu.option_groups?.flatMap((group) => group.options) ?? [];
  return offered.some(({ value, text }) => value === option.value && text.text === option.text.text);
}
