import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { startJourney, type Journey } from './harness.js';

const assumeRole = z.object({ RoleSessionName: z.string(), Policy: z.string().default('{}') });
const policy = z.object({ Statement: z.array(z.object({ Action: z.array(z.string()) })).default([]) });

const SHARE = '/ami share ami-123 with 1111';

describe.each(['http', 'socket'] as const)('sharing an AMI over %s', (mode) => {
  let directory: string;
  let journey: Journey;
  let id: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'journey-'));
    journey = await startJourney({ directory, mode });
  });
  afterAll(async () => {
    await journey.sandbox.close();
    await rm(directory, { recursive: true });
  });

  test('answers with the request ID and a link, and calls nothing', async () => {
    const answer = await journey.runCommand('U0RITA', SHARE);

    id = /^AR-[0-9A-Z]{6}/.exec(answer)?.[0] ?? '';
    expect(answer).toContain(
      `${id}: Share ami-1234567890abcdef0 (golden-base-2026.11, us-east-1) with prod (111122223333)`,
    );
    expect(answer).toMatch(/It waits for approval. See the request \(http.*\) in #C0APPROVALS/);
    expect(journey.changeCallsSince(0)).toEqual([]);
  });

  test('shows approvers the requester, the steps and the buttons', async () => {
    const text = await journey.waitForStatus(id, 'Waiting for approval');

    expect(text).toContain('Requested by @U0RITA');
    expect(text).toContain('3 steps:');
    expect(text).toContain('(pending) Let prod (111122223333) launch ami-1234567890abcdef0');
    expect(journey.buttonsOf(id)).toEqual(['Approve', 'Deny', 'Show API calls', 'Cancel']);
  });

  test('lists the equivalent AWS CLI commands in Show API calls', async () => {
    await journey.press('U0ANA', id, 'show_calls');

    const view = await journey.sandbox.workspace.waitUntil(() =>
      journey
        .user('U0ANA')
        .views()
        .find(({ content }) => JSON.stringify(content).includes('aws ec2 modify-image-attribute')),
    );
    expect(JSON.stringify(view.content).match(/aws ec2 modify-snapshot-attribute/g)).toHaveLength(2);
    await journey.user('U0ANA').close(view);
  });

  test('runs once after approval, and removes the approval buttons', async () => {
    await journey.press('U0ANA', id, 'approve');

    const text = await journey.waitForStatus(id, 'Done');
    expect(text).toContain('3 steps, 3 done:');
    expect(text.match(/\(complete\)/g)).toHaveLength(3);
    expect(journey.buttonsOf(id)).toEqual(['Undo', 'Show API calls']);
    expect(journey.changeCallsSince(0)).toMatchObject([
      { operation: 'ModifyImageAttribute', region: 'us-east-1', outcome: 'ok' },
      { operation: 'ModifySnapshotAttribute', region: 'us-east-1', outcome: 'ok' },
      { operation: 'ModifySnapshotAttribute', region: 'us-east-1', outcome: 'ok' },
    ]);
    expect(journey.sandbox.aws.store.get('images', 'ami-1234567890abcdef0')?.launchPermissions).toEqual([
      { userId: '111122223333' },
    ]);
  });

  test('made its changes in one session that allows nothing but its plan', () => {
    const sessions = journey.sandbox.aws.calls
      .filter(({ operation }) => operation === 'AssumeRole')
      .map(({ params }) => assumeRole.parse(params))
      .filter(({ RoleSessionName }) => RoleSessionName.startsWith(id));

    expect(sessions).toHaveLength(1);
    const statements = sessions.flatMap(({ Policy }) => policy.parse(JSON.parse(Policy)).Statement);
    expect(statements.map(({ Action }) => Action)).toEqual([
      ['ec2:ModifyImageAttribute'],
      ['ec2:ModifySnapshotAttribute'],
    ]);
  });

  test('notifies only the requester of the decision and the result', async () => {
    await journey.waitForDirectMessage('U0RITA', id, 'Done');

    expect(journey.directMessagesAbout('U0RITA', id)).toEqual([
      expect.stringContaining(`${id}: Approved`),
      expect.stringContaining(`${id}: Done`),
    ]);
    expect(journey.directMessagesAbout('U0RITA', id)[0]).toContain('Approved by @U0ANA.');
    expect(journey.directMessagesAbout('U0ANA', id)).toEqual([]);
  });

  test('is refused if the AMI is already shared', async () => {
    expect(await journey.runCommand('U0SAM', SHARE)).toMatch(/^Not requested: Share ami-123/);
  });

  test('keeps the request and its history after a restart', async () => {
    await journey.sandbox.stopApp();
    await journey.sandbox.startApp();

    expect(await journey.runCommand('U0RITA', `/ami status ${id}`)).toContain(`# ${id}: Done`);
    const history = await journey.runCommand('U0SAM', '/ami history ami-123');
    expect(history).toContain('requested by @U0RITA');
    expect(history).toContain('approved by @U0ANA');
    expect(history).toMatch(/done$/);
  });

  test('logs no error and violates no rule of Slack, even when it stops', async () => {
    await journey.sandbox.stopApp();
    expect(journey.problems()).toEqual([]);
  });
});

describe('the whole sandbox', () => {
  let directory: string;
  let journey: Journey;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'journey-'));
    journey = await startJourney({ directory });
  });
  afterAll(async () => {
    await journey.sandbox.close();
    await rm(directory, { recursive: true });
  });

  test('keeps requests, messages and shares if it restarts on the same directory', async () => {
    const id = await journey.request('U0RITA', SHARE);
    expect(journey.problems()).toEqual([]);
    await journey.sandbox.close();

    journey = await startJourney({ directory });
    await journey.press('U0ANA', id, 'approve');
    await journey.waitForStatus(id, 'Done');

    await journey.waitForDirectMessage('U0RITA', id, 'Done');
    expect(await journey.runCommand('U0SAM', SHARE)).toMatch(/^Not requested: /);
  });

  test('deletes all data if it restarts with a reset', async () => {
    expect(journey.problems()).toEqual([]);
    await journey.sandbox.close();

    journey = await startJourney({ directory, reset: true });

    expect(journey.sandbox.workspace.messages('C0APPROVALS')).toEqual([]);
    expect(await journey.runCommand('U0SAM', '/ami requests all')).toBe('All requests: none.');
  });

  test('logs no error and violates no rule of Slack, even when it stops', async () => {
    await journey.sandbox.stopApp();
    expect(journey.problems()).toEqual([]);
  });
});
