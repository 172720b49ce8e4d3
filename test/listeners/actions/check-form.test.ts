import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { viewViolations } from '../../../sandbox/slack/rules/index.js';
import { ACTION, INPUT_ACTION_ID, VIEW } from '../../../src/listeners/blocks/kit/ids.js';
import { Throttled } from '../../../src/workflows/ports/errors.js';
import type { RequestPreview } from '../../../src/workflows/use-cases.js';
import { approval, plan } from '../../workflows/builders.js';
import { press, submission } from '../payloads.js';
import { renderedLines } from '../rendered-messages.js';
import { slackRejects, ListenerHarness, type SlackApiResponses, type JsonObject } from '../slack-setup.js';

const possible: RequestPreview = {
  kind: 'planned',
  plan: plan({
    findings: [
      { code: 'i', severity: 'info', text: 'It is small.' },
      { code: 'w', severity: 'warning', text: 'It is old.', fix: 'Take a newer one.' },
    ],
  }),
  matches: [],
  policyDecision: approval(),
};

function updated(hash: string): SlackApiResponses {
  return { 'views.update': { body: { ok: true, view: { id: 'V1', hash } } } };
}

function check(actionId: string, texts: Readonly<Record<string, string>>, team = 'T0HOME'): JsonObject {
  const { view } = submission(VIEW.command, { command: 'share', channel: 'C0GENERAL' }, texts);
  return { ...press(actionId, 'x', { user: 'U0RITA', team }), channel: undefined, container: { type: 'view' }, view };
}

async function belowTheForm(harness: ListenerHarness, payload: JsonObject): Promise<readonly string[]> {
  await harness.send(payload);
  const view = z.object({ blocks: z.array(z.unknown()) }).parse(harness.callsOf('views.update').at(-1)?.view);
  expect(viewViolations(harness.callsOf('views.update').at(-1)?.view)).toEqual([]);
  const lines = renderedLines(view.blocks);
  return lines.slice(lines.indexOf('[Check it first]') + 1);
}

describe('checking a form before submission', () => {
  test.each([ACTION.check, INPUT_ACTION_ID])(
    'by %s shows the plan, its findings and the approvers',
    async (actionId) => {
      const harness = new ListenerHarness({
        useCases: { previewRequest: async () => possible },
        responses: updated('h1'),
      });

      const lines = await belowTheForm(harness, check(actionId, { ami: 'ami-123', targets: '1111' }));

      expect(lines).toEqual([
        '(success) This can be requested.',
        'Share ami-1234567890abcdef0 with prod (111122223333)',
        'It will wait for 1 approval from @U0ANA, @U0BEN.',
        '(warning) It is old. Take a newer one.',
        '(info) It is small.',
      ]);
      expect(harness.callsOf('views.update').map(({ hash }) => hash)).toEqual([undefined, 'h1']);
    },
  );

  test('keeps the field values and the reply channel', async () => {
    const harness = new ListenerHarness({
      useCases: { previewRequest: async () => possible },
      responses: updated('h1'),
    });

    await harness.send(check(ACTION.check, { ami: 'ami-123', targets: '1111, two', reason: 'why' }));

    expect(harness.callsOf('views.update')[0]?.view).toMatchObject({
      private_metadata: '{"command":"share","channel":"C0GENERAL"}',
    });
  });

  test('reports missing and invalid fields without a lookup', async () => {
    expect(await belowTheForm(new ListenerHarness(), check(ACTION.check, { ami: 'ami-123' }))).toEqual([
      '(error) Target is required.',
    ]);
    expect(
      (await belowTheForm(new ListenerHarness(), check(ACTION.check, { ami: 'ami-123', targets: 'prdo' }))).join(),
    ).toContain('Did you mean prod?');
  });

  test.each(['hash_conflict', 'not_found'])(
    'stops after a newer check or when the form is closed (%s)',
    async (error) => {
      const harness = new ListenerHarness({ responses: { 'views.update': slackRejects(error) } });

      await harness.send(check(ACTION.check, { ami: 'ami-123', targets: '1111' }));

      expect(harness.calls.map(({ method }) => method)).toEqual(['views.update']);
    },
  );

  test('still allows submission if the check fails', async () => {
    const harness = new ListenerHarness({
      useCases: { previewRequest: () => Promise.reject(new Throttled('EC2 asks for fewer calls')) },
      responses: updated('h1'),
    });

    expect(await belowTheForm(harness, check(ACTION.check, { ami: 'ami-123', targets: '1111' }))).toEqual([
      '(warning) This could not be checked now. You can still submit it.',
    ]);
  });

  test('refuses members of other workspaces', async () => {
    const harness = new ListenerHarness({ responses: updated('h1') });

    const lines = await belowTheForm(harness, check(ACTION.check, { ami: 'ami-123', targets: '1111' }, 'T0OTHER'));

    expect(lines).toEqual(['(error) Only members of the workspace that AMI Steward belongs to can use it.']);
  });
});
