import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ACCOUNTS } from '../../sandbox/seed/accounts.js';
import { startJourney, type Journey } from './harness.js';

const GOLDEN = 'ami-1234567890abcdef0';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney();
});
afterAll(async () => {
  await journey.sandbox.close();
});

/** The accounts that the AMI, and then each of its snapshots, is shared with. */
function sharedWith(): readonly (readonly string[])[] {
  const { store } = journey.sandbox.aws;
  const image = store.get('images', GOLDEN);
  const snapshots = (image?.blockDevices ?? []).map(({ snapshotId }) => store.get('snapshots', snapshotId ?? ''));
  return [image?.launchPermissions, ...snapshots.map((snapshot) => snapshot?.volumePermissions)].map((permissions) =>
    (permissions ?? []).map((each) => Object.values(each).join()).toSorted(),
  );
}

/** What of a request's calls named which account. */
function callsAbout(checkpoint: number, account: string): readonly string[] {
  return journey
    .changeCallsSince(checkpoint)
    .filter(({ params }) => JSON.stringify(params).includes(account))
    .map(({ operation, outcome }) => `${operation} ${outcome}`);
}

describe('a share with two accounts, one of which EC2 refuses', () => {
  const REFUSED = {
    code: 'InvalidAMIAttributeItemValue',
    message: 'Invalid attribute item value for userId item type.',
  };
  const DONE = ['ModifyImageAttribute ok', 'ModifySnapshotAttribute ok', 'ModifySnapshotAttribute ok'];
  let id: string;

  test('is made with the other account, and shows the result for both', async () => {
    const checkpoint = journey.sandbox.aws.calls.length;
    journey.sandbox.aws.faults.inject({
      operation: 'ModifyImageAttribute',
      times: 1,
      fault: { kind: 'refused', ...REFUSED },
    });
    id = await journey.request('U0RITA', `/ami share ${GOLDEN} with dev, prod`);
    await journey.press('U0ANA', id, 'approve');

    const text = await journey.waitForStatus(id, 'Failed');
    expect(text).toContain(
      `Shared with prod (${ACCOUNTS.prod}). Not shared with dev (${ACCOUNTS.dev}): ${REFUSED.message}`,
    );
    expect(text).toContain('6 steps, 3 done');
    expect(callsAbout(checkpoint, ACCOUNTS.prod)).toEqual(DONE);
    expect(callsAbout(checkpoint, ACCOUNTS.dev)).toEqual([`ModifyImageAttribute ${REFUSED.code}`]);
    expect(sharedWith()).toEqual([[ACCOUNTS.prod], [ACCOUNTS.prod], [ACCOUNTS.prod]]);
  });

  test('notifies the requester of the result for both', async () => {
    expect(await journey.waitForDirectMessage('U0RITA', id, 'Failed')).toContain(
      `Not shared with dev (${ACCOUNTS.dev})`,
    );
  });

  test('repeats only the refused account on Retry', async () => {
    const checkpoint = journey.sandbox.aws.calls.length;

    await journey.press('U0RITA', id, 'retry');

    await journey.waitForStatus(id, 'Done');
    expect(callsAbout(checkpoint, ACCOUNTS.dev)).toEqual(DONE);
    expect(callsAbout(checkpoint, ACCOUNTS.prod)).toEqual([]);
    const both = [ACCOUNTS.prod, ACCOUNTS.dev];
    expect(sharedWith()).toEqual([both, both, both]);
  });

  test('can be unshared from each account separately', async () => {
    journey.sandbox.aws.faults.inject({
      operation: 'ModifySnapshotAttribute',
      times: 1,
      fault: { kind: 'refused', ...REFUSED },
    });
    id = await journey.request('U0RITA', `/ami unshare ${GOLDEN} from dev, prod`);
    await journey.press('U0ANA', id, 'approve');

    const text = await journey.waitForStatus(id, 'Failed');
    expect(text).toContain(
      `No longer shared with prod (${ACCOUNTS.prod}). Revoked only in part from dev (${ACCOUNTS.dev}): No longer let dev`,
    );
    await journey.press('U0RITA', id, 'retry');
    await journey.waitForStatus(id, 'Done');
    expect(sharedWith()).toEqual([[], [], []]);
  });
});

describe('a copy to a Region and to an account, one of which EC2 refuses', () => {
  let id: string;

  function copies(): readonly string[] {
    return journey.sandbox.aws.store
      .all('images')
      .filter(({ name, state }) => name === 'golden-twice' && state === 'available')
      .map(({ ownerId, region }) => `${ownerId} ${region}`)
      .toSorted();
  }

  test('is made to the other target, and shows the result for both', async () => {
    const refusal = { code: 'InvalidRequest', message: 'The copy was refused for once.' };
    journey.sandbox.aws.faults.inject({
      operation: 'CopyImage',
      account: ACCOUNTS.prod,
      times: 1,
      fault: { kind: 'refused', ...refusal },
    });
    id = await journey.request('U0RITA', `/ami copy ${GOLDEN} to eu-west-1, prod as golden-twice`);
    await journey.press('U0ANA', id, 'approve');

    const text = await journey.waitForStatus(id, 'Failed');
    expect(text).toContain(`Copied to eu-west-1. Not copied to prod (${ACCOUNTS.prod}): ${refusal.message}`);
    expect(copies()).toEqual([`${ACCOUNTS.images} eu-west-1`]);
    // The permissions for the copy are revoked.
    expect(sharedWith()).toEqual([[], [], []]);
  });

  test('repeats only the refused target on Retry', async () => {
    const checkpoint = journey.sandbox.aws.calls.length;

    await journey.press('U0RITA', id, 'retry');

    await journey.waitForStatus(id, 'Done');
    expect(journey.changeCallsSince(checkpoint).filter(({ operation }) => operation === 'CopyImage')).toMatchObject([
      { region: 'us-east-1', outcome: 'ok' },
    ]);
    expect(copies()).toEqual([`${ACCOUNTS.prod} us-east-1`, `${ACCOUNTS.images} eu-west-1`]);
    expect(sharedWith()).toEqual([[], [], []]);
  });
});

test('logs no error and violates no rule of Slack, even when it stops', async () => {
  await journey.sandbox.stopApp();
  expect(journey.problems()).toEqual([]);
});
