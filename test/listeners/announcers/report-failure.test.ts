import { describe, expect, test } from '@jest/globals';
import { createFailureReporter } from '../../../src/listeners/announcers/report-failure.js';
import type { Replies } from '../../../src/listeners/slack/replies.js';
import { Conflict } from '../../../src/workflows/ports/errors.js';
import type { LogFields } from '../../../src/workflows/ports/log.js';
import { silentLog } from '../../workflows/context.js';
import { command } from '../payloads.js';
import { slackRejects, ListenerHarness } from '../slack-setup.js';

describe('the failure report', () => {
  test('is sent by direct message if the response_url failed', async () => {
    const harness = new ListenerHarness({
      useCases: { getRequest: () => Promise.reject(new Conflict('changed')) },
      responses: { response_url: { status: 404 } },
    });

    await harness.send(command('status AR-7F3K2M'));

    expect(harness.callsOf('chat.postMessage')).toMatchObject([
      { channel: 'U0RITA', text: 'Something went wrong. Reference: REF123' },
    ]);
  });

  test('is only logged if no message can be sent', async () => {
    const harness = new ListenerHarness({
      useCases: { getRequest: () => Promise.reject(new Conflict('changed')) },
      responses: { response_url: { status: 404 }, 'chat.postMessage': slackRejects('messages_tab_disabled') },
    });

    await harness.send(command('status AR-7F3K2M'));

    expect(harness.log.filter(({ level }) => level !== 'info').map(({ level, message }) => [level, message])).toEqual([
      ['warn', 'a payload from Slack failed'],
      ['error', 'failed to send the error reply'],
    ]);
  });

  test('contains the first of several errors, without the Bolt wrapper', async () => {
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
