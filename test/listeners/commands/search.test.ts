import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { messageViolations } from '../../../sandbox/slack/rules/index.js';
import { ACTION } from '../../../src/listeners/blocks/kit/ids.js';
import { reportMessage } from '../../../src/listeners/blocks/answers/report.js';
import type { PageCursor } from '../../../src/workflows/inventory/selection.js';
import type { SearchResult, SearchQuery } from '../../../src/workflows/use-cases.js';
import { adversarialText, withoutCodeSpans, findMrkdwnOrBroadcasts } from '../hostile-text.js';
import { command, press } from '../payloads.js';
import { renderedLines } from '../rendered-messages.js';
import { ListenerHarness, type JsonObject } from '../slack-setup.js';

const after: PageCursor = {
  isOwn: false,
  createdAt: '2026-11-12T00:00:00.000Z',
  imageId: 'ami-0ba5e0010b1c2d3e0',
  region: 'us-east-1',
};

const page: SearchResult = {
  report: {
    title: 'AMIs for “ubuntu”: 1–1 of 2',
    sections: [{ heading: 'Base images', rows: [{ label: 'ami-0ba5e0010b1c2d3e0', value: 'ubuntu' }] }],
    findings: [],
  },
  next: after,
};

function deskOver(result: SearchResult): { readonly harness: ListenerHarness; readonly asked: readonly SearchQuery[] } {
  const asked: SearchQuery[] = [];
  const harness = new ListenerHarness({
    useCases: {
      search: (query) => {
        asked.push(query);
        return Promise.resolve(result);
      },
    },
  });
  return { harness, asked };
}

function linesOf({ text, blocks }: JsonObject): readonly string[] {
  expect(messageViolations({ text, blocks })).toEqual([]);
  return renderedLines(Array.isArray(blocks) ? blocks : []);
}

/** The value of the one button. */
function valueIn({ blocks }: JsonObject): string {
  const [, value = ''] = /"action_id":"more_found".*?"value":("(?:[^"\\]|\\.)*")/.exec(JSON.stringify(blocks)) ?? [];
  const parsed: unknown = JSON.parse(value === '' ? '""' : value);
  return typeof parsed === 'string' ? parsed : '';
}

describe('a search', () => {
  test('answers privately with its first page and a button for the next one', async () => {
    const { harness, asked } = deskOver(page);

    await harness.send(command('find ubuntu 24.04 in us-east-1'));

    expect(asked).toMatchObject([{ input: { words: ['ubuntu', '24.04'], region: 'us-east-1' } }]);
    expect(asked[0]?.after).toBeUndefined();
    const [response = {}] = harness.callsOf('response_url');
    expect(response).toMatchObject({ response_type: 'ephemeral' });
    expect(linesOf(response)).toEqual([
      '# AMIs for “ubuntu”: 1–1 of 2',
      'Base images',
      '- ami-0ba5e0010b1c2d3e0: ubuntu',
      '[More]',
    ]);
  });

  test('opens a form if the words are missing', async () => {
    const { harness } = deskOver(page);

    await harness.send(command('find'));

    expect(JSON.stringify(harness.callsOf('views.open'))).toContain('/ami find');
  });

  test('replaces the page with the next one for the same words', async () => {
    const { harness, asked } = deskOver(page);
    await harness.send(command('find "a, &amp; b" &lt;x&gt; in eu-west-1'));
    const [first = {}] = harness.callsOf('response_url');

    await harness.send(press(ACTION.nextSearchPage, valueIn(first)));

    expect(asked.map(({ input }) => input)).toEqual([
      { words: ['a, & b', '<x>'], region: 'eu-west-1' },
      { words: ['a, & b', '<x>'], region: 'eu-west-1' },
    ]);
    expect(asked[1]?.after).toEqual(after);
    expect(harness.callsOf('response_url')[1]).toMatchObject({ replace_original: true });
  });

  test('has no button on its last page', async () => {
    const { harness } = deskOver({ report: page.report });

    await harness.send(command('find ubuntu'));

    expect(linesOf(harness.callsOf('response_url')[0] ?? {})).not.toContain('[More]');
  });

  test('reports an invalid command if the configuration has changed', async () => {
    const { harness, asked } = deskOver(page);
    const value = JSON.stringify({ command: 'list', line: 'in mars-north-1', after });

    await harness.send(press(ACTION.nextSearchPage, value));

    expect(asked).toEqual([]);
    expect(linesOf(harness.callsOf('response_url')[0] ?? {})).toContain('Invalid command. No request was created.');
  });

  test.each([
    ['a command that is not a search', JSON.stringify({ command: 'share', line: 'ami-1 with prod', after })],
    ['invalid JSON', 'more'],
    ['an invalid cursor', JSON.stringify({ command: 'list', line: '', after: {} })],
  ])('fails without a search for a button with %s', async (_, value) => {
    const { harness, asked } = deskOver(page);

    await harness.send(press(ACTION.nextSearchPage, value));

    expect(asked).toEqual([]);
    expect(linesOf(harness.callsOf('response_url')[0] ?? {}).join('\n')).toContain('REF123');
  });
});

describe('a page of ten AMIs with any names', () => {
  test('fits a message and is never parsed as markup', () => {
    fc.assert(
      fc.property(fc.array(adversarialText, { minLength: 10, maxLength: 10 }), adversarialText, (names, title) => {
        const rows = names.map((name) => ({ label: 'ami-0ba5e0010b1c2d3e0', value: name }));
        const message = reportMessage({ title, sections: [{ heading: 'Own AMIs', rows }], findings: [] }, 'next');

        expect(messageViolations(message)).toEqual([]);
        expect(findMrkdwnOrBroadcasts(message.blocks)).toEqual([]);
        expect(withoutCodeSpans(message.text)).not.toMatch(/[<>*_~]/);
      }),
      { numRuns: 100 },
    );
  });
});
