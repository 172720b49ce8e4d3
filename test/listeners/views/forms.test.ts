import { describe, expect, test } from '@jest/globals';
import { VIEW } from '../../../src/listeners/blocks/ids.js';
import type { Ask, Deed } from '../../../src/workflows/use-cases.js';
import { ana, request, rita } from '../../workflows/builders.js';
import { submission } from '../payloads-sent.js';
import { shown } from '../shown.js';
import { refuses, SlackDesk, type Thing } from '../slack-desk.js';

const share = { command: 'share', channel: 'C0GENERAL' };
const denial = { request: 'AR-7F3K2M', channel: 'C0APPROVALS' };

function linesOf({ blocks }: Thing = {}): readonly string[] {
  return shown(Array.isArray(blocks) ? blocks : []);
}

describe('the form of a command', () => {
  test('asks for the same as the typed line, and is answered in its channel, to that person alone', async () => {
    const asked: Ask[] = [];
    const desk = new SlackDesk({
      useCases: {
        submit: async (ask) => {
          asked.push(ask);
          return { kind: 'submitted', request: request() };
        },
      },
    });

    await desk.send(submission(VIEW.command, share, { ami: 'ami-123', targets: '1111', reason: ' <b> ' }));

    expect(desk.acknowledged).toEqual([undefined]);
    expect(asked).toMatchObject([{ requester: rita, reason: '<b>', input: { ami: 'ami-123' } }]);
    const [answer] = desk.callsOf('chat.postEphemeral');
    expect(answer).toMatchObject({ channel: 'C0GENERAL', user: 'U0RITA', parse: 'none' });
    expect(linesOf(answer)[0]).toContain('AR-7F3K2M');
  });

  test('is answered by direct message where the channel is closed to the bot', async () => {
    const desk = new SlackDesk({
      useCases: { submit: async () => ({ kind: 'submitted', request: request() }) },
      answers: { 'chat.postEphemeral': refuses('channel_not_found') },
    });

    await desk.send(submission(VIEW.command, share, { ami: 'ami-123', targets: '1111' }));

    expect(desk.callsOf('chat.postMessage')).toMatchObject([{ channel: 'U0RITA' }]);
  });

  test('shows mistakes at their fields, and asks for nothing', async () => {
    const desk = new SlackDesk();

    await desk.send(submission(VIEW.command, share, { ami: 'i-123', targets: 'prdo' }));

    expect(desk.acknowledged).toEqual([
      {
        response_action: 'errors',
        errors: { ami: expect.stringContaining('i-123'), targets: expect.stringContaining('Did you mean prod?') },
      },
    ]);
    expect(desk.calls).toEqual([]);
  });

  test('insists on what is required', async () => {
    const desk = new SlackDesk();

    await desk.send(submission(VIEW.command, share, { ami: '  ', targets: '1111' }));

    expect(desk.acknowledged).toEqual([{ response_action: 'errors', errors: { ami: 'AMI is needed.' } }]);
  });

  test('keeps people of other workspaces out', async () => {
    const desk = new SlackDesk();
    const stranger = { user: 'U0STRANGER', team: 'T0OTHER' };

    await desk.send(submission(VIEW.command, share, { ami: 'ami-123', targets: '1111' }, stranger));

    expect(linesOf(desk.callsOf('chat.postEphemeral')[0])[0]).toContain('Only members of the workspace');
  });
});

describe('the form of a denial', () => {
  test('denies with the reason', async () => {
    const deeds: Deed[] = [];
    const desk = new SlackDesk({
      useCases: {
        act: async (deed) => {
          deeds.push(deed);
          return { kind: 'accepted', request: request({ status: 'denied' }) };
        },
      },
    });

    await desk.send(submission(VIEW.denial, denial, { reason: ' not now ' }, { user: 'U0ANA' }));

    expect(deeds).toEqual([{ requestId: 'AR-7F3K2M', by: ana, attempt: { kind: 'deny', reason: 'not now' } }]);
    expect(desk.acknowledged).toEqual([undefined]);
    expect(desk.calls).toEqual([]);
  });

  test('insists on a reason', async () => {
    const desk = new SlackDesk();

    await desk.send(submission(VIEW.denial, denial, { reason: ' ' }, { user: 'U0ANA' }));

    expect(desk.acknowledged).toEqual([{ response_action: 'errors', errors: { reason: 'A reason is needed.' } }]);
  });

  test('a refusal is answered to that person alone', async () => {
    const desk = new SlackDesk({
      useCases: {
        act: async () => ({ kind: 'refused', refusal: { code: 'own-request' }, request: request() }),
      },
    });

    await desk.send(submission(VIEW.denial, denial, { reason: 'no' }));

    const [answer] = desk.callsOf('chat.postEphemeral');
    expect(answer).toMatchObject({ channel: 'C0APPROVALS', user: 'U0RITA' });
    expect(linesOf(answer)[0]).toContain('you asked for it yourself');
  });

  test('a failure is answered with a reference, also where there is no response_url', async () => {
    const desk = new SlackDesk({ useCases: { act: () => Promise.reject(new Error('a defect')) } });

    await desk.send(submission(VIEW.denial, denial, { reason: 'no' }));

    const [answer] = desk.callsOf('chat.postEphemeral');
    expect(linesOf(answer)).toEqual([
      'Something went wrong on my side. Whoever runs AMI Steward finds out more by the reference.',
      'Reference for the log: REF123',
    ]);
    expect(JSON.stringify(answer)).not.toContain('a defect');
    expect(desk.log.filter(({ level }) => level === 'error')).toMatchObject([
      { fields: { reference: 'REF123', kind: 'defect', payload: 'view_submission' } },
    ]);
  });
});
