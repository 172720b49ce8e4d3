import { describe, expect, test } from '@jest/globals';
import type { KnownBlock } from '@slack/types';
import { RENDERERS, type RawBlock } from '../../../../../sandbox/slack/web/blocks/block.js';
import { messageViolations } from '../../../../../sandbox/slack/rules/index.js';
import { OTHER_BLOCK_TYPES, mrkdwn, plain, richText, PENDING_REQUEST_BLOCKS } from '../fake-blocks.js';
import { renderBlocks } from './rendered.js';

const section = { type: 'section', block_id: 's' };

const SHOWN: readonly (readonly [rule: string, block: RawBlock, html: string])[] = [
  ['mrkdwn is parsed', { ...section, text: mrkdwn('*a*') }, '<strong>a</strong>'],
  ['plain_text is not', { ...section, text: plain('*a* <!channel>') }, '*a* &lt;!channel>'],
  ['a person is shown by name', { ...section, text: mrkdwn('<@U0ANA>') }, '<span class="mention">@Ana Approver</span>'],
  ['the reader’s own name stands out', { ...section, text: mrkdwn('<@U0RITA>') }, 'mention-me">@Rita Requester'],
  ['an unknown person stands out as such', { ...section, text: mrkdwn('<@U0NOBODY>') }, 'unknown-token">@U0NOBODY'],
  ['a user group is shown by its handle', { ...section, text: mrkdwn('<!subteam^S0PLATFORM>') }, '@platform'],
  ['a channel leads there', { ...section, text: mrkdwn('<#C0GENERAL>') }, 'href="#/U0RITA/C0GENERAL">#general'],
  [
    'a date is the reader’s',
    { ...section, text: mrkdwn('<!date^1795500000^{date_pretty} at {time}|then>') },
    'title="then">today at 7:00 AM',
  ],
  ['a date it cannot fill in is its fallback', { ...section, text: mrkdwn('<!date^1^{x}|then>') }, '>then</time>'],
  ['a rich_text leaf is never parsed', richTextBlock('*a* <!channel> :tada:'), '*a* &lt;!channel> :tada:'],
  [
    'rich_text styles nest',
    leaf({ type: 'text', text: 'a', style: { bold: true, code: true } }),
    '<strong><code>a</code></strong>',
  ],
  [
    'a rich_text link that is no web address is text',
    leaf({ type: 'link', url: 'javascript:alert(1)', text: 'x' }),
    '>x<',
  ],
  ['a task says how far it is', plan('in_progress'), 'aria-label="In progress"'],
  ['a plan has a title', plan('complete'), '<summary>Steps</summary>'],
  ['an alert of an error is one', { type: 'alert', text: plain('no'), level: 'error' }, 'role="alert"'],
  ['a video is not left out silently', { type: 'video', alt_text: 'A film' }, 'shown in Slack only (A film)'],
  ['an unknown block is shown loudly', { type: 'hologram' }, 'Unknown block: hologram'],
  ['a block without its parts is shown loudly', { type: 'header' }, 'Malformed block: header'],
  ['a header with mrkdwn is shown loudly', { type: 'header', text: mrkdwn('x') }, 'text.type: '],
];

function leaf(element: object): RawBlock {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [element] }] };
}

function richTextBlock(text: string): RawBlock {
  return richText(text);
}

function plan(status: string): RawBlock {
  return { type: 'plan', title: 'Steps', tasks: [{ type: 'task_card', task_id: '1', title: 'One', status }] };
}

/** Every block of Slack's types; the compiler complains when one is missing or no longer there. */
const SLACK_BLOCKS: Record<KnownBlock['type'], 'drawn' | 'loud'> = {
  actions: 'drawn',
  alert: 'drawn',
  card: 'drawn',
  carousel: 'drawn',
  container: 'drawn',
  context: 'drawn',
  context_actions: 'loud',
  data_table: 'drawn',
  divider: 'drawn',
  file: 'drawn',
  header: 'drawn',
  image: 'drawn',
  input: 'drawn',
  markdown: 'drawn',
  plan: 'drawn',
  rich_text: 'drawn',
  section: 'drawn',
  table: 'drawn',
  task_card: 'drawn',
  video: 'drawn',
};

describe('blocks', () => {
  test.each(SHOWN)('%s', (_rule, block, html) => {
    expect(renderBlocks(block)).toContain(html);
  });

  test.each(Object.entries(SLACK_BLOCKS))('a %s block of Slack is %s', (type, how) => {
    expect(RENDERERS.has(type)).toBe(how === 'drawn');
  });

  test('a message that waits for approval, which Slack would take, is drawn without a fault', () => {
    expect(messageViolations({ text: 'Waiting for approval', blocks: [...PENDING_REQUEST_BLOCKS] })).toEqual([]);
    expect(renderBlocks(...PENDING_REQUEST_BLOCKS)).not.toContain('malformed');
  });

  test('only the two blocks that are wrong on purpose are shown as such', () => {
    expect(renderBlocks(...OTHER_BLOCK_TYPES).match(/class="malformed"/g)).toHaveLength(2);
  });

  test('one malformed element does not take the others along', () => {
    const html = renderBlocks({ type: 'section', block_id: 'a', text: 7 }, { ...section, text: plain('still here') });

    expect(html).toContain('Malformed block: section');
    expect(html).toContain('still here');
  });
});
