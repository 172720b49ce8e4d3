import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buttonsIn, startJourney, textOf, type Journey } from './harness.js';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney();
});
afterAll(async () => {
  await journey.sandbox.close();
});

describe('finding base images', () => {
  test('lists the newest first, by known publishers, in the requested Region', async () => {
    const answer = await journey.runCommand('U0RITA', '/ami find ubuntu 24.04 amd64 in us-east-1');

    expect(answer.match(/ami-0ba5e0\w+/g)).toEqual(['ami-0ba5e0010b1c2d3e0', 'ami-0ba5e0030b1c2d3e0']);
    expect(answer).toContain('# AMIs for “ubuntu 24.04 amd64”: 1–2 of 2');
    expect(answer).toContain('099720109477, known as the publisher of Ubuntu');
    expect(answer).toContain('The name of a public AMI proves nothing.');
  });

  test.each([
    ['debian 13', 'ami-0ba5e0070b1c2d3e0'],
    ['fedora 43', 'ami-0ba5e0080b1c2d3e0'],
    ['red hat 9', 'ami-0ba5e0090b1c2d3e0'],
    ['amazon linux 2023 x86_64', 'ami-0a2023aa1b2c3d4e0'],
    ['amazon linux 2', 'ami-0ba5e00b0b1c2d3e0'],
    ['windows 2025', 'ami-0ba5e00c0b1c2d3e0'],
  ])('finds %s', async (words, id) => {
    expect(await journey.runCommand('U0RITA', `/ami find ${words} in us-east-1`)).toContain(`- ${id}: `);
  });

  test('excludes AMIs that only imitate the names of Amazon', async () => {
    expect(await journey.runCommand('U0RITA', '/ami find amazon linux')).not.toContain('ami-0bad0bad');
  });
});

describe('finding and listing own AMIs', () => {
  test('matches words in names and tags', async () => {
    const answer = await journey.runCommand('U0SAM', '/ami find team=payments');

    expect(answer).toContain('- ami-0a57a1ed0c4b3f210: payments-api-2025.01; us-east-1, images (999988887777)');
    expect(answer).toContain('- ami-0a57a2ed0c4b3f220: payments-api-2025.01; eu-west-1');
  });

  test('shows one page at a time, and More replaces it with the next', async () => {
    const first = await journey.runCommand('U0SAM', '/ami list of images in us-east-1');
    const message = journey.user('U0SAM').ephemeralMessages().at(-1);
    if (message === undefined) throw new Error('there is no answer');
    expect(buttonsIn(message)).toEqual(['More']);

    await journey.user('U0SAM').click(message, 'more_found');

    const second = await journey.sandbox.workspace.waitUntil(() => {
      const now = journey.user('U0SAM').ephemeralMessages().at(-1);
      return now !== undefined && textOf(now).includes(': 11–20 of ') && textOf(now);
    });
    const ids = /ami-[0-9a-f]{17}(?=: )/g;
    expect(first.match(ids)).toHaveLength(10);
    expect(second.match(ids)).toHaveLength(10);
    expect(second.match(ids)?.filter((id) => first.includes(id))).toEqual([]);
  });

  test('lists public AMIs, and shared AMIs with their target accounts', async () => {
    expect(await journey.runCommand('U0SAM', '/ami list public')).toContain(
      'ami-09b11c0d1e2f3a4b0: community-runner-3',
    );
    const shared = await journey.runCommand('U0SAM', '/ami list shared of images in us-east-1');
    expect(shared).toMatch(/ami-05ba4ed1f2e3d4c50.*shared with prod \(111122223333\)/);
    expect(shared).not.toContain('ami-1234567890abcdef0');
  });
});

test('logs no error and violates no rule of Slack, even when it stops', async () => {
  await journey.sandbox.stopApp();
  expect(journey.problems()).toEqual([]);
});
