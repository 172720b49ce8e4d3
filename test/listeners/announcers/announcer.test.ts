import { describe, expect, test } from '@jest/globals';
import { messageViolations } from '../../../sandbox/slack/rules/index.js';
import { createAnnouncer } from '../../../src/listeners/index.js';
import { AccessDenied, NotFound, Throttled, UnknownOutcome } from '../../../src/workflows/ports/errors.js';
import type { Announcer } from '../../../src/workflows/ports/announcer.js';
import type { NoticeKey, Request, RequestEvent } from '../../../src/domain/request/types.js';
import { ana, approval, directory, plan, request, t } from '../../workflows/builders.js';
import { renderedLines } from '../rendered-messages.js';
import { slackRejects, ListenerHarness, type SlackApiResponses, type JsonObject } from '../slack-setup.js';

const message = { channel: 'C0APPROVALS', ts: '1.000' };

function opened(responses: SlackApiResponses = {}): {
  readonly harness: ListenerHarness;
  readonly announcer: Announcer;
} {
  const harness = new ListenerHarness({ responses });
  const announcer = createAnnouncer({ client: harness.app.client, approvalsChannel: 'C0APPROVALS', directory });
  return { harness, announcer };
}

function linesOf({ text, blocks }: JsonObject = {}): readonly string[] {
  expect(messageViolations({ text, blocks })).toEqual([]);
  return renderedLines(Array.isArray(blocks) ? blocks : []);
}

describe('post', () => {
  test('shows the request in the approvals channel, disables parsing, returns the place', async () => {
    const { harness, announcer } = opened();

    const place = await announcer.post(request());

    expect(place).toEqual(message);
    const [posted] = harness.callsOf('chat.postMessage');
    expect(posted).toMatchObject({
      channel: 'C0APPROVALS',
      parse: 'none',
      unfurl_links: 'false',
      unfurl_media: 'false',
    });
    expect(linesOf(posted)[0]).toBe('# AR-7F3K2M: Waiting for approval');
  });

  test('is never repeated, and a lost response is an unknown outcome', async () => {
    const { harness, announcer } = opened({ 'chat.postMessage': new TypeError('fetch failed') });

    await expect(announcer.post(request())).rejects.toThrow(UnknownOutcome);
    expect(harness.calls).toHaveLength(1);
  });

  test.each([
    ['an archived channel', slackRejects('is_archived'), NotFound],
    ['a channel that the bot cannot post in', slackRejects('not_in_channel'), AccessDenied],
    ['a rate limit', { status: 429, headers: { 'retry-after': '30' } }, Throttled],
  ])('throws a port failure for %s', async (_, answer, failure) => {
    const { announcer } = opened({ 'chat.postMessage': answer });

    await expect(announcer.post(request())).rejects.toThrow(failure);
  });
});

describe('update', () => {
  test('replaces text and blocks of the message and disables parsing', async () => {
    const { harness, announcer } = opened();

    await announcer.update(message, request({ status: 'done' }));

    const [updated] = harness.callsOf('chat.update');
    expect(updated).toMatchObject({ ...message, parse: 'none' });
    expect(linesOf(updated)[0]).toBe('# AR-7F3K2M: Done');
  });

  test('throws a port failure if the message was deleted', async () => {
    const { announcer } = opened({ 'chat.update': slackRejects('message_not_found') });

    await expect(announcer.update(message, request())).rejects.toThrow(NotFound);
  });

  test('is retryable if its response was lost', async () => {
    const { announcer } = opened({ 'chat.update': new TypeError('fetch failed') });

    await expect(announcer.update(message, request())).rejects.toThrow(Throttled);
  });
});

describe('notify', () => {
  const failure = { code: 'X', message: 'You are not authorized.', advice: 'Allow it.' };
  const changed: RequestEvent = {
    type: 'plan-changed',
    plan: plan(),
    policyDecision: approval(),
    differences: ['New: It is in use.'],
    approvalExpiresAt: t(9),
    remindAt: t(8),
    at: t(1),
  };

  test.each<[NoticeKey, RequestEvent, readonly string[]]>([
    ['decided-1', { type: 'approved', how: 'people', at: t(1) }, ['AR-7F3K2M: Approved', 'Approved by @U0ANA.']],
    [
      'decided-1',
      { type: 'denied', by: ana, reason: 'no', at: t(1) },
      ['AR-7F3K2M: Denied', 'Denied by @U0ANA:', '> no'],
    ],
    ['ended-1', { type: 'done', at: t(1) }, ['AR-7F3K2M: Done']],
    [
      'ended-1',
      { type: 'failed', failure, at: t(1) },
      ['AR-7F3K2M: Failed', 'What went wrong: You are not authorized.', 'What to do: Allow it.'],
    ],
    [
      'ended-1',
      { type: 'expired', at: t(1) },
      ['AR-7F3K2M: Expired', 'Expired without a decision. You can submit it again.'],
    ],
    ['ended-1', { type: 'cancelled', by: ana, at: t(1) }, ['AR-7F3K2M: Cancelled', 'Cancelled by @U0ANA']],
    [
      'returned-for-approval-1',
      changed,
      [
        'AR-7F3K2M: Waiting for approval',
        'Things changed after the approval, so it waits for approval again:',
        '- New: It is in use.',
      ],
    ],
  ])('sends %s to the requester by direct message: %j', async (notice, event, expected) => {
    const { harness, announcer } = opened();

    await announcer.notify(
      notice,
      request({ history: [event], approvals: [{ by: ana, at: t(1), requirementIndexes: [0] }] }),
    );

    const [sent] = harness.callsOf('chat.postMessage');
    const [headline, title, ...lines] = linesOf(sent);
    expect(sent).toMatchObject({ channel: 'U0RITA' });
    expect(title).toBe('Share ami-1234567890abcdef0 with prod (111122223333)');
    expect([headline, ...lines]).toEqual(expected);
  });

  test.each<[string, Partial<Request>, JsonObject]>([
    [
      'in the message thread',
      { notifications: { shownRevision: 1, sent: [], failures: 0, message } },
      { thread_ts: '1.000' },
    ],
    ['in the channel if there is no message', {}, {}],
  ])('mentions the approvers in the reminder %s', async (_, overrides, place) => {
    const { harness, announcer } = opened();
    const reminded = request({
      ...overrides,
      policyDecision: approval(1, ['S0PLATFORM', 'U0ANA']),
      history: [{ type: 'reminded', at: t(1) }],
    });

    await announcer.notify('reminder-1', reminded);

    const [sent] = harness.callsOf('chat.postMessage');
    expect(sent).toMatchObject({ channel: 'C0APPROVALS', ...place });
    expect(Object.keys(sent ?? {}).includes('thread_ts')).toBe('thread_ts' in place);
    expect(linesOf(sent)).toEqual([
      'AR-7F3K2M is waiting for approval: Share ami-1234567890abcdef0 with prod (111122223333)',
      '@S0PLATFORM, @U0ANA. Expires: 2026-11-27 09:00 UTC',
    ]);
  });

  const limited: Partial<Request> = { status: 'done', expiration: { revokeAt: t(86_400), isSettled: false } };
  const evidence = { label: 'In use', value: '2 instances in prod (111122223333)' };

  test.each<[string, RequestEvent, readonly string[]]>([
    [
      'the upcoming expiration',
      { type: 'expiry-announced', due: t(86_400), evidence, at: t(1) },
      [
        'AR-7F3K2M ends soon',
        'Share ami-1234567890abcdef0 with prod (111122223333)',
        'Ends: 2026-11-25 09:00 UTC. Access is then revoked automatically.',
        'In use: 2 instances in prod (111122223333)',
        'Extend requests more time (approval rules apply). End now revokes access immediately.',
        '[Extend] [End now]',
      ],
    ],
    [
      'the delayed revocation',
      { type: 'revocation-delayed', reason: 'EC2 asks for fewer calls', at: t(1) },
      [
        'AR-7F3K2M has expired but could not be revoked yet',
        'Share ami-1234567890abcdef0 with prod (111122223333)',
        'EC2 asks for fewer calls',
        'Retrying until the access is revoked.',
      ],
    ],
  ])('sends the requester and the thread %s', async (_, event, expected) => {
    const { harness, announcer } = opened();
    const notifications = { shownRevision: 1, sent: [], failures: 0, message };
    const given = request({ ...limited, notifications, history: [event] });

    await announcer.notify('expiration-in-channel-1', given);
    await announcer.notify('expiration-1', given);

    const sent = harness.callsOf('chat.postMessage');
    expect(sent).toMatchObject([{ channel: 'C0APPROVALS', thread_ts: '1.000' }, { channel: 'U0RITA' }]);
    expect(sent.map(linesOf)).toEqual([expected, expected]);
  });

  test('informs the requester that nothing was revoked, without buttons', async () => {
    const { harness, announcer } = opened();
    const event: RequestEvent = { type: 'revocation-not-needed', reason: 'What it did no longer exists.', at: t(1) };

    await announcer.notify(
      'expiration-1',
      request({ history: [event], expiration: { revokeAt: t(1), isSettled: true } }),
    );

    expect(linesOf(harness.callsOf('chat.postMessage')[0])).toEqual([
      'AR-7F3K2M has expired',
      'Share ami-1234567890abcdef0 with prod (111122223333)',
      'Nothing was revoked. What it did no longer exists.',
    ]);
  });

  test('names the expired request when the revocation has ended', async () => {
    const { harness, announcer } = opened();
    const undoOf = { requestId: 'AR-000001', how: 'expiration' } as const;

    await announcer.notify('ended-1', request({ history: [{ type: 'done', at: t(1) }], undoOf }));

    expect(linesOf(harness.callsOf('chat.postMessage')[0])).toContain(
      'It was meant to revoke the access of AR-000001, which has expired.',
    );
  });

  test('sends nothing for a notice without an event', async () => {
    const { harness, announcer } = opened();

    await announcer.notify('ended-7', request());

    expect(harness.calls).toEqual([]);
  });
});
