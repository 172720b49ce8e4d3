import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { viewViolations } from '../../../sandbox/slack/rules/index.js';
import { ACTION, INPUT, VIEW } from '../../../src/listeners/blocks/ids.js';
import { Throttled } from '../../../src/workflows/errors.js';
import type { Consideration } from '../../../src/workflows/use-cases.js';
import { approval, plan } from '../../workflows/builders.js';
import { press, submission } from '../payloads-sent.js';
import { shown } from '../shown.js';
import { refuses, SlackDesk, type Answers, type Thing } from '../slack-desk.js';

const possible: Consideration = {
  kind: 'possible',
  plan: plan({
    findings: [
      { code: 'i', severity: 'info', text: 'It is small.' },
      { code: 'w', severity: 'warning', text: 'It is old.', fix: 'Take a newer one.' },
    ],
  }),
  matches: [],
  ruling: approval(),
};

function updated(hash: string): Answers {
  return { 'views.update': { body: { ok: true, view: { id: 'V1', hash } } } };
}

function check(actionId: string, texts: Readonly<Record<string, string>>, team = 'T0HOME'): Thing {
  const { view } = submission(VIEW.command, { command: 'share', channel: 'C0GENERAL' }, texts);
  return { ...press(actionId, 'x', { user: 'U0RITA', team }), channel: undefined, container: { type: 'view' }, view };
}

async function belowTheForm(desk: SlackDesk, payload: Thing): Promise<readonly string[]> {
  await desk.send(payload);
  const view = z.object({ blocks: z.array(z.unknown()) }).parse(desk.callsOf('views.update').at(-1)?.view);
  expect(viewViolations(desk.callsOf('views.update').at(-1)?.view)).toEqual([]);
  const lines = shown(view.blocks);
  return lines.slice(lines.indexOf('[Check it first]') + 1);
}

describe('checking a form before it is sent', () => {
  test.each([ACTION.check, INPUT])('by %s shows what would become of it, and who approves', async (actionId) => {
    const desk = new SlackDesk({ useCases: { consider: async () => possible }, answers: updated('h1') });

    const lines = await belowTheForm(desk, check(actionId, { ami: 'ami-123', targets: '1111' }));

    expect(lines).toEqual([
      '(success) This can be asked for.',
      'Share ami-1234567890abcdef0 with prod (111122223333)',
      'It will wait for 1 approval from @U0ANA, @U0BEN.',
      '(warning) It is old. Take a newer one.',
      '(info) It is small.',
    ]);
    expect(desk.callsOf('views.update').map(({ hash }) => hash)).toEqual([undefined, 'h1']);
  });

  test('keeps what stands in the fields, and where the answer goes', async () => {
    const desk = new SlackDesk({ useCases: { consider: async () => possible }, answers: updated('h1') });

    await desk.send(check(ACTION.check, { ami: 'ami-123', targets: '1111, two', reason: 'why' }));

    expect(desk.callsOf('views.update')[0]?.view).toMatchObject({
      private_metadata: '{"command":"share","channel":"C0GENERAL"}',
    });
  });

  test('looks at nothing while something is missing or wrong, and says what', async () => {
    expect(await belowTheForm(new SlackDesk(), check(ACTION.check, { ami: 'ami-123' }))).toEqual([
      '(error) With whom is needed.',
    ]);
    expect(
      (await belowTheForm(new SlackDesk(), check(ACTION.check, { ami: 'ami-123', targets: 'prdo' }))).join(),
    ).toContain('Did you mean prod?');
  });

  test.each(['hash_conflict', 'not_found'])(
    'gives way to a newer check, or to a form that is closed (%s)',
    async (error) => {
      const desk = new SlackDesk({ answers: { 'views.update': refuses(error) } });

      await desk.send(check(ACTION.check, { ami: 'ami-123', targets: '1111' }));

      expect(desk.calls.map(({ method }) => method)).toEqual(['views.update']);
    },
  );

  test('does not stand in the way of sending when it fails', async () => {
    const desk = new SlackDesk({
      useCases: { consider: () => Promise.reject(new Throttled('EC2 asks for fewer calls')) },
      answers: updated('h1'),
    });

    expect(await belowTheForm(desk, check(ACTION.check, { ami: 'ami-123', targets: '1111' }))).toEqual([
      '(warning) This could not be looked at just now. You can send it all the same.',
    ]);
  });

  test('shows nothing to people of other workspaces', async () => {
    const desk = new SlackDesk({ answers: updated('h1') });

    const lines = await belowTheForm(desk, check(ACTION.check, { ami: 'ami-123', targets: '1111' }, 'T0OTHER'));

    expect(lines).toEqual(['(error) Only members of the workspace that AMI Steward belongs to can use it.']);
  });
});
