import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Image } from '../../sandbox/ec2/image-entities.js';
import { startJourney, type Journey } from './harness.js';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney();
});
afterAll(async () => {
  await journey.sandbox.close();
});

/** Requests and approves a change. Resolves once it is done, with the text of the pending message and the calls to EC2. */
async function runCommand(
  line: string,
  approver = 'U0ANA',
  secondApprover?: string,
): Promise<{ readonly asked: string; readonly calls: readonly unknown[] }> {
  const checkpoint = journey.sandbox.aws.calls.length;
  const id = await journey.request('U0RITA', line);
  const asked = await journey.waitForStatus(id, 'Waiting for approval');
  expect(journey.changeCallsSince(checkpoint)).toEqual([]);
  await journey.press(approver, id, 'approve');
  if (secondApprover !== undefined) {
    await journey.waitForText(id, `@${approver}`);
    await journey.press(secondApprover, id, 'approve');
  }
  await journey.waitForStatus(id, 'Done');
  const calls = journey
    .changeCallsSince(checkpoint)
    .map(({ operation, outcome, params }) => [operation, outcome, params]);
  return { asked, calls };
}

function imageNow(id: string): Image | undefined {
  return journey.sandbox.aws.store.get('images', id);
}

describe('deprecating an AMI', () => {
  const ORDERS = 'ami-05ba4ed1f2e3d4c50';

  test('shows the approver which accounts are affected, and sets the date', async () => {
    const { asked, calls } = await runCommand(
      '/ami deprecate ami-05ba4ed1 on 2030-01-31 because orders-service-19 is out',
    );

    expect(asked).toContain('Deprecate ami-05ba4ed1f2e3d4c50 (orders-service-18, us-east-1) on 2030-01-31');
    expect(asked).toContain('The AMI is shared with prod (111122223333): from then on they find it only by its id.');
    expect(asked).toContain('In use');
    expect(calls).toEqual([['EnableImageDeprecation', 'ok', { ImageId: ORDERS, DeprecateAt: '2030-01-31T00:00:00Z' }]]);
    expect(imageNow(ORDERS)?.deprecatedAt).toBe('2030-01-31T00:00:00.000Z');
  });

  test('is refused if the date is already set', async () => {
    expect(await journey.runCommand('U0SAM', '/ami deprecate ami-05ba4ed1 on 2030-01-31')).toContain('Nothing to do');
  });

  test('can be reverted by a request that removes the date', async () => {
    const { asked, calls } = await runCommand('/ami undeprecate ami-05ba4ed1');

    expect(asked).toContain('It would have been deprecated on 2030-01-31.');
    expect(calls).toEqual([['DisableImageDeprecation', 'ok', { ImageId: ORDERS }]]);
    expect(imageNow(ORDERS)?.deprecatedAt).toBeUndefined();
  });

  test('uses thirty days if no date is given', async () => {
    const { calls } = await runCommand('/ami deprecate ami-05ba4ed1 in us-east-1');

    const at = Date.parse(imageNow(ORDERS)?.deprecatedAt ?? '');
    const days = (at - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(29.9);
    expect(days).toBeLessThan(31);
    expect(calls).toHaveLength(1);
  });

  test('is limited for a public AMI, which keeps its date and accepts no later date', async () => {
    expect(await journey.runCommand('U0RITA', '/ami undeprecate ami-09b11')).toContain('cannot be removed');
    expect(await journey.runCommand('U0RITA', '/ami deprecate ami-09b11 in 300d')).toContain('at the latest');
  });
});

describe('disabling an AMI', () => {
  /** Shared with the unknown account, the partner, an organization and a unit, where use cannot be seen. */
  const APPLIANCE = 'ami-05ba4ed2f2e3d4c50';
  let disabling: string;

  test('is refused for an AMI in use if no rule allows it', async () => {
    expect(await journey.runCommand('U0RITA', '/ami disable ami-01f5e12')).toContain('in use');
  });

  test('requires two approvers if the use of the AMI is unknown', async () => {
    const checkpoint = journey.sandbox.aws.calls.length;
    disabling = await journey.request('U0RITA', '/ami disable ami-05ba4ed2 because the appliance is withdrawn');

    const asked = await journey.waitForStatus(disabling, 'Waiting for approval');
    expect(asked).toContain('EC2 erases that the AMI is shared with 222233334444');
    await journey.press('U0ANA', disabling, 'approve');
    await journey.waitForText(disabling, '1 of 2');
    expect(journey.changeCallsSince(checkpoint)).toEqual([]);
    await journey.press('U0SEC', disabling, 'approve');
    await journey.waitForStatus(disabling, 'Done');
    expect(journey.changeCallsSince(checkpoint)).toMatchObject([{ operation: 'DisableImage', outcome: 'ok' }]);
    expect(imageNow(APPLIANCE)).toMatchObject({ state: 'disabled', launchPermissions: [] });
  });

  test('prevents a new share, and the answer names the command to enable it', async () => {
    expect(await journey.runCommand('U0RITA', '/ami share ami-05ba4ed2 with prod')).toContain('/ami enable');
    expect(await journey.runCommand('U0RITA', '/ami disable ami-05ba4ed2')).toContain('Nothing to do');
  });

  test('can be reverted with the same launch permissions as before', async () => {
    const { asked, calls } = await runCommand('/ami enable ami-05ba4ed2 with sharing', 'U0ANA', 'U0SEC');

    expect(asked).toContain('and share it again with 222233334444');
    expect(asked).toContain(disabling);
    expect(calls).toMatchObject([
      ['EnableImage', 'ok', {}],
      ['ModifyImageAttribute', 'ok', {}],
    ]);
    expect(imageNow(APPLIANCE)).toMatchObject({
      state: 'available',
      launchPermissions: [
        { userId: '222233334444' },
        { userId: '777788889999' },
        { organizationArn: expect.stringContaining('organization/') },
        { organizationalUnitArn: expect.stringContaining('ou/') },
      ],
    });
  });

  test('cannot be reverted if its snapshots are archived', async () => {
    expect(await journey.runCommand('U0RITA', '/ami enable ami-0a4c')).toContain(
      'In the archive: snap-0a4c41fed0e1f2a31',
    );
  });

  test('can be reverted without the launch permissions if no request disabled it', async () => {
    const { asked, calls } = await runCommand('/ami enable ami-0d15');

    expect(asked).toContain('Who it was shared with is not recorded');
    expect(calls).toEqual([['EnableImage', 'ok', { ImageId: 'ami-0d15ab1ed0e1f2a30' }]]);
  });
});

describe('protecting an AMI', () => {
  const LEGACY = 'ami-010cced0e1f2a3b40';

  test('prevents deregistration until it is turned off', async () => {
    const { calls } = await runCommand('/ami protect ami-010c');

    expect(calls).toEqual([['EnableImageDeregistrationProtection', 'ok', { ImageId: LEGACY, WithCooldown: 'false' }]]);
    expect(await journey.runCommand('U0RITA', '/ami deregister ami-010c')).toContain('/ami unprotect');
    await runCommand('/ami unprotect ami-010c');
    expect(imageNow(LEGACY)?.protection).toBe('disabled');
  });

  test('with a cooldown shows the approver when deregistration becomes possible', async () => {
    const { asked } = await runCommand('/ami unprotect ami-0950');

    expect(asked).toMatch(/cannot be deregistered until \d{4}-\d\d-\d\d \d\d:\d\d UTC if it is turned off now/);
  });
});

describe('publishing an AMI', () => {
  const COMMUNITY = 'ami-09b12c0d1e2f3a4b0';

  test('warns the approver if a rule allows it, and EC2 sets a deprecation date', async () => {
    const { asked, calls } = await runCommand('/ami publish ami-09b12', 'U0SEC');

    expect(asked).toContain('EVERYONE IN THE WORLD');
    expect(calls).toMatchObject([['ModifyImageAttribute', 'ok', { LaunchPermission: { Add: [{ Group: 'all' }] } }]]);
    expect(imageNow(COMMUNITY)?.launchPermissions).toEqual([{ group: 'all' }]);
    expect(imageNow(COMMUNITY)?.deprecatedAt).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  test('can be reverted', async () => {
    const { asked } = await runCommand('/ami unpublish ami-09b12');

    expect(asked).toContain('copies that others have made are not affected');
    expect(imageNow(COMMUNITY)?.launchPermissions).toEqual([]);
  });

  test.each([
    ['a watermark keeps it private', 'ami-09b13', 'watermarks'],
    ['public AMIs are blocked in the Region', 'ami-123', 'by a declarative policy of the organization'],
    ['encrypted volumes keep it private', 'ami-0ec1', 'encrypted volumes'],
    ['product codes keep it private', 'ami-03a4', 'product codes'],
  ])('is refused: %s', async (_, ami, words) => {
    expect(await journey.runCommand('U0RITA', `/ami publish ${ami}`)).toContain(words);
  });
});

describe('restoring an AMI from the Recycle Bin', () => {
  const TOOLS = 'ami-0e1a57edd2c1b0a90';

  test('restores its snapshots and its ID, and the AMI can be shared again', async () => {
    const removed = await runCommand('/ami deregister ami-0e1a57 with snapshots', 'U0ANA');
    expect(removed.asked).toContain('The Recycle Bin retains the AMI for 14 days.');
    expect(imageNow(TOOLS)?.state).toBe('deregistered');

    const { asked, calls } = await runCommand('/ami restore ami-0e1a57 because the tools are still wanted');

    expect(asked).toContain('Restore ami-0e1a57edd2c1b0a90 (retained-tools-7, us-east-1) from the Recycle Bin');
    expect(asked).toContain('The Recycle Bin does not say which snapshots it needs. If others are missing');
    const [snapshotId] = imageNow(TOOLS)?.blockDevices.map((device) => device.snapshotId) ?? [];
    expect(calls).toEqual([
      ['RestoreSnapshotFromRecycleBin', 'ok', { SnapshotId: snapshotId }],
      ['RestoreImageFromRecycleBin', 'ok', { ImageId: TOOLS }],
    ]);
    await runCommand('/ami share ami-0e1a57 with prod');
    expect(imageNow(TOOLS)).toMatchObject({ state: 'available', launchPermissions: [{ userId: '111122223333' }] });
  });

  test('restores both snapshots and the launch permissions', async () => {
    const { asked, calls } = await runCommand('/ami restore ami-0e1a59');

    expect(asked).toContain('Accounts that it was shared with can use it again');
    expect(calls).toHaveLength(3);
    expect(imageNow('ami-0e1a59edd2c1b0a90')).toMatchObject({ launchPermissions: [{ userId: '111122223333' }] });
  });

  test.each([
    ['/ami restore ami-1234567890abcdef0', 'No AMI in the Recycle Bin found with ID or ID prefix'],
    ['/ami restore ami-0e1a59', 'No AMI in the Recycle Bin found with ID or ID prefix'],
  ])('%s finds no AMI and creates no request', async (line, says) => {
    expect(await journey.runCommand('U0RITA', line)).toContain(says);
  });
});

test('logs no error and violates no rule of Slack, even when it stops', async () => {
  await journey.sandbox.stopApp();
  expect(journey.problems()).toEqual([]);
});
