import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startJourney, type Journey } from './harness.js';

describe('creating an AMI from an instance', () => {
  let journey: Journey;
  let id: string;
  let made: string;
  beforeAll(async () => {
    journey = await startJourney();
  });
  afterAll(async () => {
    await journey.sandbox.close();
  });

  test('creates one tagged AMI after approval, even if the response is lost', async () => {
    journey.sandbox.aws.faults.inject({ operation: 'CreateImage', times: 1, fault: { kind: 'lost-answer' } });
    id = await journey.request('U0RITA', '/ami create from i-0b111d00000000001 as build-agent-10');
    await journey.press('U0ANA', id, 'approve');

    await journey.waitForStatus(id, 'Done');

    const images = journey.sandbox.aws.store.all('images').filter(({ name }) => name === 'build-agent-10');
    expect(images).toMatchObject([{ state: 'available', tags: { 'ami-steward:request': id } }]);
    expect(images[0]?.blockDevices).toHaveLength(2);
    made = images[0]?.id ?? '';
  });

  test('appears in the history of the AMI and of the instance', async () => {
    const ofAmi = await journey.runCommand('U0SAM', `/ami history ${made}`);
    expect(ofAmi).toContain(`No requests about ${made}`);
    expect(ofAmi).toContain(`Made by\n${id} Done: Create`);

    const ofInstance = await journey.runCommand('U0SAM', '/ami history i-0b111d00000000001');
    expect(ofInstance).toContain(`Requests about i-0b111d00000000001\n${id} Done: Create`);
  });

  test.each([
    ['/ami create from i-0b111d00000000003 as new-one', 'The instance is terminated'],
    ['/ami create from i-0b111d00000000001 as golden-base-2026.11', 'already has the name'],
    ['/ami create from i-0b111 as new-one', 'matches 5 instances'],
    ['/ami create from i-0fff as new-one', 'No instance found with ID or ID prefix i-0fff'],
  ])('%s creates no request', async (line, says) => {
    expect(await journey.runCommand('U0RITA', line)).toContain(says);
  });

  test('logs no error and violates no rule of Slack, even when it stops', async () => {
    await journey.sandbox.stopApp();
    expect(journey.problems()).toEqual([]);
  });
});
