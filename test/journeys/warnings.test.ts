import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startJourney, type Journey } from './harness.js';

/* Rare refusals and warnings that a person can meet in the sandbox, by what `/ami policy` says; nothing is requested. */
describe('warnings and refusals in the sandbox', () => {
  let journey: Journey;
  beforeAll(async () => {
    journey = await startJourney();
  });
  afterAll(async () => {
    await journey.sandbox.close();
  });

  test.each([
    [
      'more public AMIs than the quota allows',
      'publish ami-09b26',
      'The account has 5 public AMIs in eu-central-1; 5 are allowed unless AWS has granted more.',
    ],
    [
      'as many shares as the quota allows',
      'share ami-05ba4ed4 with prod',
      'It would be shared with 1000 of at most 1000.',
    ],
    [
      'more shares than the quota allows',
      'share ami-05ba4ed4 with prod, dev',
      'It would be shared with 1001; EC2 allows 1000 unless the quota was raised.',
    ],
    [
      'an instance with an instance store root device',
      'create from i-0157b3c as cruncher-2026',
      'The instance starts from an instance store: EC2 makes AMIs of EBS-backed instances only.',
    ],
    [
      'sharing with an account whose Allowed AMIs exclude the AMI',
      'share ami-123 with dev',
      'dev (444455556666) has Allowed AMIs enabled in us-east-1, and AMIs of images (999988887777) are not among them: it can neither see nor launch nor copy this one.',
    ],
    [
      'copying to an account whose Allowed AMIs exclude the AMI',
      'copy ami-123 to dev',
      'Have 999988887777 added to the providers of its Allowed AMIs first.',
    ],
  ])('%s: /ami policy %s', async (_, line, says) => {
    const checkpoint = journey.sandbox.aws.calls.length;

    expect(await journey.runCommand('U0RITA', `/ami policy ${line}`)).toContain(says);
    expect(journey.changeCallsSince(checkpoint)).toEqual([]);
  });

  test('logs no error and violates no rule of Slack, even when it stops', async () => {
    await journey.sandbox.stopApp();
    expect(journey.problems()).toEqual([]);
  });
});
