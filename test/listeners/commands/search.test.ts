import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { messageViolations } from '../../../sandbox/slack/rules/index.js';
import { ACTION } from '../../../src/listeners/blocks/ids.js';
import { sheetMessage } from '../../../src/listeners/blocks/sheet.js';
import type { Position } from '../../../src/workflows/search/selection.js';
import type { SearchAnswer, SearchQuestion } from '../../../src/workflows/use-cases.js';
import { hostileText, ownWords, parsedTexts } from '../hostile.js';
import { command, press } from '../payloads-sent.js';
import { shown } from '../shown.js';
import { SlackDesk, type Thing } from '../slack-desk.js';

const after: Position = {
  own: false,
  createdAt: '2026-11-12T00:00:00.000Z',
  imageId: 'ami-0ba5e0010b1c2d3e0',
  region: 'us-east-1',
};

const page: SearchAnswer = {
  sheet: {
    title: 'AMIs for “ubuntu”: 1–1 of 2',
    sections: [{ heading: 'Base images', rows: [{ label: 'ami-0ba5e0010b1c2d3e0', value: 'ubuntu' }] }],
    findings: [],
  },
  next: after,
};

function deskOver(answer: SearchAnswer): { readonly desk: SlackDesk; readonly asked: readonly SearchQuestion[] } {
  const asked: SearchQuestion[] = [];
  const desk = new SlackDesk({
    useCases: {
      search: (question) => {
        asked.push(question);
        return Promise.resolve(answer);
      },
    },
  });
  return { desk, asked };
}

function linesOf({ text, blocks }: Thing): readonly string[] {
  expect(messageViolations({ text, blocks })).toEqual([]);
  return shown(Array.isArray(blocks) ? blocks : []);
}

/** The value of the one button. */
function valueIn({ blocks }: Thing): string {
  const [, value = ''] = /"action_id":"more_found".*?"value":("(?:[^"\\]|\\.)*")/.exec(JSON.stringify(blocks)) ?? [];
  const parsed: unknown = JSON.parse(value === '' ? '""' : value);
  return typeof parsed === 'string' ? parsed : '';
}

describe('a search', () => {
  test('answers privately with its first page and a button for more', async () => {
    const { desk, asked } = deskOver(page);

    await desk.send(command('find ubuntu 24.04 in us-east-1'));

    expect(asked).toMatchObject([{ input: { words: ['ubuntu', '24.04'], region: 'us-east-1' } }]);
    expect(asked[0]?.after).toBeUndefined();
    const [answer = {}] = desk.callsOf('response_url');
    expect(answer).toMatchObject({ response_type: 'ephemeral' });
    expect(linesOf(answer)).toEqual([
      '# AMIs for “ubuntu”: 1–1 of 2',
      'Base images',
      '- ami-0ba5e0010b1c2d3e0: ubuntu',
      '[More]',
    ]);
  });

  test('opens a form when it lacks its words', async () => {
    const { desk } = deskOver(page);

    await desk.send(command('find'));

    expect(JSON.stringify(desk.callsOf('views.open'))).toContain('/ami find');
  });

  test('puts the next page in the place of this one, with the very words that were typed', async () => {
    const { desk, asked } = deskOver(page);
    await desk.send(command('find "a, &amp; b" &lt;x&gt; in eu-west-1'));
    const [first = {}] = desk.callsOf('response_url');

    await desk.send(press(ACTION.moreFound, valueIn(first)));

    expect(asked.map(({ input }) => input)).toEqual([
      { words: ['a, & b', '<x>'], region: 'eu-west-1' },
      { words: ['a, & b', '<x>'], region: 'eu-west-1' },
    ]);
    expect(asked[1]?.after).toEqual(after);
    expect(desk.callsOf('response_url')[1]).toMatchObject({ replace_original: true });
  });

  test('has no button on its last page', async () => {
    const { desk } = deskOver({ sheet: page.sheet });

    await desk.send(command('find ubuntu'));

    expect(linesOf(desk.callsOf('response_url')[0] ?? {})).not.toContain('[More]');
  });

  test('says what is wrong when the configuration has changed since the first page', async () => {
    const { desk, asked } = deskOver(page);
    const value = JSON.stringify({ command: 'list', line: 'in mars-north-1', after });

    await desk.send(press(ACTION.moreFound, value));

    expect(asked).toEqual([]);
    expect(linesOf(desk.callsOf('response_url')[0] ?? {})).toContain('That was not understood. Nothing was requested.');
  });

  test.each([
    ['a command that is no search', JSON.stringify({ command: 'share', line: 'ami-1 with prod', after })],
    ['no JSON', 'more'],
    ['a position that is none', JSON.stringify({ command: 'list', line: '', after: {} })],
  ])('asks nothing for a button with %s, and says that it failed', async (_, value) => {
    const { desk, asked } = deskOver(page);

    await desk.send(press(ACTION.moreFound, value));

    expect(asked).toEqual([]);
    expect(linesOf(desk.callsOf('response_url')[0] ?? {}).join('\n')).toContain('REF123');
  });
});

describe('a page of ten AMIs with any names', () => {
  test('fits a message, and nothing in it is parsed', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 10, maxLength: 10 }), hostileText, (names, title) => {
        const rows = names.map((name) => ({ label: 'ami-0ba5e0010b1c2d3e0', value: name }));
        const message = sheetMessage({ title, sections: [{ heading: 'Own AMIs', rows }], findings: [] }, 'next');

        expect(messageViolations(message)).toEqual([]);
        expect(parsedTexts(message.blocks)).toEqual([]);
        expect(ownWords(message.text)).not.toMatch(/[<>*_~]/);
      }),
      { numRuns: 100 },
    );
  });
});
