import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../../../src/domain/request/types.js';
import { plan, step, t } from '../../../workflows/builders.js';
import { linesOf } from './message-setup.js';

describe('the undo button of a request message', () => {
  const call = step('undo').call;
  const steps = [step('share', { undo: [{ id: 'undo-share', title: 'Revoke now', call }] })];
  const share = { state: 'done', attempts: 0, startedAt: t(1) } as const;

  test.each<[string, Partial<Request>, string]>([
    ['is shown for a completed request', { status: 'done' }, '[Undo] [Show API calls]'],
    ['is shown for a partly completed failed request', { status: 'failed' }, '[Retry] [Undo] [Show API calls]'],
    ['is hidden for an unfinished request', { status: 'running' }, '[Show API calls]'],
    [
      'is hidden for a failed request that changed nothing',
      { status: 'failed', steps: {} },
      '[Retry] [Show API calls]',
    ],
    ['is hidden if the plan cannot be undone', { status: 'done', plan: plan() }, '[Show API calls]'],
    [
      'is shown while an undo request is undecided',
      { status: 'done', undoneBy: { requestId: 'AR-000001', done: false } },
      '[Undo] [Show API calls]',
    ],
    [
      'is hidden after the undo, and so is Retry',
      { status: 'failed', undoneBy: { requestId: 'AR-000001', done: true } },
      '[Show API calls]',
    ],
  ])('%s', (_, overrides, buttons) => {
    expect(linesOf({ plan: plan({ steps }), steps: { share }, ...overrides }).at(-1)).toBe(buttons);
  });

  test('comes with links between the request and its undo', () => {
    expect(linesOf({ undoOf: { requestId: 'AR-000001' } })).toContain('Reverts AR-000001.');
    expect(linesOf({ undoneBy: { requestId: 'AR-000002', done: false } })).toContain('Undo requested: AR-000002.');
    expect(linesOf({ undoneBy: { requestId: 'AR-000002', done: true } })).toContain('Undone by AR-000002.');
  });
});

describe('the expiration in a request message', () => {
  const upcomingExpiration = { revokeAt: t(86_400), isSettled: false };

  test.each<[string, Partial<Request>, readonly string[]]>([
    [
      'shows the end and the Extend and End now buttons',
      { status: 'done', expiration: upcomingExpiration },
      ['Ends: 2026-11-25 09:00 UTC. Access is then revoked automatically.', '[Extend] [End now] [Show API calls]'],
    ],
    [
      'is also shown for a failed request',
      { status: 'failed', expiration: upcomingExpiration },
      [
        'Ends: 2026-11-25 09:00 UTC. Access is then revoked automatically.',
        '[Retry] [Extend] [End now] [Show API calls]',
      ],
    ],
    [
      'shows that the revocation is being retried',
      { status: 'done', expiration: upcomingExpiration, retryState: { attempts: 2, retryAt: t(90) } },
      ['The AMI cannot be checked now. Retrying.'],
    ],
    [
      'explains why nothing was revoked',
      {
        status: 'done',
        expiration: { ...upcomingExpiration, isSettled: true },
        history: [{ type: 'revocation-not-needed', reason: 'AR-000002 requested the same.', at: t(86_400) }],
      },
      ['Expired: 2026-11-25 09:00 UTC. Nothing was revoked. AR-000002 requested the same.', '[Show API calls]'],
    ],
    [
      'names the request that revokes the access',
      {
        status: 'done',
        expiration: { ...upcomingExpiration, isSettled: true },
        undoneBy: { requestId: 'AR-000002', done: false },
        history: [{ type: 'revocation-started', undo: 'AR-000002', at: t(86_400) }],
      },
      ['Expired. Revoked by: AR-000002.', '[Show API calls]'],
    ],
    [
      'names the expired request and its approval in the revocation',
      {
        status: 'approved',
        policyDecision: { kind: 'auto', rules: [] },
        undoOf: { requestId: 'AR-000001', how: 'expiration' },
      },
      ['The time of AR-000001 has expired. Revokes its access.', 'Approved with AR-000001, which was for a time.'],
    ],
  ])('%s', (_, overrides, expected) => {
    const lines = linesOf(overrides);

    expect(lines.filter((line) => expected.includes(line))).toEqual(expected);
  });
});
