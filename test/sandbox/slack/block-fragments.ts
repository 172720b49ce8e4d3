export type BlockObject = Readonly<Record<string, unknown>>;

/** Block Kit in small, for tests of what Slack takes. */

export function plain(text: string): BlockObject {
  return { type: 'plain_text', text };
}

export function mrkdwn(text: string): BlockObject {
  return { type: 'mrkdwn', text };
}

export function raw(text: string): BlockObject {
  return { type: 'raw_text', text };
}

export function rich(text: string): BlockObject {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] };
}

export function button(more: BlockObject = {}): BlockObject {
  return { type: 'button', text: plain('Go'), action_id: 'go', ...more };
}

export function option(value: string): BlockObject {
  return { text: plain(value), value };
}

export function task(status: string, id = 't1'): BlockObject {
  return { type: 'task_card', task_id: id, title: 'One', status };
}

export const textInput: BlockObject = { type: 'plain_text_input', action_id: 'name' };

export function field(element: BlockObject, more: BlockObject = {}): BlockObject {
  return { type: 'input', label: plain('Name'), element, ...more };
}

export function modal(blocks: readonly BlockObject[], more: BlockObject = {}): BlockObject {
  return { type: 'modal', title: plain('Form'), submit: plain('Send'), blocks, ...more };
}

export function repeat(count: number, of: (index: number) => BlockObject): readonly BlockObject[] {
  return Array.from({ length: count }, (_, index) => of(index));
}
