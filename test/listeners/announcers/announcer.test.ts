import { describe, expect, test } from '@jest/globals';
import { messageViolations } from '../../../sandbox/slack/rules/index.js';
import { createAnnouncer } from '../../../src/listeners/index.js';
import { AccessDenied, NotFound, Throttled, UnknownOutcome } from '../../../src/workflows/ports/errors.js';
import type { Announcer } from '../../../src/workflows/ports/ports.js';
import type { NoticeKey, Request, RequestEvent } from '../../../src/domain/request/types.js';
import { ana, approval, directory, plan, request, t } from '../../workflows/builders.js';
import { renderedLines } from '../rendered-messages.js';
import { slackRejects, ListenerHarness, type SlackApiResponses, type JsonObject } from '../slack-setup.js';

const message = { channel: 'C0APPROVALS', ts: '1.000' };

function opened(responses: SlackApiResponses = {}): { readonly desk: ListenerHarness; readonly announcer: Announcer } {
  const harness = new ListenerHarness({ responses });
  const announcer = createAnnouncer({ client: harness.app.client, approvalsChannel: 'C0APPROVALS', directory });
  return { desk: harness, announcer };
}

function linesOf({ text, blocks }: JsonObject = {}): readonly string[] {
  expect(messageViolations({ text, blocks })).toEqual([]);
  return renderedLines(Array.isArray(blocks) ? blocks : []);
}

describe('post', () => {
  test('shows the request in the approvals channel, with nothing for Slack to parse, and says where', async () => {
    const { desk: harness, announcer } = opened();

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

  test('is made once, whatever happens: nobody knows whether a lost one was shown', async () => {
    const { desk: harness, announcer } = opened({ 'chat.postMessage': new TypeError('fetch failed') });

    await expect(announcer.post(request())).rejects.toThrow(UnknownOutcome);
    expect(harness.calls).toHaveLength(1);
  });

  test.each([
    ['a channel that is archived', slackRejects('is_archived'), NotFound],
    ['a channel that the bot may not write to', slackRejects('not_in_channel'), AccessDenied],
    ['too many calls', { status: 429, headers: { 'retry-after': '30' } }, Throttled],
  ])('%s is a failure of the port', async (_, answer, failure) => {
    const { announcer } = opened({ 'chat.postMessage': answer });

    await expect(announcer.post(request())).rejects.toThrow(failure);
  });
});

describe('update', () => {
  test('makes the message show the request, with text and blocks, parsed as little as when it was posted', async () => {
    const { desk: harness, announcer } = opened();

    await announcer.update(message, request({ status: 'done' }));

    const [updated] = harness.callsOf('chat.update');
    expect(updated).toMatchObject({ ...message, parse: 'none' });
    expect(linesOf(updated)[0]).toBe('# AR-7F3K2M: Done');
  });

  test('of a message that was deleted is a failure of the port', async () => {
    const { announcer } = opened({ 'chat.update': slackRejects('message_not_found') });

    await expect(announcer.update(message, request())).rejects.toThrow(NotFound);
  });

  test('may be repeated when its answer was lost', async () => {
    const { announcer } = opened({ 'chat.update': new TypeError('fetch failed') });

    await expect(announcer.update(message, request())).rejects.toThrow(Throttled);
  });
});

describe('tell', () => {
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
  ])('%s reaches the requester by direct message: %j', async (notice, event, expected) => {
    const { desk: harness, announcer } = opened();

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
      'in the thread of the message',
      { notifications: { shownRevision: 1, sent: [], failures: 0, message } },
      { thread_ts: '1.000' },
    ],
    ['in the channel while there is no message', {}, {}],
  ])('the reminder mentions those who may approve, %s', async (_, overrides, place) => {
    const { desk: harness, announcer } = opened();
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
      'that it ends soon',
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
      'that it could not be ended so far',
      { type: 'revocation-delayed', reason: 'EC2 asks for fewer calls', at: t(1) },
      [
        'AR-7F3K2M has expired but could not be revoked yet',
        'Share ami-1234567890abcdef0 with prod (111122223333)',
        'EC2 asks for fewer calls',
        'Retrying until the access is revoked.',
      ],
    ],
  ])('the requester and the thread are told %s', async (_, event, expected) => {
    const { desk: harness, announcer } = opened();
    const notifications = { shownRevision: 1, sent: [], failures: 0, message };
    const given = request({ ...limited, notifications, history: [event] });

    await announcer.notify('expiration-in-channel-1', given);
    await announcer.notify('expiration-1', given);

    const sent = harness.callsOf('chat.postMessage');
    expect(sent).toMatchObject([{ channel: 'C0APPROVALS', thread_ts: '1.000' }, { channel: 'U0RITA' }]);
    expect(sent.map(linesOf)).toEqual([expected, expected]);
  });

  test('the requester is told that nothing was left to take back, with no buttons', async () => {
    const { desk: harness, announcer } = opened();
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

  test('what the clock has asked for says so', async () => {
    const { desk: harness, announcer } = opened();
    const undoOf = { requestId: 'AR-000001', how: 'expiration' } as const;

    await announcer.notify('ended-1', request({ history: [{ type: 'done', at: t(1) }], undoOf }));

    expect(linesOf(harness.callsOf('chat.postMessage')[0])).toContain(
      'It was meant to revoke the access of AR-000001, which has expired.',
    );
  });

  test('a notice that nothing gave rise to is not sent', async () => {
    const { desk: harness, announcer } = opened();

    await announcer.notify('ended-7', request());

    expect(harness.calls).toEqual([]);
  });
});
