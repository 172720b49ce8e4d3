import { describe, expect, test } from '@jest/globals';
import type { KnownBlock } from '@slack/types';
import { RENDERERS, type RawBlock } from '../../../../../sandbox/slack/web/blocks/block.js';
import { messageViolations } from '../../../../../sandbox/slack/rules/index.js';
import { OTHER_BLOCK_TYPES, mrkdwn, plain, richText, PENDING_REQUEST_BLOCKS } from '../fake-blocks.js';
import { renderBlocks } from './rendered.js';

const section = { type: 'section', block_id: 's' };

const SHOWN: readonly (readonly [rule: string, block: RawBlock, html: string])[] = [
  ['mrkdwn is parsed', { ...section, text: mrkdwn('*a*') }, '<strong>a</strong>'],
  ['plain_text is not parsed', { ...section, text: plain('*a* <!channel>') }, '*a* &lt;!channel>'],
  ['a user is shown by name', { ...section, text: mrkdwn('<@U0ANA>') }, '<span class="mention">@Ana Approver</span>'],
  ['the name of the reader is highlighted', { ...section, text: mrkdwn('<@U0RITA>') }, 'mention-me">@Rita Requester'],
  ['an unknown user is shown as unknown', { ...section, text: mrkdwn('<@U0NOBODY>') }, 'unknown-token">@U0NOBODY'],
  ['a user group is shown by its handle', { ...section, text: mrkdwn('<!subteam^S0PLATFORM>') }, '@platform'],
  ['a channel is a link', { ...section, text: mrkdwn('<#C0GENERAL>') }, 'href="#/U0RITA/C0GENERAL">#general'],
  [
    'a date is shown in the time zone of the reader',
    { ...section, text: mrkdwn('<!date^1795500000^{date_pretty} at {time}|then>') },
    'title="then">today at 7:00 AM',
  ],
  ['an invalid date format shows the fallback', { ...section, text: mrkdwn('<!date^1^{x}|then>') }, '>then</time>'],
  ['rich_text is not parsed', richTextBlock('*a* <!channel> :tada:'), '*a* &lt;!channel> :tada:'],
  [
    'rich_text styles can be nested',
    leaf({ type: 'text', text: 'a', style: { bold: true, code: true } }),
    '<strong><code>a</code></strong>',
  ],
  [
    'a rich_text link without a web URL is shown as text',
    leaf({ type: 'link', url: 'javascript:alert(1)', text: 'x' }),
    '>x<',
  ],
  ['a task shows its status', plan('in_progress'), 'aria-label="In progress"'],
  ['a plan has a title', plan('complete'), '<summary>Steps</summary>'],
  ['an error alert has the role alert', { type: 'alert', text: plain('no'), level: 'error' }, 'role="alert"'],
  ['a video shows a placeholder', { type: 'video', alt_text: 'A film' }, 'shown in Slack only (A film)'],
  ['an unknown block shows an error', { type: 'hologram' }, 'Unknown block: hologram'],
  ['an incomplete block shows an error', { type: 'header' }, 'Malformed block: header'],
  ['a header with mrkdwn shows an error', { type: 'header', text: mrkdwn('x') }, 'text.type: '],
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

  test.each(Object.entries(SLACK_BLOCKS))('of type %s are %s', (type, how) => {
    expect(RENDERERS.has(type)).toBe(how === 'drawn');
  });

  test('render a valid pending request without errors', () => {
    expect(messageViolations({ text: 'Waiting for approval', blocks: [...PENDING_REQUEST_BLOCKS] })).toEqual([]);
    expect(renderBlocks(...PENDING_REQUEST_BLOCKS)).not.toContain('malformed');
  });

  test('render errors only for the two invalid samples', () => {
    expect(renderBlocks(...OTHER_BLOCK_TYPES).match(/class="malformed"/g)).toHaveLength(2);
  });

  test('render the other blocks if one is malformed', () => {
    const html = renderBlocks({ type: 'section', block_id: 'a', text: 7 }, { ...section, text: plain('still here') });

    expect(html).toContain('Malformed block: section');
    expect(html).toContain('still here');
  });
});
