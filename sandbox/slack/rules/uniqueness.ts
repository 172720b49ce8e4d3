import { rejection, type Violation } from './violation.js';
import { isRecord, collectNodes, type Node } from './tree.js';

/** `block_id` is unique on a surface, `action_id` within its block, and one element at most takes the focus. */
export function uniquenessViolations(blocks: readonly unknown[], at: string): readonly Violation[] {
  const nodes = collectNodes(blocks, at);
  return [
    ...duplicateViolations(nodes, 'block_id'),
    ...blocks.flatMap((block, index) =>
      innermost(block, `${at}/${index}`).flatMap((part) => duplicateViolations(part, 'action_id')),
    ),
    ...nodes
      .filter(({ value }) => value.focus_on_load === true)
      .slice(1)
      .map(({ pointer }) => rejection(`${pointer}/focus_on_load`, 'only one element can have focus_on_load')),
  ];
}

/** The nested objects of each block: a container's children are blocks of their own. */
function innermost(block: unknown, pointer: string): readonly (readonly Node[])[] {
  if (isRecord(block) && Array.isArray(block.child_blocks)) {
    return block.child_blocks.flatMap((child, index) => innermost(child, `${pointer}/child_blocks/${index}`));
  }
  return [collectNodes(block, pointer)];
}

function duplicateViolations(nodes: readonly Node[], key: 'block_id' | 'action_id'): readonly Violation[] {
  const seen = new Set<string>();
  return nodes.flatMap(({ pointer, value }) => {
    const id = value[key];
    if (typeof id !== 'string') return [];
    const again = seen.has(id);
    seen.add(id);
    return again ? [rejection(`${pointer}/${key}`, `${key} already exists: ${id}`)] : [];
  });
}
