import { isRecord, collectNodes } from '../rules/tree.js';
import type { Block } from '../state/entities.js';

/** An input element, and its block. */
export interface PlacedField {
  readonly block: Block;
  readonly blockId: string;
  readonly actionId: string;
  readonly element: Block;
}

export type Values = Readonly<Record<string, Readonly<Record<string, Block>>>>;

const FIELD = /(_input|_select|picker|checkboxes|radio_buttons)$/;

/** Every field of some blocks, those of containers included. */
export function findFields(blocks: unknown): readonly PlacedField[] {
  return leafBlocks(blocks).flatMap((block) =>
    collectNodes(block, '').flatMap(({ value }) => {
      const isField = typeof value.type === 'string' && FIELD.test(value.type);
      if (!isField || typeof value.action_id !== 'string') return [];
      return [{ block, blockId: String(block.block_id), actionId: value.action_id, element: value }];
    }),
  );
}

/** The block with an element of this `action_id`, and the element. */
export function findElement(
  blocks: unknown,
  actionId: string,
  blockId?: string,
): { readonly block: Block; readonly element: Block } | undefined {
  for (const block of leafBlocks(blocks)) {
    if (blockId !== undefined && block.block_id !== blockId) continue;
    const found = collectNodes(block, '').find(({ value }) => value.action_id === actionId);
    if (found !== undefined) return { block, element: found.value };
  }
  return undefined;
}

/** The values of the fields: what was entered, otherwise the initial values. As `view.state.values`. */
export function collectValues(blocks: unknown, entered: unknown): Values {
  const values: Record<string, Record<string, Block>> = {};
  for (const { blockId, actionId, element } of findFields(blocks)) {
    const block = isRecord(entered) ? entered[blockId] : undefined;
    const entry = isRecord(block) ? block[actionId] : undefined;
    const begun = initialEntry(element);
    values[blockId] = { ...values[blockId], [actionId]: isRecord(entry) ? { ...begun, ...entry } : begun };
  }
  return values;
}

/** Whether nothing was entered. */
export function isEmptyEntry(entry: Block): boolean {
  return Object.entries(entry).every(([key, value]) => key === 'type' || isNothing(value));
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

function leafBlocks(blocks: unknown): readonly Block[] {
  if (!Array.isArray(blocks)) return [];
  return blocks
    .filter(isRecord)
    .flatMap((block) => ('child_blocks' in block ? leafBlocks(block.child_blocks) : [block]));
}

function initialEntry(element: Block): Block {
  const type = String(element.type);
  const many = type.startsWith('multi_') || type === 'checkboxes';
  const [key, initial] = many ? MANY[fieldKind(type)] : ONE[fieldKind(type)];
  return { type, [key]: element[initial] ?? (many ? [] : null) };
}

type Kind = 'text' | 'option' | 'user' | 'conversation' | 'channel' | 'date' | 'time' | 'moment' | 'rich' | 'file';

function fieldKind(type: string): Kind {
  if (type.endsWith('users_select')) return 'user';
  if (type.endsWith('conversations_select')) return 'conversation';
  if (type.endsWith('channels_select')) return 'channel';
  if (type.endsWith('_select') || type === 'checkboxes' || type === 'radio_buttons') return 'option';
  if (type === 'datepicker') return 'date';
  if (type === 'timepicker') return 'time';
  if (type === 'datetimepicker') return 'moment';
  if (type === 'rich_text_input') return 'rich';
  return type === 'file_input' ? 'file' : 'text';
}

const ONE: Readonly<Record<Kind, readonly [string, string]>> = {
  text: ['value', 'initial_value'],
  option: ['selected_option', 'initial_option'],
  user: ['selected_user', 'initial_user'],
  conversation: ['selected_conversation', 'initial_conversation'],
  channel: ['selected_channel', 'initial_channel'],
  date: ['selected_date', 'initial_date'],
  time: ['selected_time', 'initial_time'],
  moment: ['selected_date_time', 'initial_date_time'],
  rich: ['rich_text_value', 'initial_value'],
  file: ['files', 'initial_files'],
};

const MANY: Readonly<Record<Kind, readonly [string, string]>> = {
  ...ONE,
  option: ['selected_options', 'initial_options'],
  user: ['selected_users', 'initial_users'],
  conversation: ['selected_conversations', 'initial_conversations'],
  channel: ['selected_channels', 'initial_channels'],
};
