import { describe, expect, test } from '@jest/globals';
import { createFailureReporter } from '../../src/listeners/report-failure.js';
import type { Replies } from '../../src/listeners/replies.js';
import { Conflict } from '../../src/workflows/errors.js';
import type { LogFields } from '../../src/workflows/ports.js';
import { silentLog } from '../workflows/world.js';
import { command } from './payloads-sent.js';
import { refuses, SlackDesk } from './slack-desk.js';

describe('the report of a failure', () => {
  test('reaches the person by direct message when the response_url is what failed', async () => {
    const desk = new SlackDesk({
      useCases: { find: () => Promise.reject(new Conflict('changed')) },
      answers: { response_url: { status: 404 } },
    });

    await desk.send(command('status AR-7F3K2M'));

    expect(desk.callsOf('chat.postMessage')).toMatchObject([
      { channel: 'U0RITA', text: 'Something went wrong. Reference: REF123' },
    ]);
  });

  test('is in the log when nobody can be told at all, and goes no further', async () => {
    const desk = new SlackDesk({
      useCases: { find: () => Promise.reject(new Conflict('changed')) },
      answers: { response_url: { status: 404 }, 'chat.postMessage': refuses('messages_tab_disabled') },
    });

    await desk.send(command('status AR-7F3K2M'));

    expect(desk.log.filter(({ level }) => level !== 'info').map(({ level, message }) => [level, message])).toEqual([
      ['warn', 'a payload from Slack failed'],
      ['error', 'nobody could be told of a failure'],
    ]);
  });

  test('names the first of several failures, and not what Bolt wraps it in', async () => {
    const logged: LogFields[] = [];
    const replies: Replies = { answer: () => Promise.resolve(), replace: () => Promise.resolve(false) };
    const log = { ...silentLog, warn: (_: string, fields: LogFields) => void logged.push(fields) };
    const report = createFailureReporter({ replies, log, newReference: () => 'REF' });
    const first = new Conflict('changed');
    const several = Object.assign(new Error('several'), {
      code: 'slack_bolt_multiple_listener_error',
      originals: [first, new Error('second')],
    });

    await report({ error: several, body: command('help') });

    expect(logged).toEqual([{ reference: 'REF', kind: 'conflict', payload: 'command', error: first }]);
  });
});
