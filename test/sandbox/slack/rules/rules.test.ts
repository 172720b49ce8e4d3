import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { messageViolations, viewViolations } from '../../../../sandbox/slack/rules/index.js';
import {
  button,
  field,
  repeat,
  modal,
  mrkdwn,
  option,
  plain,
  raw,
  rich,
  task,
  textInput,
  type BlockObject,
} from '../block-fragments.js';

function inMessage(...blocks: readonly BlockObject[]): readonly string[] {
  return messageViolations({ text: 'Hello', blocks });
}

/** Rule, what is accepted, what is refused, and Slack's words for it. */
const BLOCKS: readonly (readonly [string, BlockObject, BlockObject, string])[] = [
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
  [
    'an actions block has at most 25 elements',
    { type: 'actions', elements: repeat(25, (index) => button({ action_id: `go${index}` })) },
    { type: 'actions', elements: repeat(26, (index) => button({ action_id: `go${index}` })) },
    '[ERROR] no more than 25 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    'action ids are unique within a block',
    { type: 'actions', elements: [button(), button({ action_id: 'stop' })] },
    { type: 'actions', elements: [button(), button()] },
    '[ERROR] action_id already exists: go [json-pointer:/blocks/0/elements/1/action_id]',
  ],
  [
    'a button has at most 75 characters',
    { type: 'actions', elements: [button({ text: plain('x'.repeat(75)) })] },
    { type: 'actions', elements: [button({ text: plain('x'.repeat(76)) })] },
    '[ERROR] must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
  ],
  [
    'a button value has at most 2,000 characters',
    { type: 'actions', elements: [button({ value: 'x'.repeat(2000) })] },
    { type: 'actions', elements: [button({ value: 'x'.repeat(2001) })] },
    '[ERROR] must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
  ],
  [
    'a button is primary, danger or neither',
    { type: 'actions', elements: [button({ style: 'danger' })] },
    { type: 'actions', elements: [button({ style: 'default' })] },
    '[ERROR] must be a valid enum value: primary, danger [json-pointer:/blocks/0/elements/0/style]',
  ],
  [
    'a confirm dialog has at most 300 characters',
    { type: 'actions', elements: [button({ confirm: { text: plain('x'.repeat(300)) } })] },
    { type: 'actions', elements: [button({ confirm: { text: plain('x'.repeat(301)) } })] },
    '[ERROR] must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]',
  ],
  [
    'an overflow menu has at most 5 options',
    { type: 'section', text: plain('x'), accessory: { type: 'overflow', options: repeat(5, (i) => option(`o${i}`)) } },
    { type: 'section', text: plain('x'), accessory: { type: 'overflow', options: repeat(6, (i) => option(`o${i}`)) } },
    '[ERROR] no more than 5 items allowed [json-pointer:/blocks/0/accessory/options]',
  ],
  [
    'a select has at most 100 options',
    { type: 'actions', elements: [{ type: 'static_select', options: repeat(100, (i) => option(`o${i}`)) }] },
    { type: 'actions', elements: [{ type: 'static_select', options: repeat(101, (i) => option(`o${i}`)) }] },
    '[ERROR] no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    'the initial option of a select is one of its options',
    { type: 'actions', elements: [{ type: 'static_select', options: [option('a')], initial_option: option('a') }] },
    { type: 'actions', elements: [{ type: 'static_select', options: [option('a')], initial_option: option('b') }] },
    '[ERROR] the initial option is not one of the options [json-pointer:/blocks/0/elements/0]',
  ],
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
];

describe('blocks of a message', () => {
  test.each(BLOCKS)('%s', (_rule, accepted, refused, words) => {
    expect(inMessage(accepted)).toEqual([]);
    expect(inMessage(refused)).toContain(words);
  });

  test('are at most 50', () => {
    expect(inMessage(...repeat(50, () => ({ type: 'divider' })))).toEqual([]);
    expect(inMessage(...repeat(51, () => ({ type: 'divider' })))).toEqual([
      '[ERROR] no more than 50 items allowed [json-pointer:/blocks]',
    ]);
  });

  test('have unique IDs', () => {
    expect(inMessage({ type: 'divider', block_id: 'a' }, { type: 'divider', block_id: 'b' })).toEqual([]);
    expect(inMessage({ type: 'divider', block_id: 'a' }, { type: 'divider', block_id: 'a' })).toEqual([
      '[ERROR] block_id already exists: a [json-pointer:/blocks/1/block_id]',
    ]);
  });

  test('can reuse an action ID in another block', () => {
    expect(inMessage({ type: 'actions', elements: [button()] }, { type: 'actions', elements: [button()] })).toEqual([]);
  });
});

describe('texts of a message', () => {
  test.each([
    'Hello <@U0ANA>, <@U0ANA|ana> and <!subteam^S0PLATFORM|platform> in <#C0GENERAL|general>',
    '<https://example.com/?a=1&b=2|the page> of <mailto:ana@example.com|Ana>',
    '<!date^1732430000^{date_short} {time}|24 November 2024, 06:33 UTC>',
    'a &lt; b &amp;&amp; c &gt; d',
    '> quoted',
  ])('may be %p', (text) => {
    expect(messageViolations({ text, blocks: [{ type: 'section', text: mrkdwn(text) }] })).toEqual([]);
  });

  test.each([
    ['<!channel>', 'mentions everyone: <!channel>'],
    ['<!here|here>', 'mentions everyone: <!here|here>'],
    ['<!everyone>', 'mentions everyone: <!everyone>'],
    ['my <name>', 'unknown token: <name>'],
    ['<javascript:alert(1)|x>', 'unknown token: <javascript:alert(1)|x>'],
    ['a < b', 'an unescaped < in mrkdwn'],
    ['R&D', 'an unescaped & in mrkdwn'],
    ['&quot;', 'an unescaped & in mrkdwn'],
  ])('cannot be %p', (text, problem) => {
    expect(messageViolations({ text })).toEqual([`[ERROR] ${problem} [json-pointer:/text]`]);
    expect(inMessage({ type: 'section', text: mrkdwn(text) })).toEqual([
      `[ERROR] ${problem} [json-pointer:/blocks/0/text/text]`,
    ]);
  });

  test('are not parsed if they are plain text', () => {
    expect(inMessage({ type: 'section', text: plain('<!channel> & <name>') }, rich('<!channel> & <name>'))).toEqual([]);
  });

  test('are required in addition to blocks', () => {
    expect(messageViolations({ blocks: [{ type: 'divider' }] })).toEqual([
      '[ERROR] missing required field: text [json-pointer:/text]',
    ]);
  });

  test('are valid for any input once &, < and > are escaped', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (foreign) => {
        const escaped = foreign.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

        expect(messageViolations({ text: escaped })).toEqual([]);
      }),
    );
  });
});

describe('metadata of a message', () => {
  test('has a type and a payload', () => {
    const metadata = { event_type: 'request', event_payload: { id: 'AR-1' } };

    expect(messageViolations({ text: 'x', metadata })).toEqual([]);
    expect(messageViolations({ text: 'x', metadata: { event_type: 'request' } })).not.toEqual([]);
  });
});

const VIEWS: readonly (readonly [string, BlockObject, BlockObject, string])[] = [
  [
    'a title has at most 24 characters',
    modal([], { title: plain('x'.repeat(24)) }),
    modal([], { title: plain('x'.repeat(25)) }),
    '[ERROR] must be less than 25 characters [json-pointer:/title/text]',
  ],
  [
    'private metadata has at most 3,000 characters',
    modal([], { private_metadata: 'x'.repeat(3000) }),
    modal([], { private_metadata: 'x'.repeat(3001) }),
    '[ERROR] must be less than 3001 characters [json-pointer:/private_metadata]',
  ],
  [
    'a callback id has at most 255 characters',
    modal([], { callback_id: 'x'.repeat(255) }),
    modal([], { callback_id: 'x'.repeat(256) }),
    '[ERROR] must be less than 256 characters [json-pointer:/callback_id]',
  ],
  [
    'a form with inputs has a submit button',
    modal([field(textInput)]),
    { type: 'modal', title: plain('Form'), blocks: [field(textInput)] },
    '[ERROR] missing required field: submit is needed with input blocks [json-pointer:/submit]',
  ],
  [
    'a modal has at most 100 blocks',
    modal(repeat(100, () => ({ type: 'divider' }))),
    modal(repeat(101, () => ({ type: 'divider' }))),
    '[ERROR] no more than 100 items allowed [json-pointer:/blocks]',
  ],
  [
    'only one element has the focus',
    modal([field({ ...textInput, focus_on_load: true }), field(textInput)]),
    modal([field({ ...textInput, focus_on_load: true }), field({ ...textInput, focus_on_load: true })]),
    '[ERROR] only one element can have focus_on_load [json-pointer:/blocks/1/element/focus_on_load]',
  ],
  [
    'max_length of an input is at most 3,000',
    modal([field({ ...textInput, max_length: 3000 })]),
    modal([field({ ...textInput, max_length: 3001 })]),
    '[ERROR] must be at most 3000 [json-pointer:/blocks/0/element/max_length]',
  ],
  [
    'a placeholder has at most 150 characters',
    modal([field({ ...textInput, placeholder: plain('x'.repeat(150)) })]),
    modal([field({ ...textInput, placeholder: plain('x'.repeat(151)) })]),
    '[ERROR] must be less than 151 characters [json-pointer:/blocks/0/element/placeholder/text]',
  ],
  [
    'an alert has at most 200 characters',
    modal([{ type: 'alert', text: plain('x'.repeat(200)) }]),
    modal([{ type: 'alert', text: plain('x'.repeat(201)) }]),
    '[ERROR] must be less than 201 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'plans are allowed only in messages',
    modal([{ type: 'divider' }]),
    modal([{ type: 'plan', title: 'Plan' }]),
    '[ERROR] unsupported type [json-pointer:/blocks/0/type]',
  ],
  [
    'a Home tab has no title',
    { type: 'home', blocks: [{ type: 'data_table', caption: 'x', rows: [[raw('a')], [raw('b')]] }] },
    { type: 'home', title: plain('x'), blocks: [] },
    '[ERROR] invalid additional property: title [json-pointer:]',
  ],
];

describe('views', () => {
  test.each(VIEWS)('%s', (_rule, accepted, refused, words) => {
    expect(viewViolations(accepted)).toEqual([]);
    expect(viewViolations(refused)).toContain(words);
  });
});
