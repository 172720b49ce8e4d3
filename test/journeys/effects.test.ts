import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SETTINGS } from '../../sandbox/seed/settings.js';
import type { Rule } from '../../src/domain/policy/types.js';
import { startJourney, type Journey } from './harness.js';

const GOLDEN = 'ami-1234567890abcdef0';
/** Public, in eu-central-1. */
const COMMUNITY = 'ami-09b21c0d1e2f3a4b0';
/** Shared with an account that is in no directory, among others. */
const APPLIANCE = 'ami-05ba4ed2f2e3d4c50';
const STRANGER = '222233334444';
const DEV = '444455556666';

const auto = { kind: 'auto' } as const;
const RULES: readonly Rule[] = [
  { action: ['publish'], effect: { kind: 'refuse', message: 'Nothing is public here.' } },
  { action: ['share'], to: ['unknown'], effect: { kind: 'refuse', message: 'Not with strangers.' } },
  { action: ['terminate'], effect: { kind: 'approval', approvers: ['S0PLATFORM'], required: 1 } },
  { action: ['*'], inUse: true, effect: auto },
  { action: ['*'], effect: auto },
];

let journey: Journey;
beforeAll(async () => {
  const { approvals } = SETTINGS;
  journey = await startJourney({
    settings: { ...SETTINGS, approvals: { ...approvals, policy: { ...approvals.policy, rules: RULES } } },
  });
});
afterAll(async () => {
  await journey.sandbox.close();
});

async function done(line: string): Promise<string> {
  const id = await journey.request('U0RITA', line);
  await journey.waitForStatus(id, 'Done');
  return id;
}

async function undo(id: string): Promise<string> {
  const answer = await journey.runCommand('U0RITA', `/ami undo ${id}`);
  return /^(AR-[0-9A-Z]{6}): /.exec(answer)?.[1] ?? answer;
}

function copyNamed(name: string) {
  return journey.sandbox.aws.store.all('images').find((image) => image.name === name);
}

describe('the rules judge what a request does, whatever it is called', () => {
  test('undoing a disable does not make the AMI public again', async () => {
    const disabled = await done(`/ami disable ${COMMUNITY}`);
    const checkpoint = journey.sandbox.aws.calls.length;

    const undoing = await undo(disabled);

    expect(await journey.waitForStatus(undoing, 'Done')).toContain('Undo does not make it public again.');
    expect(journey.changeCallsSince(checkpoint).map(({ operation }) => operation)).toEqual(['EnableImage']);
    expect(journey.sandbox.aws.store.get('images', COMMUNITY)?.launchPermissions).toEqual([]);
  });

  test('a copy is refused if it would be shared with an account that the rules refuse', async () => {
    const answer = await journey.runCommand('U0RITA', `/ami copy ${APPLIANCE} to eu-west-1 as appliance-eu`);

    expect(answer).toContain(`Rule 2 does not allow share with ${STRANGER}: Not with strangers.`);
    expect(copyNamed('appliance-eu')).toBeUndefined();
  });

  test('a copy without sharing is shared with no one', async () => {
    await done(`/ami copy ${APPLIANCE} to eu-west-1 as appliance-private without sharing`);

    expect(copyNamed('appliance-private')?.launchPermissions).toEqual([]);
  });

  test('a copy does not carry a share for a limited time', async () => {
    const before = journey.sandbox.aws.store.get('images', GOLDEN)?.launchPermissions ?? [];
    await done(`/ami share ${GOLDEN} with dev for 7d`);

    const copying = await done(`/ami copy ${GOLDEN} to eu-west-1 as golden-eu`);

    expect(await journey.waitForStatus(copying, 'Done')).toContain(`The copy is not shared with it.`);
    expect(copyNamed('golden-eu')?.launchPermissions).toEqual(before);
    expect(JSON.stringify(before)).not.toContain(DEV);
  });

  test('undoing a launch waits for the approval that terminate requires', async () => {
    const launched = await done(`/ami launch ${GOLDEN} as t3.small`);

    const undoing = await undo(launched);

    await journey.waitForStatus(undoing, 'Waiting for approval');
  });

  test('only the requester undoes what no one approves', async () => {
    const shared = await done(`/ami share ${GOLDEN} with prod`);
    const before = journey.sandbox.aws.store.get('images', GOLDEN)?.launchPermissions;

    const answer = await journey.runCommand('U0SAM', `/ami undo ${shared}`);

    expect(answer).toContain('you may not undo it. Only these people can: @U0RITA');
    expect(journey.sandbox.aws.store.get('images', GOLDEN)?.launchPermissions).toEqual(before);
    await journey.waitForStatus(await undo(shared), 'Done');
  });

  test('/ami policy names the deciding rule of each effect', async () => {
    const answer = await journey.runCommand('U0SAM', `/ami policy copy ${APPLIANCE} to eu-west-1 as other`);

    expect(answer).toContain('copy to eu-west-1 in images (999988887777), eu-west-1: rule 4 decides');
    expect(answer).toContain(`share with ${STRANGER} in images (999988887777), eu-west-1: rule 2 decides`);
  });
});

test('logs no error and violates no rule of Slack, even when it stops', async () => {
  await journey.sandbox.stopApp();
  expect(journey.problems()).toEqual([]);
});
