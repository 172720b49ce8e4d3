import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SETTINGS } from '../../sandbox/seed/settings.js';
import { SEED } from '../../sandbox/seed/workspace.js';
import { signatureHeaders } from '../../sandbox/slack/delivery/signature.js';
import { rule } from '../workflows/builders.js';
import { recordingLog, startJourney, type Journey } from './harness.js';

/* What Slack signed once and what arrives twice: one request, one call. */

const { log, lines } = recordingLog();

let journey: Journey;
beforeAll(async () => {
  const rules = [rule({ kind: 'auto' })];
  const approvals = { ...SETTINGS.approvals, policy: { ...SETTINGS.approvals.policy, rules } };
  journey = await startJourney({ settings: { ...SETTINGS, approvals }, log });
});
afterAll(async () => {
  await journey.sandbox.close();
});

interface SignedBody {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

function signed(body: string): SignedBody {
  const seconds = Math.floor(Date.now() / 1_000);
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  return { body, headers: { ...type, ...signatureHeaders(journey.sandbox.credentials.signingSecret, body, seconds) } };
}

async function send({ body, headers }: SignedBody): Promise<void> {
  const { status } = await fetch(`${journey.sandbox.url}/slack/events`, { method: 'POST', headers, body });
  expect(status).toBe(200);
}

function launches(): number {
  return journey.changeCallsSince(0).filter(({ operation }) => operation === 'RunInstances').length;
}

function ignored(): number {
  return lines.filter(({ message }) => message === 'repeated delivery ignored').length;
}

function until(condition: () => boolean, description: string): Promise<unknown> {
  return journey.sandbox.workspace.waitUntil(condition, { description });
}

test('a replayed command that no rule stops launches one instance', async () => {
  const command = signed(
    new URLSearchParams({
      command: '/ami',
      text: 'launch ami-123 as t3.small',
      user_id: 'U0RITA',
      team_id: SEED.team.id,
      channel_id: 'C0GENERAL',
      trigger_id: '13345224609.738474920.8088930838d88f008e0',
    }).toString(),
  );
  await send(command);
  await until(() => launches() === 1, 'a launch');
  await until(() => journey.directMessagesAbout('U0RITA', 'AR-').some((text) => text.includes('Done')), 'the end');

  await send(command);

  await until(() => launches() > 1 || ignored() === 1, 'what becomes of the replay');
  expect(launches()).toBe(1);
});

test('logs no error and violates no rule of Slack, even when it stops', async () => {
  await journey.sandbox.stopApp();
  expect(journey.problems()).toEqual([]);
});
