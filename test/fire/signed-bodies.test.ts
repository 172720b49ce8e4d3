import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SEED } from '../../sandbox/seed/workspace.js';
import { signatureHeaders } from '../../sandbox/slack/delivery/signature.js';
import { ACTION, VIEW } from '../../src/listeners/blocks/kit/ids.js';
import { startJourney, type Journey } from '../journeys/harness.js';
import { prepareBots, type BotProcess, type Bots } from '../journeys/processes.js';

/* Signed bodies with a wrong value at every path of every kind of payload: each is answered, and the process lives on. */

const TEAM = SEED.team.id;
const base = { user: { id: 'U0SAM', team_id: TEAM }, team: { id: TEAM, domain: 'x' }, enterprise: null, token: 't' };
const message = { container: { type: 'message', channel_id: 'C0APPROVALS', message_ts: '1.1', is_ephemeral: false } };
const view = {
  id: 'V1',
  type: 'modal',
  private_metadata: '{"command":"share","channel":"C0GENERAL"}',
  state: { values: { ami: { value: { type: 'plain_text_input', value: 'x' } } } },
};

const PAYLOADS = {
  block_actions: {
    ...base,
    ...message,
    type: 'block_actions',
    channel: { id: 'C0APPROVALS' },
    actions: [{ type: 'button', action_id: ACTION.approve, block_id: 'b', value: 'AR-000000', action_ts: '1.1' }],
  },
  view_submission: { ...base, type: 'view_submission', view: { ...view, callback_id: VIEW.command } },
  view_closed: { ...base, type: 'view_closed', view: { ...view, callback_id: VIEW.command }, is_cleared: false },
  shortcut: { ...base, type: 'shortcut', callback_id: 'ami_new', action_ts: '1.1' },
  message_action: { ...base, ...message, type: 'message_action', callback_id: 'x', message: { ts: '1.1', text: 'x' } },
  block_suggestion: { ...base, ...message, type: 'block_suggestion', action_id: 'value', block_id: 'ami', value: 'x' },
  event_callback: {
    type: 'event_callback',
    team_id: TEAM,
    event_id: 'Ev1',
    event: { type: 'app_home_opened', user: 'U0SAM', tab: 'home', channel: 'D0SAM' },
    authorizations: [{ team_id: TEAM, enterprise_id: null, user_id: 'U0STEWARD', is_bot: true }],
  },
} as const;

const WRONG: readonly unknown[] = [
  null,
  0,
  -1.5,
  '',
  true,
  [],
  {},
  [null],
  { id: null },
  { a: { b: [null, { c: null }] } },
];

/** The value with another one at each of its paths, the root included, and without each of its properties. */
function mutations(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return WRONG;
  const whole: object = value;
  const below = Object.entries(whole).flatMap(([key, inner]) => {
    function put(other: unknown): unknown {
      return Array.isArray(whole)
        ? whole.map((each: unknown, index) => (String(index) === key ? other : each))
        : { ...whole, [key]: other };
    }
    return [put(undefined), ...mutations(inner).map(put)];
  });
  return [...WRONG, ...below];
}

let journey: Journey;
let bots: Bots;
let bot: BotProcess;
beforeAll(async () => {
  journey = await startJourney({ app: false });
  bots = await prepareBots(journey.sandbox);
  bot = await bots.start('main');
});
afterAll(async () => {
  await bots.close();
  await journey.sandbox.close();
});

async function statusOf(body: string, type: string): Promise<number> {
  const seconds = Math.floor(Date.now() / 1_000);
  const { status } = await fetch(bot.requestUrl, {
    method: 'POST',
    headers: { 'content-type': type, ...signatureHeaders(journey.sandbox.credentials.signingSecret, body, seconds) },
    body,
  });
  return status;
}

async function isAlive(): Promise<boolean> {
  return (await fetch(new URL('/healthz', bot.requestUrl))).ok;
}

/** In batches: what follows an acknowledgement goes on at the same time. */
async function statusesOf(bodies: readonly string[], type: string): Promise<readonly number[]> {
  const statuses = new Set<number>();
  for (let start = 0; start < bodies.length; start += 20) {
    const batch = bodies.slice(start, start + 20);
    for (const status of await Promise.all(batch.map((body) => statusOf(body, type)))) statuses.add(status);
  }
  return [...statuses].sort();
}

describe('a signed body', () => {
  test.each(Object.keys(PAYLOADS).filter((kind) => kind !== 'event_callback'))(
    'of %s with a wrong value anywhere is answered, and the process lives on',
    async (kind) => {
      const payload = Object.entries(PAYLOADS).find(([name]) => name === kind)?.[1];
      const bodies = mutations(payload).map((each) => `payload=${encodeURIComponent(JSON.stringify(each))}`);

      for (const status of await statusesOf(bodies, 'application/x-www-form-urlencoded')) {
        expect([200, 400]).toContain(status);
      }
      expect(await isAlive()).toBe(true);
    },
  );

  test('of an event with a wrong value anywhere is answered, and the process lives on', async () => {
    const bodies = mutations(PAYLOADS.event_callback).map((each) => JSON.stringify(each));

    for (const status of await statusesOf(bodies, 'application/json')) expect([200, 400]).toContain(status);
    expect(await isAlive()).toBe(true);
  });

  test('of a command with a missing or strange field is answered, and the process lives on', async () => {
    const fields = {
      command: '/ami',
      text: 'requests',
      user_id: 'U0SAM',
      team_id: TEAM,
      channel_id: 'C0GENERAL',
      trigger_id: '1.1',
      response_url: 'http://127.0.0.1:9/',
    };
    const bodies = Object.keys(fields).flatMap((name) => [
      new URLSearchParams(Object.entries(fields).filter(([each]) => each !== name)).toString(),
      ...['', 'null', '\u0000', '[]', '🎉'.repeat(500)].map((value) =>
        new URLSearchParams({ ...fields, [name]: value }).toString(),
      ),
    ]);

    for (const status of await statusesOf(bodies, 'application/x-www-form-urlencoded')) {
      expect([200, 400]).toContain(status);
    }
    expect(await isAlive()).toBe(true);
  });
});
