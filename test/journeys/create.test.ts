import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startJourney, type Journey } from './harness.js';

describe('creating an AMI from an instance', () => {
  let directory: string;
  let journey: Journey;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'journey-'));
    journey = await startJourney({ directory });
  });
  afterAll(async () => {
    await journey.sandbox.close();
    await rm(directory, { recursive: true });
    expect(journey.troubles()).toEqual([]);
  });

  test('an approved request makes it once, tagged, also when the answer to the call is lost', async () => {
    journey.sandbox.aws.faults.add({ operation: 'CreateImage', times: 1, fault: { kind: 'lost-answer' } });
    const id = await journey.request('U0RITA', '/ami create from i-0b111d00000000001 as build-agent-10');
    await journey.press('U0ANA', id, 'approve');

    await journey.until(id, 'Done', 30_000);

    const made = journey.sandbox.aws.store.all('images').filter(({ name }) => name === 'build-agent-10');
    expect(made).toMatchObject([{ state: 'available', tags: { 'ami-steward:request': id } }]);
    expect(made[0]?.blockDevices).toHaveLength(2);
  });

  test.each([
    ['/ami create from i-0b111d00000000003 as new-one', 'The instance is terminated'],
    ['/ami create from i-0b111d00000000001 as golden-base-2026.11', 'already has the name'],
    ['/ami create from i-0b111 as new-one', 'fits 5 instances'],
    ['/ami create from i-0fff as new-one', 'No instance that I can see'],
  ])('%s becomes no request', async (line, says) => {
    expect(await journey.ask('U0RITA', line)).toContain(says);
  });
});
