import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ACCOUNTS } from '../../sandbox/seed/accounts.js';
import { startJourney, type Journey } from './harness.js';

describe('copying an AMI to another account', () => {
  let journey: Journey;
  beforeAll(async () => {
    journey = await startJourney({ mode: 'http' });
  });
  afterAll(async () => {
    await journey.sandbox.close();
  });

  /** What there is of AMIs, of snapshots that no AMI needs, and of permissions on everything of the images account. */
  function state() {
    const { store } = journey.sandbox.aws;
    const images = store.all('images').filter(({ state: is }) => is !== 'deregistered');
    const used = images.flatMap(({ blockDevices }) => blockDevices.flatMap(({ snapshotId }) => snapshotId ?? []));
    return {
      images: images.map(({ id, ownerId }) => `${id} ${ownerId}`),
      instances: store
        .all('instances')
        .filter(({ state: is }) => is !== 'terminated')
        .map(({ id }) => id),
      stray: store.all('snapshots').filter(({ id, bin }) => bin === undefined && !used.includes(id)),
      permissions: [
        ...images
          .filter(({ ownerId }) => ownerId === ACCOUNTS.images)
          .map(({ id, launchPermissions }) => [id, launchPermissions]),
        ...store
          .all('snapshots')
          .filter(({ id, ownerId }) => ownerId === ACCOUNTS.images && used.includes(id))
          .map(({ id, volumePermissions }) => [id, volumePermissions]),
      ],
    };
  }

  async function ended(line: string, status: string): Promise<string> {
    const id = await journey.request('U0RITA', line);
    if (journey.buttonsOf(id).includes('Approve')) await journey.press('U0ANA', id, 'approve');
    return journey.waitForStatus(id, status);
  }

  test.each<[string, string, string]>([
    ['directly', '/ami copy ami-123 to prod', ACCOUNTS.prod],
    ['through another key', '/ami copy ami-0ec3 to prod encrypted with alias/golden', ACCOUNTS.prod],
    ['snapshot by snapshot', '/ami copy ami-123 to dev as golden-registered by snapshots', ACCOUNTS.dev],
    [
      'through an instance, with its license',
      '/ami copy ami-0a1d to prod as windows-there by launching t3.small subnet subnet-0de7a017000000003',
      ACCOUNTS.prod,
    ],
  ])('%s: the account owns the copy, and nothing else remains', async (_, line, owner) => {
    const before = state();

    await ended(line, 'Done');

    const after = state();
    expect(after.images.filter((image) => !before.images.includes(image))).toEqual([expect.stringContaining(owner)]);
    expect({ ...after, images: before.images }).toEqual(before);
  });

  test('leaves nothing and suggests an alternative if EC2 refuses the license', async () => {
    const before = state();

    const text = await ended('/ami copy ami-0a1d to prod', 'Failed');

    expect(text).toContain('BillingProduct');
    expect(text).toContain('by launching <instance type>');
    expect(state()).toEqual(before);
  });

  test('leaves nothing if the account lacks the Marketplace subscription', async () => {
    const before = state();

    const text = await ended(
      '/ami copy ami-03a4 to prod by launching t3.small subnet subnet-0de7a017000000003',
      'Failed',
    );

    expect(text).toContain('Subscribe to the product in AWS Marketplace');
    expect(state()).toEqual(before);
  });

  test('requires a subnet if the account has no default subnet', async () => {
    expect(await journey.runCommand('U0RITA', '/ami copy ami-0a1d to prod by launching t3.small')).toContain(
      'no default subnet in us-east-1. Name one: subnet <id>',
    );
  });

  test('logs no error and violates no rule of Slack, even when it stops', async () => {
    await journey.sandbox.stopApp();
    expect(journey.problems()).toEqual([]);
  });
});
