import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startJourney, type Journey } from './harness.js';

describe('importing a virtual machine', () => {
  let journey: Journey;
  beforeAll(async () => {
    journey = await startJourney();
  });
  afterAll(async () => {
    await journey.sandbox.close();
  });

  function imagesOf(id: string) {
    return journey.sandbox.aws.store.all('images').filter(({ tags }) => tags['ami-steward:request'] === id);
  }

  async function approved(line: string): Promise<string> {
    const id = await journey.request('U0RITA', line);
    await journey.press('U0ANA', id, 'approve');
    return id;
  }

  test('creates one AMI with a name tag after approval, even if the response is lost', async () => {
    journey.sandbox.aws.faults.inject({ operation: 'ImportImage', times: 1, fault: { kind: 'lost-answer' } });
    const checkpoint = journey.sandbox.aws.calls.length;

    const id = await approved('/ami import s3://vm-images/web-1.ova as web-1');
    await journey.waitForStatus(id, 'Done');

    expect(journey.sandbox.aws.store.all('importTasks')).toMatchObject([
      { state: 'completed', tags: { 'ami-steward:request': id } },
    ]);
    expect(imagesOf(id)).toMatchObject([
      { state: 'available', name: expect.stringMatching(/^import-ami-/), tags: { Name: 'web-1' } },
    ]);
    const changes = journey.changeCallsSince(checkpoint).map(({ operation, outcome }) => `${operation} ${outcome}`);
    expect(changes).toEqual(['ImportImage lost', 'ImportImage ok', 'CreateTags ok']);
    expect(journey.buttonsOf(id)).toEqual(['Undo', 'Show API calls']);
  });

  test('is undone by deregistering the AMI with its snapshots', async () => {
    const id = await approved('/ami import "s3://vm-images/reports/windows 2022.vhdx" as reports');
    await journey.waitForStatus(id, 'Done');
    const [image] = imagesOf(id);
    expect(image).toMatchObject({ machine: { platform: 'windows' } });

    const undo = await journey.request('U0RITA', `/ami undo ${id}`);
    await journey.press('U0ANA', undo, 'approve');
    await journey.waitForStatus(undo, 'Done');

    const { store } = journey.sandbox.aws;
    expect(store.get('images', image?.id ?? '')?.state).toBe('deregistered');
    expect(store.get('snapshots', image?.blockDevices[0]?.snapshotId ?? '')).toBeUndefined();
  });

  test.each([
    ['thick.vmdk', 'Unsupported VMDK File Format', 'Export the VMDK stream-optimized'],
    ['own-kernel.raw', 'Unsupported kernel version 6.12.27', 'Start the machine with the kernel of its distribution'],
    ['beos.vhd', 'Unknown OS', 'Application Migration Service'],
    ['domain-controller.vhd', 'FirstBootFailure', 'did not start on EC2'],
    ['locked.ova', 'Reason 403 Forbidden', 'Let the role vmimport read the bucket'],
    ['mislabelled.vhd', 'Unsupported VHD File Format', 'its format does not match its extension'],
  ])('%s fails with the AWS message and a fix, and leaves nothing', async (key, words, fix) => {
    const id = await approved(`/ami import s3://vm-images/${key} as from-${key}`);

    const shown = await journey.waitForStatus(id, 'Failed');

    expect(shown).toContain(words);
    expect(shown).toContain(fix);
    expect(imagesOf(id)).toEqual([]);
  });

  test('fails with a fix if the role may not read the bucket', async () => {
    const id = await approved('/ami import s3://vm-images-eu/web-2.ova as web-2');

    const shown = await journey.waitForStatus(id, 'Failed');

    expect(shown).toContain(
      'The service role vmimport provided does not exist or does not have sufficient permissions',
    );
    expect(shown).toContain('Create the role vmimport as docs/permissions.md describes');
  });

  test('shows what is unknown if nothing can be read, and completes after approval', async () => {
    const id = await journey.request('U0RITA', '/ami import s3://dev-exports/app.ova as app of dev');
    const asked = await journey.waitForText(id, 'is unknown');
    expect(asked).toContain('s3:ListBucket');
    expect(asked).toContain('iam:GetRole');

    await journey.press('U0ANA', id, 'approve');
    await journey.waitForStatus(id, 'Done');

    expect(imagesOf(id)).toHaveLength(1);
  });

  test.each([
    ['/ami import s3://vm-images/none.ova as web-2', 'vm-images has no file none.ova'],
    ['/ami import s3://no-such-images/web.ova as web-2', 'The bucket no-such-images'],
    ['/ami import s3://vm-images/empty.raw as web-2', 'The file is empty'],
    ['/ami import s3://vm-images/web-1.ova as web-2 in eu-west-1', 'The bucket is in us-east-1'],
    ['/ami import s3://vm-images-sydney/web-3.ova as web-2', 'Copy the file to a bucket in a Region that images'],
    ['/ami import s3://prod-exports/app.ova as web-2 of prod', 'has no role vmimport'],
    ['/ami import s3://vm-images/web-1.iso as web-2', 'a medium to install from'],
  ])('%s creates no request', async (line, says) => {
    expect(await journey.runCommand('U0RITA', line)).toContain(says);
  });

  test('logs no error and violates no rule of Slack, even when it stops', async () => {
    await journey.sandbox.stopApp();
    expect(journey.problems()).toEqual([]);
  });
});

describe('stopping an import', () => {
  let journey: Journey;
  beforeAll(async () => {
    // It never ends by itself.
    journey = await startJourney({ copySeconds: 36_000 });
  });
  afterAll(async () => {
    await journey.sandbox.close();
  });

  test('cancels it on EC2, and creates no AMI', async () => {
    const id = await journey.request('U0RITA', '/ami import s3://vm-images/web-1.ova as web-1');
    await journey.press('U0ANA', id, 'approve');
    await journey.waitForText(id, ' %');
    expect(journey.buttonsOf(id)).toEqual(['Stop', 'Show API calls']);

    await journey.press('U0RITA', id, 'stop');
    const shown = await journey.waitForStatus(id, 'Cancelled');

    const { store, calls } = journey.sandbox.aws;
    expect(store.all('importTasks')).toMatchObject([{ state: 'deleted' }]);
    expect(calls.filter(({ operation }) => operation === 'CancelImportTask')).toMatchObject([{ outcome: 'ok' }]);
    expect(shown).toContain('The request was cancelled before this step was done.');
    expect(journey.buttonsOf(id)).toEqual([]);
  });

  test('logs no error and violates no rule of Slack, even when it stops', async () => {
    await journey.sandbox.stopApp();
    expect(journey.problems()).toEqual([]);
  });
});
