import type { Element, Field, IdSelectElement, Option } from './schema.js';

/** The value of one element: text, or chosen options (ids of users and channels are options, too). */
export type Entry =
  | { readonly kind: 'text'; readonly type: Field['type']; readonly text: string }
  | { readonly kind: 'choice'; readonly type: Field['type']; readonly chosen: readonly Option[] };

/** Everything entered on one surface, by block id and action id. */
export type Form = Readonly<Record<string, Readonly<Record<string, Entry>>>>;

export interface PlacedField {
  readonly blockId: string;
  readonly field: Field;
}

export function isField(element: Element): element is Field {
  return element.type !== 'button' && element.type !== 'overflow' && element.type !== 'image';
}

/**
 * The form after a surface was rendered again: values stay where block id, action id and type are the same, as Slack
 * keeps them when a view is updated. Everything else starts with its initial value.
 */
export function fillForm(fields: readonly PlacedField[], entered: Form): Form {
  const form: Record<string, Record<string, Entry>> = {};
  for (const { blockId, field } of fields) {
    const before = entered[blockId]?.[field.action_id];
    const entry = before?.type === field.type ? before : initialEntry(field);
    form[blockId] = { ...form[blockId], [field.action_id]: entry };
  }
  return form;
}

export function withEntry(form: Form, blockId: string, actionId: string, entry: Entry): Form {
  return { ...form, [blockId]: { ...form[blockId], [actionId]: entry } };
}

/** As Slack sends it: `view.state.values`. */
export function slackState(form: Form): Record<string, Record<string, unknown>> {
  return mapValues(form, (block) => mapValues(block, slackEntry));
}

/** One entry as Slack sends it, in the state and in an action. */
export function slackEntry(entry: Entry): { readonly type: string } & Readonly<Record<string, unknown>> {
  const { type } = entry;
  const key = STATE_KEYS[type];
  if (entry.kind === 'text') return { type, [key]: textValue(type, entry.text) };
  const isOption = key === 'selected_option' || key === 'selected_options';
  const values = entry.chosen.map((option) => (isOption ? option : (option.value ?? '')));
  return { type, [key]: isMulti(type) ? values : (values[0] ?? null) };
}

/**
 * The path of a value in Slack's state. https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
 */
const STATE_KEYS: Readonly<Record<Field['type'], string>> = {
  plain_text_input: 'value',
  email_text_input: 'value',
  url_text_input: 'value',
  number_input: 'value',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  datetimepicker: 'selected_date_time',
  radio_buttons: 'selected_option',
  checkboxes: 'selected_options',
  static_select: 'selected_option',
  external_select: 'selected_option',
  multi_static_select: 'selected_options',
  multi_external_select: 'selected_options',
  users_select: 'selected_user',
  multi_users_select: 'selected_users',
  conversations_select: 'selected_conversation',
  multi_conversations_select: 'selected_conversations',
  channels_select: 'selected_channel',
  multi_channels_select: 'selected_channels',
};

export function isMulti(type: Field['type']): boolean {
  return type === 'checkboxes' || type.startsWith('multi_');
}

export function isEmpty(entry: Entry): boolean {
  return entry.kind === 'text' ? entry.text.trim() === '' : entry.chosen.length === 0;
}

function textValue(type: Field['type'], text: string): string | number | null {
  if (text === '') return null;
  return type === 'datetimepicker' ? Date.parse(text) / 1000 : text;
}

function initialEntry(field: Field): Entry {
  const { type } = field;
  switch (type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { kind: 'text', type, text: field.initial_value ?? '' };
    case 'datepicker':
      return { kind: 'text', type, text: field.initial_date ?? '' };
    case 'timepicker':
      return { kind: 'text', type, text: field.initial_time ?? '' };
    case 'datetimepicker':
      return { kind: 'text', type, text: localMinute(field.initial_date_time) };
    case 'radio_buttons':
    case 'checkboxes':
    case 'static_select':
    case 'external_select':
    case 'multi_static_select':
    case 'multi_external_select':
      return { kind: 'choice', type, chosen: field.initial_options ?? [field.initial_option ?? []].flat() };
    case 'users_select':
    case 'multi_users_select':
    case 'conversations_select':
    case 'multi_conversations_select':
    case 'channels_select':
    case 'multi_channels_select':
      return { kind: 'choice', type, chosen: initialIds(field).map((id) => idOption(id, id)) };
  }
}

/** Users and channels are chosen like options. Only their ids are sent. */
export function idOption(id: string, label: string): Option {
  return { text: { type: 'plain_text', text: label, emoji: false }, value: id };
}

function initialIds(field: IdSelectElement): readonly string[] {
  const many = field.initial_users ?? field.initial_conversations ?? field.initial_channels;
  return many ?? [field.initial_user ?? field.initial_conversation ?? field.initial_channel ?? []].flat();
}

/** As a `datetime-local` input takes it: `2026-11-24T09:30`, in the reader's time. */
function localMinute(seconds: number | undefined): string {
  if (seconds === undefined) return '';
  const date = new Date(seconds * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
