import type { Block } from './state/entities.js';
import type { Sequence } from './state/sequence.js';
import { isRecord } from './rules/tree.js';

/** Elements that send something when they are used; Slack gives each an `action_id`. */
const INTERACTIVE =
  /^(button|workflow_button|overflow|checkboxes|radio_buttons|icon_button|feedback_buttons)$|_select$|picker$|_input$/;

/** The blocks as Slack stores them: with a `block_id` and `action_id` where the app left one out. */
export function withGeneratedIds(blocks: readonly unknown[], sequence: Sequence): readonly Block[] {
  return blocks.filter(isRecord).map((block) => {
    const known = elementsWithIds(block, sequence);
    const children = Array.isArray(known.child_blocks)
      ? { child_blocks: withGeneratedIds(known.child_blocks, sequence) }
      : {};
    return { ...known, ...children, block_id: known.block_id ?? sequence.id('b') };
  });
}

function elementsWithIds(node: Block, sequence: Sequence): Block {
  const inner = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, valueWithIds(value, sequence)]));
  const isElement = typeof node.type === 'string' && INTERACTIVE.test(node.type);
  return isElement ? { ...inner, action_id: node.action_id ?? sequence.id('a') } : inner;
}

function valueWithIds(value: unknown, sequence: Sequence): unknown {
  if (Array.isArray(value)) return value.map((item) => valueWithIds(item, sequence));
  return isRecord(value) ? elementsWithIds(value, sequence) : value;
}
