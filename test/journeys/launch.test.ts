import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startJourney, type Journey } from './harness.js';

describe('launching an instance from an AMI', () => {
  let journey: Journey;
  beforeAll(async () => {
    journey = await startJourney();
  });
  afterAll(async () => {
    await journey.sandbox.close();
  });

  test('starts one instance with IMDSv2 and the request tag, and shows its ID', async () => {
    const checkpoint = journey.sandbox.aws.calls.length;
    const id = await journey.request('U0RITA', '/ami launch ami-123 as t3.small because we try it');
    await journey.press('U0ANA', id, 'approve');

    const text = await journey.waitForStatus(id, 'Done');

    const [launched, ...others] = journey.changeCallsSince(checkpoint);
    expect(others).toEqual([]);
    expect(launched).toMatchObject({
      operation: 'RunInstances',
      region: 'us-east-1',
      outcome: 'ok',
      params: {
        ImageId: 'ami-1234567890abcdef0',
        InstanceType: 't3.small',
        MinCount: '1',
        MaxCount: '1',
        MetadataOptions: { HttpTokens: 'required' },
      },
    });
    const instance = journey.sandbox.aws.store.all('instances').find(({ tags }) => tags['ami-steward:request'] === id);
    expect(instance?.state).toBe('running');
    expect(text).toContain(`${instance?.id ?? 'no instance'} is running`);
  });

  test.each([
    ['/ami launch ami-0c0ffee as t3.small', 'built for arm64'],
    ['/ami launch ami-0f1f as t3.small', 'Paravirtual (PV) AMIs run on'],
    ['/ami launch ami-123 as z9.huge', 'no instance type z9.huge'],
    ['/ami launch ami-123 as t3.small subnet subnet-0ffffffffffffffff', 'no subnet subnet-0ffffffffffffffff'],
    ['/ami launch ami-0d0d as t3.small', 'no default subnet'],
    ['/ami launch ami-0d15 as t3.small', 'The AMI is disabled'],
  ])('%s is refused before a request is created', async (line, says) => {
    expect(await journey.runCommand('U0RITA', line)).toContain(says);
  });

  test('fails with a fix if AWS requires a subscription', async () => {
    const id = await journey.request('U0RITA', '/ami launch ami-03a4 as t3.small');
    await journey.press('U0ANA', id, 'approve');

    const text = await journey.waitForStatus(id, 'Failed');

    expect(text).toContain('accept terms and subscribe');
    expect(text).toContain('Subscribe to the product in AWS Marketplace');
  });

  test('logs no error and violates no rule of Slack, even when it stops', async () => {
    await journey.sandbox.stopApp();
    expect(journey.problems()).toEqual([]);
  });
});
