import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SETTINGS } from '../../sandbox/seed/settings.js';
import type { GuestAccess } from '../../src/domain/policy/types.js';
import { rule } from '../workflows/builders.js';
import { startJourney, type Journey } from './harness.js';

const SHARE = '/ami share ami-123 with 1111';

/** Guests and outsiders are in the approvals channel only. */
function type(journey: Journey, person: string, line: string): Promise<string> {
  return journey.ephemeralReplyTo(person, () => journey.user(person).command('C0APPROVALS', line));
}

/** Everything runs without approval, so that nothing but the person is in the way. */
function startWith(guests: GuestAccess): Promise<Journey> {
  const { approvals } = SETTINGS;
  const policy = { ...approvals.policy, rules: [rule({ kind: 'auto' })], guests };
  return startJourney({ settings: { ...SETTINGS, approvals: { ...approvals, policy } } });
}

describe('with guests: refuse', () => {
  let journey: Journey;
  beforeAll(async () => {
    journey = await startWith('refuse');
  });
  afterAll(async () => {
    await journey.sandbox.close();
  });

  test.each([
    ['a multi-channel guest', 'U0GUEST', 'Guests of this workspace cannot do this.'],
    ['a single-channel guest', 'U0SOLO', 'Guests of this workspace cannot do this.'],
    ['an outsider', 'U0STRANGER', 'Only members of the workspace that AMI Steward belongs to can use it.'],
  ])('%s requests and reads nothing', async (_who, person, refusal) => {
    for (const line of [SHARE, '/ami info ami-123', '/ami requests all', '/ami help']) {
      expect(await type(journey, person, line)).toContain(refusal);
    }
    expect(journey.changeCallsSince(0)).toEqual([]);
  });

  test('a colleague from another workspace of the organization requests', async () => {
    expect(await type(journey, 'U0GRETA', SHARE)).toMatch(/^AR-/);
    expect(await type(journey, 'U0GRETA', '/ami requests')).toContain('@U0GRETA');
  });

  test('members are refused while Slack does not return who they are', async () => {
    journey.sandbox.workspace.injectFault({ method: 'users.info', kind: { is: 'error', error: 'internal_error' } });

    expect(await journey.runCommand('U0SAM', '/ami requests')).toContain('Slack did not return who you are');
    expect(await journey.runCommand('U0SAM', '/ami requests')).not.toContain('Slack did not return who you are');
  });

  test('logs no error and violates no rule of Slack, even when it stops', async () => {
    await journey.sandbox.stopApp();
    expect(journey.problems()).toEqual([]);
  });
});

describe('with guests: read', () => {
  let journey: Journey;
  beforeAll(async () => {
    journey = await startWith('read');
  });
  afterAll(async () => {
    await journey.sandbox.close();
  });

  test('a guest reads and requests nothing', async () => {
    expect(await type(journey, 'U0GUEST', '/ami info ami-123')).toContain('ami-1234567890abcdef0');
    expect(await type(journey, 'U0GUEST', SHARE)).toContain('Guests of this workspace cannot do this.');
    expect(journey.changeCallsSince(0)).toEqual([]);
  });

  test('a guest cannot undo what a member requested', async () => {
    const id = await journey.request('U0RITA', SHARE);
    await journey.waitForStatus(id, 'Done');
    const checkpoint = journey.sandbox.aws.calls.length;

    expect(await type(journey, 'U0GUEST', `/ami undo ${id}`)).toContain('guests of this workspace may not undo it');
    expect(journey.changeCallsSince(checkpoint)).toEqual([]);
  });

  test('logs no error and violates no rule of Slack, even when it stops', async () => {
    await journey.sandbox.stopApp();
    expect(journey.problems()).toEqual([]);
  });
});
