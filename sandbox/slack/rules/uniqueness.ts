import { refusal, type Breach } from './breach.js';
import { isRecord, nodesOf, type Node } from './tree.js';

/** `block_id` is unique on a surface, `action_id` within its block, and one element at most takes the focus. */
export function uniquenessBreaches(blocks: readonly unknown[], at: string): readonly Breach[] {
  const nodes = nodesOf(blocks, at);
  return [
    ...repeated(nodes, 'block_id'),
    ...blocks.flatMap((block, index) =>
      innermost(block, `${at}/${index}`).flatMap((part) => repeated(part, 'action_id')),
    ),
    ...nodes
      .filter(({ value }) => value.focus_on_load === true)
      .slice(1)
      .map(({ pointer }) => refusal(`${pointer}/focus_on_load`, 'only one element can have focus_on_load')),
  ];
}

/** The objects of each block that holds elements itself: a container's children are blocks of their own. */
function innermost(block: unknown, pointer: string): readonly (readonly Node[])[] {
  if (isRecord(block) && Array.isArray(block.child_blocks)) {
    return block.child_blocks.flatMap((child, index) => innermost(child, `${pointer}/child_blocks/${index}`));
  }
  return [nodesOf(block, pointer)];
}

function repeated(nodes: readonly Node[], key: 'block_id' | 'action_id'): readonly Breach[] {
  const seen = new Set<string>();
  return nodes.flatMap(({ pointer, value }) => {
    const id = value[key];
    if (typeof id !== 'string') return [];
    const again = seen.has(id);
    seen.add(id);
    return again ? [refusal(`${pointer}/${key}`, `${key} already exists: ${id}`)] : [];
  });
}
