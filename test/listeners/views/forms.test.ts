import { describe, expect, test } from '@jest/globals';
import { VIEW } from '../../../src/listeners/blocks/kit/ids.js';
import type { SubmitRequestCommand, RequestActionCommand } from '../../../src/workflows/use-cases.js';
import { ana, request, rita } from '../../workflows/builders.js';
import { submission } from '../payloads.js';
import { renderedLines } from '../rendered-messages.js';
import { slackRejects, ListenerHarness, type JsonObject } from '../slack-setup.js';

const share = { command: 'share', channel: 'C0GENERAL' };
const denial = { request: 'AR-7F3K2M', channel: 'C0APPROVALS' };

function linesOf({ blocks }: JsonObject = {}): readonly string[] {
  return renderedLines(Array.isArray(blocks) ? blocks : []);
}

describe('the form of a command', () => {
  test('submits the same request as the command and replies privately in its channel', async () => {
    const asked: SubmitRequestCommand[] = [];
    const harness = new ListenerHarness({
      useCases: {
        submitRequest: async (command) => {
          asked.push(command);
          return { kind: 'submitted', request: request() };
        },
      },
    });

    await harness.send(submission(VIEW.command, share, { ami: 'ami-123', targets: '1111', reason: ' <b> ' }));

    expect(harness.acknowledged).toEqual([undefined]);
    expect(asked).toMatchObject([{ requester: rita, reason: '<b>', input: { ami: 'ami-123' } }]);
    const [response] = harness.callsOf('chat.postEphemeral');
    expect(response).toMatchObject({ channel: 'C0GENERAL', user: 'U0RITA', parse: 'none' });
    expect(linesOf(response)[0]).toContain('AR-7F3K2M');
  });

  test('replies by direct message if the bot cannot post in the channel', async () => {
    const harness = new ListenerHarness({
      useCases: { submitRequest: async () => ({ kind: 'submitted', request: request() }) },
      responses: { 'chat.postEphemeral': slackRejects('channel_not_found') },
    });

    await harness.send(submission(VIEW.command, share, { ami: 'ami-123', targets: '1111' }));

    expect(harness.callsOf('chat.postMessage')).toMatchObject([{ channel: 'U0RITA' }]);
  });

  test('shows mistakes at their fields and submits nothing', async () => {
    const harness = new ListenerHarness();

    await harness.send(submission(VIEW.command, share, { ami: 'i-123', targets: 'prdo' }));

    expect(harness.acknowledged).toEqual([
      {
        response_action: 'errors',
        errors: { ami: expect.stringContaining('i-123'), targets: expect.stringContaining('Did you mean prod?') },
      },
    ]);
    expect(harness.calls).toEqual([]);
  });

  test('refuses an empty required field', async () => {
    const harness = new ListenerHarness();

    await harness.send(submission(VIEW.command, share, { ami: '  ', targets: '1111' }));

    expect(harness.acknowledged).toEqual([{ response_action: 'errors', errors: { ami: 'AMI is required.' } }]);
  });

  test('refuses members of other workspaces', async () => {
    const harness = new ListenerHarness();
    const stranger = { user: 'U0STRANGER', team: 'T0OTHER' };

    await harness.send(submission(VIEW.command, share, { ami: 'ami-123', targets: '1111' }, stranger));

    expect(linesOf(harness.callsOf('chat.postEphemeral')[0])[0]).toContain('Only members of the workspace');
  });
});

describe('the form of a denial', () => {
  test('denies with the reason', async () => {
    const commands: RequestActionCommand[] = [];
    const harness = new ListenerHarness({
      useCases: {
        actOnRequest: async (command) => {
          commands.push(command);
          return { kind: 'accepted', request: request({ status: 'denied' }) };
        },
      },
    });

    await harness.send(submission(VIEW.denial, denial, { reason: ' not now ' }, { user: 'U0ANA' }));

    expect(commands).toEqual([{ requestId: 'AR-7F3K2M', by: ana, action: { kind: 'deny', reason: 'not now' } }]);
    expect(harness.acknowledged).toEqual([undefined]);
    expect(harness.calls).toEqual([]);
  });

  test('refuses an empty reason', async () => {
    const harness = new ListenerHarness();

    await harness.send(submission(VIEW.denial, denial, { reason: ' ' }, { user: 'U0ANA' }));

    expect(harness.acknowledged).toEqual([{ response_action: 'errors', errors: { reason: 'A reason is required.' } }]);
  });

  test('shows a refusal only to the user who submitted it', async () => {
    const harness = new ListenerHarness({
      useCases: {
        actOnRequest: async () => ({ kind: 'refused', refusal: { code: 'own-request' }, request: request() }),
      },
    });

    await harness.send(submission(VIEW.denial, denial, { reason: 'no' }));

    const [response] = harness.callsOf('chat.postEphemeral');
    expect(response).toMatchObject({ channel: 'C0APPROVALS', user: 'U0RITA' });
    expect(linesOf(response)[0]).toContain('your own request');
  });

  test('replies to a failure with a log reference, without a response_url', async () => {
    const harness = new ListenerHarness({ useCases: { actOnRequest: () => Promise.reject(new Error('a defect')) } });

    await harness.send(submission(VIEW.denial, denial, { reason: 'no' }));

    const [response] = harness.callsOf('chat.postEphemeral');
    expect(linesOf(response)).toEqual([
      'Internal error. Give the log reference below to your AMI Steward administrator.',
      'Reference for the log: REF123',
    ]);
    expect(JSON.stringify(response)).not.toContain('a defect');
    expect(harness.log.filter(({ level }) => level === 'error')).toMatchObject([
      { fields: { reference: 'REF123', kind: 'defect', payload: 'view_submission' } },
    ]);
  });
});
