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

function deskOver(result: SearchResult): { readonly desk: ListenerHarness; readonly asked: readonly SearchQuery[] } {
  const asked: SearchQuery[] = [];
  const harness = new ListenerHarness({
    useCases: {
      search: (query) => {
        asked.push(query);
        return Promise.resolve(result);
      },
    },
  });
  return { desk: harness, asked };
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
  test('answers privately with its first page and a button for more', async () => {
    const { desk: harness, asked } = deskOver(page);

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

  test('opens a form when it lacks its words', async () => {
    const { desk: harness } = deskOver(page);

    await harness.send(command('find'));

    expect(JSON.stringify(harness.callsOf('views.open'))).toContain('/ami find');
  });

  test('puts the next page in the place of this one, with the very words that were typed', async () => {
    const { desk: harness, asked } = deskOver(page);
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
    const { desk: harness } = deskOver({ report: page.report });

    await harness.send(command('find ubuntu'));

    expect(linesOf(harness.callsOf('response_url')[0] ?? {})).not.toContain('[More]');
  });

  test('says what is wrong when the configuration has changed since the first page', async () => {
    const { desk: harness, asked } = deskOver(page);
    const value = JSON.stringify({ command: 'list', line: 'in mars-north-1', after });

    await harness.send(press(ACTION.nextSearchPage, value));

    expect(asked).toEqual([]);
    expect(linesOf(harness.callsOf('response_url')[0] ?? {})).toContain('Invalid command. No request was created.');
  });

  test.each([
    ['a command that is no search', JSON.stringify({ command: 'share', line: 'ami-1 with prod', after })],
    ['no JSON', 'more'],
    ['a position that is none', JSON.stringify({ command: 'list', line: '', after: {} })],
  ])('asks nothing for a button with %s, and says that it failed', async (_, value) => {
    const { desk: harness, asked } = deskOver(page);

    await harness.send(press(ACTION.nextSearchPage, value));

    expect(asked).toEqual([]);
    expect(linesOf(harness.callsOf('response_url')[0] ?? {}).join('\n')).toContain('REF123');
  });
});

describe('a page of ten AMIs with any names', () => {
  test('fits a message, and nothing in it is parsed', () => {
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
