export type Thing = Readonly<Record<string, unknown>>;

/** Block Kit in small, for tests of what Slack takes. */

export function plain(text: string): Thing {
  return { type: 'plain_text', text };
}

export function mrkdwn(text: string): Thing {
  return { type: 'mrkdwn', text };
}

export function raw(text: string): Thing {
  return { type: 'raw_text', text };
}

export function rich(text: string): Thing {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] };
}

export function button(more: Thing = {}): Thing {
  return { type: 'button', text: plain('Go'), action_id: 'go', ...more };
}

export function option(value: string): Thing {
  return { text: plain(value), value };
}

export function task(status: string, id = 't1'): Thing {
  return { type: 'task_card', task_id: id, title: 'One', status };
}

export const typed: Thing = { type: 'plain_text_input', action_id: 'name' };

export function field(element: Thing, more: Thing = {}): Thing {
  return { type: 'input', label: plain('Name'), element, ...more };
}

export function modal(blocks: readonly Thing[], more: Thing = {}): Thing {
  return { type: 'modal', title: plain('Form'), submit: plain('Send'), blocks, ...more };
}

export function many(count: number, of: (index: number) => Thing): readonly Thing[] {
  return Array.from({ length: count }, (_, index) => of(index));
}
