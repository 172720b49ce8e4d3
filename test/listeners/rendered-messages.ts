import { z } from 'zod';

/** Blocks as the lines that a person reads, for tests that read the same. */

const leaf = z.looseObject({ type: z.string() });
const part = z.looseObject({ type: z.string(), elements: z.array(leaf).default([]) });

export function renderedLines(blocks: readonly unknown[]): readonly string[] {
  return z.array(leaf).parse(blocks).flatMap(blockLines);
}

function blockLines(block: z.infer<typeof leaf>): readonly string[] {
  switch (block.type) {
    case 'header':
      return [`# ${textOf(block.text)}`];
    case 'rich_text':
      return part.parse(block).elements.flatMap(partLines);
    case 'plan':
      return [`${String(block.title)}:`, ...z.array(leaf).parse(block.tasks).map(taskLine)];
    case 'actions':
      return [
        part
          .parse(block)
          .elements.map((button) => `[${textOf(button.text)}]`)
          .join(' '),
      ];
    case 'divider':
      return [];
    case 'alert':
      return [`(${String(block.level)}) ${textOf(block.text)}`];
    case 'input':
      return [inputLine(block)];
    case 'data_table':
      return [`${String(block.caption)}:`, ...z.array(z.array(leaf)).parse(block.rows).map(rowLine)];
    default:
      throw new Error(`unexpected block ${block.type}`);
  }
}

function partLines(element: z.infer<typeof leaf>): readonly string[] {
  const { type, elements } = part.parse(element);
  if (type === 'rich_text_list') return elements.map((item) => `- ${collectLeaves(item)}`);
  return [`${type === 'rich_text_quote' ? '> ' : ''}${collectLeaves(element)}`];
}

function collectLeaves(element: z.infer<typeof leaf>): string {
  return part.parse(element).elements.map(leafText).join('');
}

function leafText(element: z.infer<typeof leaf>): string {
  switch (element.type) {
    case 'text':
      return String(element.text);
    case 'user':
      return `@${String(element.user_id)}`;
    case 'usergroup':
      return `@${String(element.usergroup_id)}`;
    case 'channel':
      return `#${String(element.channel_id)}`;
    case 'date':
      return String(element.fallback);
    case 'emoji':
      return `:${String(element.name)}:`;
    case 'link':
      return `${String(element.text)} (${String(element.url)})`;
    default:
      throw new Error(`unexpected block ${element.type}`);
  }
}

function taskLine(task: z.infer<typeof leaf>): string {
  const output = task.output === undefined ? '' : ` = ${renderedLines([task.output]).join(' ')}`;
  return `(${String(task.status)}) ${String(task.title)} < ${renderedLines([task.details]).join(' ')}${output}`;
}

function rowLine(cells: readonly z.infer<typeof leaf>[]): string {
  return cells
    .map((cell) => (cell.type === 'rich_text' ? renderedLines([cell]).join(' ') : String(cell.text)))
    .join(' | ');
}

const element = z.object({
  type: z.string(),
  initial_value: z.string().default(''),
  initial_options: z.unknown().optional(),
});

function inputLine(block: z.infer<typeof leaf>): string {
  const { type, initial_value: text, initial_options: checked } = element.parse(block.element);
  const value = type === 'checkboxes' ? (checked === undefined ? '☐' : '☑') : text;
  return `${textOf(block.label)}${block.optional === true ? '' : '*'}: ${value}`;
}

function textOf(text: unknown): string {
  return z.looseObject({ text: z.string() }).parse(text).text;
}
