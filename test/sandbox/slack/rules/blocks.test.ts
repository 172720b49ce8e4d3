import { describe, expect, test } from '@jest/globals';
import { messageViolations } from '../../../../sandbox/slack/rules/index.js';
import {
  button,
  field,
  repeat,
  mrkdwn,
  plain,
  raw,
  rich,
  task,
  textInput,
  type BlockObject,
} from '../block-fragments.js';

type Row = readonly [rule: string, accepted: BlockObject, refused: BlockObject, words: string];

function messageProblems(...blocks: readonly BlockObject[]): readonly string[] {
  return messageViolations({ text: 'Hello', blocks });
}

function testBlocks(rows: readonly Row[]): void {
  test.each(rows)('%s', (_rule, accepted, refused, words) => {
    expect(messageProblems(accepted)).toEqual([]);
    expect(messageProblems(refused)).toContain(words);
  });
}

describe('texts, sections, headers and contexts', () => {
  testBlocks([
    [
      'a section has at most 3,000 characters',
      { type: 'section', text: plain('x'.repeat(3000)) },
      { type: 'section', text: plain('x'.repeat(3001)) },
      '[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'lengths are measured on the escaped text',
      { type: 'header', text: plain('&'.repeat(30)) },
      { type: 'header', text: plain('&'.repeat(31)) },
      '[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'escaped mrkdwn is not escaped again',
      { type: 'section', fields: [mrkdwn('&amp;'.repeat(400))] },
      { type: 'section', fields: [mrkdwn('&amp;'.repeat(401))] },
      '[ERROR] must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
    ],
    [
      'characters count as whole code points',
      { type: 'header', text: plain('🧊'.repeat(150)) },
      { type: 'header', text: plain('🧊'.repeat(151)) },
      '[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'a text is not empty',
      { type: 'section', text: plain('x') },
      { type: 'section', text: plain('') },
      '[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'a section has a text or fields',
      { type: 'section', fields: [plain('x')] },
      { type: 'section' },
      '[ERROR] one of text and fields is required [json-pointer:/blocks/0]',
    ],
    [
      'a section has at most 10 fields',
      { type: 'section', fields: repeat(10, () => plain('x')) },
      { type: 'section', fields: repeat(11, () => plain('x')) },
      '[ERROR] no more than 10 items allowed [json-pointer:/blocks/0/fields]',
    ],
    [
      'a header has plain text',
      { type: 'header', text: plain('x') },
      { type: 'header', text: mrkdwn('x') },
      '[ERROR] must be a valid enum value: plain_text [json-pointer:/blocks/0/text/type]',
    ],
    [
      'a context has at most 10 elements',
      { type: 'context', elements: repeat(10, () => mrkdwn('x')) },
      { type: 'context', elements: repeat(11, () => mrkdwn('x')) },
      '[ERROR] no more than 10 items allowed [json-pointer:/blocks/0/elements]',
    ],
  ]);
});

describe('images, tasks, tables, cards and rich text', () => {
  testBlocks([
    [
      'an image has exactly one source',
      { type: 'image', alt_text: 'x', image_url: 'https://example.com/x.png' },
      { type: 'image', alt_text: 'x' },
      '[ERROR] exactly one of image_url and slack_file is required [json-pointer:/blocks/0]',
    ],
    [
      'a required field is present',
      field(textInput),
      { type: 'input', element: textInput },
      '[ERROR] missing required field: label [json-pointer:/blocks/0]',
    ],
    [
      'an unknown property is refused',
      { type: 'divider' },
      { type: 'divider', color: 'red' },
      '[ERROR] invalid additional property: color [json-pointer:/blocks/0]',
    ],
    [
      'an unknown block type is refused',
      { type: 'divider' },
      { type: 'banner' },
      '[ERROR] unsupported type [json-pointer:/blocks/0/type]',
    ],
    [
      'alerts are allowed only in modals',
      { type: 'section', text: plain('x') },
      { type: 'alert', text: plain('x') },
      '[ERROR] unsupported type [json-pointer:/blocks/0/type]',
    ],
    [
      'a pending task is allowed only in a plan',
      { type: 'plan', title: 'Plan', tasks: [task('pending')] },
      task('pending'),
      '[ERROR] must be a valid enum value: in_progress, complete, error [json-pointer:/blocks/0/status]',
    ],
    [
      "a plan's title is a bare string",
      { type: 'plan', title: 'Plan' },
      { type: 'plan', title: plain('Plan') },
      '[ERROR] Invalid input: expected string, received object [json-pointer:/blocks/0/title]',
    ],
    [
      "a plan's tasks have different ids",
      { type: 'plan', title: 'Plan', tasks: [task('pending', 'a'), task('pending', 'b')] },
      { type: 'plan', title: 'Plan', tasks: [task('pending', 'a'), task('pending', 'a')] },
      '[ERROR] task_id must be unique [json-pointer:/blocks/0/tasks]',
    ],
    [
      'a table has at most 20 columns',
      { type: 'table', rows: [repeat(20, () => raw('x'))] },
      { type: 'table', rows: [repeat(21, () => raw('x'))] },
      '[ERROR] no more than 20 items allowed [json-pointer:/blocks/0/rows/0]',
    ],
    [
      'tables have at most 10,000 characters in total',
      { type: 'table', rows: [[raw('x'.repeat(10_000))]] },
      { type: 'table', rows: [[raw('x'.repeat(10_001))]] },
      '[ERROR] table blocks together must be less than 10001 characters [json-pointer:/blocks]',
    ],
    [
      'a data table has a header and a row',
      { type: 'data_table', caption: 'x', rows: [[raw('a')], [raw('b')]] },
      { type: 'data_table', caption: 'x', rows: [[raw('a')]] },
      '[ERROR] must provide at least 2 items [json-pointer:/blocks/0/rows]',
    ],
    [
      'a data table has a caption',
      { type: 'data_table', caption: 'x', rows: [[raw('a')], [raw('b')]] },
      { type: 'data_table', rows: [[raw('a')], [raw('b')]] },
      '[ERROR] missing required field: caption [json-pointer:/blocks/0]',
    ],
    [
      "a data table's rows are equally long",
      { type: 'data_table', caption: 'x', rows: [[raw('a')], [raw('b')]] },
      { type: 'data_table', caption: 'x', rows: [[raw('a')], [raw('b'), raw('c')]] },
      '[ERROR] all rows must have the same number of cells [json-pointer:/blocks/0/rows]',
    ],
    [
      'a card has content',
      { type: 'card', title: mrkdwn('x') },
      { type: 'card', subtitle: mrkdwn('x') },
      '[ERROR] one of hero_image, title, body and actions is required [json-pointer:/blocks/0]',
    ],
    [
      'a card has at most 3 buttons',
      { type: 'card', actions: repeat(3, (index) => button({ action_id: `go${index}` })) },
      { type: 'card', actions: repeat(4, (index) => button({ action_id: `go${index}` })) },
      '[ERROR] no more than 3 items allowed [json-pointer:/blocks/0/actions]',
    ],
    [
      'a container holds at most 10 blocks',
      { type: 'container', title: plain('x'), child_blocks: repeat(10, () => ({ type: 'divider' })) },
      { type: 'container', title: plain('x'), child_blocks: repeat(11, () => ({ type: 'divider' })) },
      '[ERROR] no more than 10 items allowed [json-pointer:/blocks/0/child_blocks]',
    ],
    [
      'a markdown block has at most 12,000 characters',
      { type: 'markdown', text: 'x'.repeat(12_000) },
      { type: 'markdown', text: 'x'.repeat(12_001) },
      '[ERROR] must be less than 12001 characters [json-pointer:/blocks/0/text]',
    ],
    [
      'a rich text element has its required fields',
      rich('x'),
      { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text' }] }] },
      '[ERROR] missing required field: text [json-pointer:/blocks/0/elements/0/elements/0]',
    ],
    [
      'a broad mention in rich text is a violation',
      rich('@channel'),
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'broadcast', range: 'channel' }] }],
      },
      '[ERROR] mentions everyone [json-pointer:/blocks/0/elements/0/elements/0]',
    ],
  ]);
});

describe('the blocks of a message', () => {
  test('are at most 50', () => {
    expect(messageProblems(...repeat(50, () => ({ type: 'divider' })))).toEqual([]);
    expect(messageProblems(...repeat(51, () => ({ type: 'divider' })))).toEqual([
      '[ERROR] no more than 50 items allowed [json-pointer:/blocks]',
    ]);
  });

  test('have unique IDs', () => {
    expect(messageProblems({ type: 'divider', block_id: 'a' }, { type: 'divider', block_id: 'b' })).toEqual([]);
    expect(messageProblems({ type: 'divider', block_id: 'a' }, { type: 'divider', block_id: 'a' })).toEqual([
      '[ERROR] block_id already exists: a [json-pointer:/blocks/1/block_id]',
    ]);
  });

  test('can reuse an action ID in another block', () => {
    expect(
      messageProblems({ type: 'actions', elements: [button()] }, { type: 'actions', elements: [button()] }),
    ).toEqual([]);
  });
});
