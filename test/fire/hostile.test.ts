import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { signatureHeaders } from '../../sandbox/slack/delivery/signature.js';
import { SEED } from '../../sandbox/seed/workspace.js';
import { ACTION, VIEW } from '../../src/listeners/blocks/kit/ids.js';
import { startJourney, type Journey } from '../journeys/harness.js';

/* What comes in at the door and was not sent by Slack, or not in this way: nothing changes, and the process lives on. */

const FORM = 'application/x-www-form-urlencoded';
const COMMAND = new URLSearchParams({
  command: '/ami',
  text: 'share ami-0badcafe1d2e3f400 with partner',
  user_id: 'U0RITA',
  team_id: SEED.team.id,
  channel_id: 'C0GENERAL',
  trigger_id: '1.1.x',
}).toString();

let journey: Journey;
let pending: string;
beforeAll(async () => {
  journey = await startJourney();
  pending = await journey.request('U0RITA', '/ami share ami-0c0ffee5e1f2a3b40 with partner');
});
afterAll(async () => {
  await journey.sandbox.close();
  expect(journey.sandbox.workspace.violations).toEqual([]);
});

let callsBefore: number;
beforeEach(() => {
  callsBefore = journey.sandbox.aws.calls.length;
});

interface Sent {
  readonly body: string;
  readonly type?: string;
  readonly secret?: string;
  /** Seconds from now. */
  readonly at?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

async function send({ body, type = FORM, secret, at = 0, headers }: Sent): Promise<Response> {
  const { signingSecret } = journey.sandbox.credentials;
  const seconds = Math.floor(Date.now() / 1000) + at;
  return fetch(`${journey.sandbox.url}/slack/events`, {
    method: 'POST',
    headers: { 'content-type': type, ...(headers ?? signatureHeaders(secret ?? signingSecret, body, seconds)) },
    body,
  });
}

async function nothingHappened(): Promise<void> {
  expect(await journey.runCommand('U0RITA', `/ami status ${pending}`)).toContain(`# ${pending}: Waiting for approval`);
  expect(journey.changeCallsSince(callsBefore)).toEqual([]);
}

describe('an HTTP request that Slack did not send', () => {
  test.each<[string, Sent]>([
    ['without a signature', { body: COMMAND, headers: {} }],
    ['signed with another secret', { body: COMMAND, secret: 'guessed' }],
    ['signed six minutes ago', { body: COMMAND, at: -360 }],
    ['signed six minutes ahead', { body: COMMAND, at: 360 }],
    [
      'with the signature of another body',
      { body: COMMAND, headers: signatureHeaders('x', 'other', Math.floor(Date.now() / 1000)) },
    ],
    [
      'with an invalid timestamp',
      { body: COMMAND, headers: { 'x-slack-signature': 'v0=00', 'x-slack-request-timestamp': 'now' } },
    ],
  ])('%s is refused', async (_what, sent) => {
    expect((await send(sent)).status).toBe(401);
    await nothingHappened();
  });
});

describe('an invalid body', () => {
  test.each<[string, Sent]>([
    ['of two megabytes', { body: `text=${'x'.repeat(2 * 1024 * 1024)}` }],
    ['with a payload that is not JSON', { body: 'payload=%7B' }],
    ['with a payload that is a list', { body: 'payload=%5B%5D' }],
    ['of truncated JSON', { body: '{"type":', type: 'application/json' }],
    ['of JSON nested a thousand times', { body: '['.repeat(1_000), type: 'application/json' }],
    ['that is empty', { body: '' }],
    ['of another content type', { body: '<xml/>', type: 'text/xml' }],
  ])('%s is refused, and the next request is served', async (_what, sent) => {
    const { status } = await send(sent).catch(() => ({ status: 413 }));

    expect(status).toBeGreaterThanOrEqual(400);
    await nothingHappened();
  });
});

interface Forged {
  readonly user?: string;
  readonly team?: string;
  readonly action?: string;
  readonly value?: string;
}

function press({ user = 'U0ANA', team = SEED.team.id, action = ACTION.approve, value = pending }: Forged): Sent {
  const payload = {
    type: 'block_actions',
    user: { id: user, team_id: team },
    team: { id: SEED.team.id, domain: 'x' },
    channel: { id: 'C0APPROVALS' },
    trigger_id: randomUUID(),
    container: { type: 'message', channel_id: 'C0APPROVALS', message_ts: '1.1' },
    actions: [{ type: 'button', action_id: action, block_id: 'b', value, action_ts: '1.1' }],
  };
  return { body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString() };
}

describe('a forged button click', () => {
  test.each<[string, Forged]>([
    ['for a request that does not exist', { value: 'AR-000000' }],
    ['with a value that is not an ID', { value: '../../etc/passwd' }],
    ['with the name of a property', { value: '__proto__' }],
    ['with a value of two thousand characters', { value: 'A'.repeat(2_000) }],
    ['with an empty value', { value: '' }],
    ['with an unknown action', { action: 'approve_all' }],
    ['by the requester', { user: 'U0RITA' }],
    ['by a user without an approver group', { user: 'U0SAM' }],
    ['by a guest', { user: 'U0GUEST' }],
    ['by a user of another workspace', { user: 'U0STRANGER', team: 'T0OTHER' }],
    ['by another workspace in an approver’s name', { user: 'U0ANA', team: 'T0OTHER' }],
  ])('%s changes nothing', async (_what, forged) => {
    const { status } = await send(press(forged));

    expect(status).toBeLessThan(500);
    await new Promise((resolve) => setTimeout(resolve, 150));
    await nothingHappened();
    expect(await journey.waitForStatus(pending, 'Waiting for approval')).not.toContain('Approved by');
  });
});

function submission(callback: string, metadata: string, values: object): Sent {
  const payload = {
    type: 'view_submission',
    user: { id: 'U0RITA', team_id: SEED.team.id },
    team: { id: SEED.team.id, domain: 'x' },
    view: { id: 'V1', type: 'modal', callback_id: callback, private_metadata: metadata, state: { values } },
  };
  return { body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString() };
}

describe('a forged form submission', () => {
  test.each<[string, string, string, object]>([
    ['with metadata that is not JSON', VIEW.command, 'not json', {}],
    ['for an unknown operation', VIEW.command, JSON.stringify({ command: 'explode', draft: {} }), {}],
    ['without the required fields', VIEW.command, '{}', {}],
    ['with an invalid state', VIEW.command, '{}', { ami: 'x' }],
    ['of a denial by the requester', VIEW.denial, pending, { reason: { value: { value: 'no' } } }],
    ['of a denial without a request', VIEW.denial, 'null', { reason: { value: { value: 'no' } } }],
  ])('%s changes nothing', async (_what, callback, metadata, values) => {
    await send(submission(callback, metadata, values));

    await new Promise((resolve) => setTimeout(resolve, 150));
    await nothingHappened();
  });
});

describe('a replay within five minutes', () => {
  test('of a command creates no second request', async () => {
    const sent = { body: COMMAND };
    const responses = await Promise.all([send(sent), send(sent), send(sent)]);
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200]);

    await journey.sandbox.workspace.waitUntil(async () => requestsAbout('ami-0badcafe1d2e3f400'));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await requestsAbout('ami-0badcafe1d2e3f400')).toBe(1);
  });

  async function requestsAbout(image: string): Promise<number> {
    const history = await journey.runCommand('U0RITA', `/ami history ${image}`);
    return history.match(/AR-[0-9A-Z]{6} Waiting/g)?.length ?? 0;
  }
});
