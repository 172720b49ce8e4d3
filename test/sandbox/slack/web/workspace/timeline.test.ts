import { describe, expect, test } from '@jest/globals';
import { timeline } from '../../../../../sandbox/slack/web/workspace/timeline.js';
import { channel, message } from '../fake-page.js';

const noon = Date.parse('2026-11-24T12:00:00Z') / 1000;
const reader = { timeZone: 'UTC', now: new Date('2026-11-24T13:00:00Z') };

function at(seconds: number, fields: Parameters<typeof message>[0] = {}) {
  return message({ ts: `${noon + seconds}.000000`, user: 'U0RITA', ...fields });
}

describe('timeline', () => {
  test('starts each day with its name', () => {
    const entries = timeline(channel('C0A', 'a', [at(-86_400), at(0)]), [], reader);

    expect(entries.map((entry) => (entry.kind === 'day' ? entry.label : entry.kind))).toEqual([
      'Yesterday',
      'message',
      'Today',
      'message',
    ]);
  });

  test('groups messages of the same author within five minutes', () => {
    const messages = [at(0), at(60), at(61, { user: 'U0ANA' }), at(62, { user: 'U0ANA', ephemeral: true }), at(900)];

    const entries = timeline(channel('C0A', 'a', messages), [], reader);

    expect(entries.flatMap((entry) => (entry.kind === 'message' ? entry.isContinuation : []))).toEqual([
      false,
      true,
      false,
      false,
      false,
    ]);
  });

  test('counts replies at their parent and omits them from the channel', () => {
    const first = at(0);
    const entries = timeline(channel('C0A', 'a', [first, at(1, { thread_ts: first.ts }), at(2)]), [], reader);

    expect(entries.flatMap((entry) => (entry.kind === 'message' ? entry.replies : []))).toEqual([1, 0]);
  });

  test('sorts a notice by time and starts a new group after it', () => {
    const notice = { person: 'U0RITA', conversation: 'C0A', ts: `${noon + 1}.5`, text: 'failed' };
    const entries = timeline(channel('C0A', 'a', [at(0), at(2)]), [notice], reader);

    expect(entries.map(({ kind }) => kind)).toEqual(['day', 'message', 'notice', 'message']);
    expect(entries.at(-1)).toMatchObject({ isContinuation: false });
  });
});
