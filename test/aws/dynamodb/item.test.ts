import { describe, expect, test } from '@jest/globals';
import { planDigest } from '../../../src/domain/plan/plan-digest.js';
import fc from 'fast-check';
import { fromItem, toItem } from '../../../src/aws/dynamodb/item.js';
import { Rejected } from '../../../src/workflows/ports/errors.js';
import { decide, type Command } from '../../../src/domain/request/decide.js';
import { evolve } from '../../../src/domain/request/evolve.js';
import type { Request, RequestEvent } from '../../../src/domain/request/types.js';
import { ana, approval, plan, request, rita, step, t } from '../../workflows/builders.js';
import { copyPlan } from '../../workflows/execution/copy-and-share.js';

const failure = { code: 'InvalidRequest', message: 'no', advice: 'Ask.' };
const changed = {
  plan: plan(),
  policyDecision: approval(2),
  differences: ['New: x'],
  approvalExpiresAt: t(9),
  remindAt: t(8),
};

/** Every kind of line that a history can hold. */
const events: readonly RequestEvent[] = [
  { type: 'requested', by: rita, at: t(0) },
  { type: 'approval-given', by: ana, planDigest: planDigest(plan()), requirementIndexes: [0], at: t(1) },
  { type: 'approved', how: 'people', at: t(1) },
  { type: 'denied', by: ana, reason: '*no*', at: t(2) },
  { type: 'cancelled', by: rita, at: t(2) },
  { type: 'expired', at: t(2) },
  { type: 'reminded', at: t(2) },
  { type: 'action-refused', by: ana, action: 'approve', reason: 'too-late', at: t(2) },
  { type: 'started', at: t(2) },
  { type: 'plan-changed', ...changed, at: t(2) },
  { type: 'rules-changed', policyDecision: { kind: 'auto', rules: [1] }, at: t(2) },
  { type: 'step-started', step: 'copy', at: t(3) },
  { type: 'step-accepted', step: 'copy', outputs: { imageId: 'ami-1' }, detail: '3 %', at: t(3) },
  { type: 'step-done', step: 'copy', outputs: {}, at: t(3) },
  { type: 'step-failed', step: 'copy', failure, at: t(3) },
  { type: 'step-skipped', step: 'share', at: t(3) },
  { type: 'done', at: t(4) },
  { type: 'failed', failure, at: t(4) },
  { type: 'retried', by: rita, at: t(5) },
  { type: 'started', undo: { copy: copyPlan.steps.map(({ id, title, call }) => ({ id, title, call })) }, at: t(6) },
  { type: 'undo-requested', by: ana, undo: 'AR-000001', at: t(7) },
  { type: 'undone', undo: 'AR-000001', at: t(8) },
  { type: 'approved', how: 'expiration', at: t(8) },
  { type: 'action-refused', by: ana, action: 'expire-now', reason: 'not-expiring', at: t(8) },
  { type: 'expiry-announced', due: t(20), evidence: { label: 'In use', value: '1 instance' }, at: t(9) },
  { type: 'expiry-requested', by: rita, at: t(10) },
  { type: 'revocation-delayed', reason: 'throttled', at: t(11) },
  { type: 'revocation-delayed', undo: 'AR-000001', at: t(11) },
  {
    type: 'failed',
    failure: {
      code: 'not-confirmed',
      parts: [{ text: 'Share', failures: [{ code: 'not-confirmed', params: { minutes: '15' } }] }],
    },
    at: t(11),
  },
  { type: 'revocation-started', undo: 'AR-000003', at: t(12) },
  { type: 'revocation-not-needed', reason: 'nothing is left', at: t(13) },
];

const undoable = step('share', { undo: [step('undo-share')].map(({ id, title, call }) => ({ id, title, call })) });

function throughStore(given: Request): Request {
  // As the table gives it back: plain JSON, with the keys in another order.
  return fromItem(JSON.parse(JSON.stringify(toItem(given, 'write-1'))));
}

const perTarget = {
  phrases: { done: 'To', partly: 'In part to', failed: 'Not to' },
  targets: [{ label: 'prod', steps: ['copy'] }],
};

describe('a stored item', () => {
  test('keeps a plan with per-target phrases', () => {
    const given = request({ plan: { ...copyPlan, perTarget } });

    expect(throughStore(given)).toEqual(given);
  });

  test('holds every kind of event', () => {
    const links = {
      undoOf: { requestId: 'AR-000002', how: 'expiration', markedUndone: true },
      undoneBy: { requestId: 'AR-000001', done: true },
    } as const;
    const expiration = { revokeAt: t(20), warnAt: t(9), isSettled: false };
    const notifications = { shownRevision: 1, sent: ['expiration-1', 'expiration-in-channel-1'], failures: 0 } as const;
    const given = request({ plan: copyPlan, history: events, failure, expiration, notifications, ...links });

    expect(throughStore(given)).toEqual(given);
  });

  test('round-trips every state that commands can lead to', () => {
    const done = request({
      plan: plan({ expiresAfterMs: 7 * 86_400_000, steps: [undoable] }),
      steps: { share: { state: 'done', attempts: 0, startedAt: t(1) } },
    });
    const commands: readonly Command[] = [
      {
        type: 'approve',
        by: ana,
        planDigest: planDigest(done.plan),
        eligibility: { kind: 'approver', requirementIndexes: [0] },
        policyDecision: approval(),
      },
      { type: 'start' },
      { type: 'finish' },
      { type: 'fail', failure },
      { type: 'retry', by: rita, eligibility: { kind: 'not-an-approver' } },
      { type: 'request-undo', by: ana, eligibility: { kind: 'not-an-approver' }, undo: 'AR-000001' },
      { type: 'undone', undo: 'AR-000001' },
      { type: 'expire-now', by: rita, eligibility: { kind: 'not-an-approver' } },
      { type: 'return-to-approvers', ...changed, policyDecision: { kind: 'auto', rules: [2] } },
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...commands)), (sequence) => {
        const given = sequence.reduce((state, command) => {
          const decision = decide(command, state, t(60));
          return decision.kind === 'events' ? decision.events.reduce(evolve, state) : state;
        }, done);
        expect(throughStore(given)).toEqual(given);
      }),
    );
  });

  test.each<[string, (item: Record<string, unknown>) => void, string]>([
    ['a status from another version', (stored) => (stored.status = 'paused'), 'request.status'],
    [
      'an event type from another version',
      (stored) => (stored.history = [{ type: 'paused', at: t(1) }]),
      'request.history.0.type',
    ],
    ['a field from another version', (stored) => (stored.priority = 1), 'request'],
    ['a missing field', (stored) => delete stored.policyDecision, 'request.policyDecision'],
    [
      'a call from another version',
      (stored) => (stored.plan = { ...plan(), steps: [{ id: 'a', title: 'b', after: [], call: { name: 'Reboot' } }] }),
      'request.plan.steps.0.call',
    ],
  ])('with %s is refused, naming the path', (_, spoil, place) => {
    const item = JSON.parse(JSON.stringify(toItem(request(), 'write-1'))) as { request: Record<string, unknown> };
    spoil(item.request);

    expect(() => fromItem(item)).toThrow(Rejected);
    expect(() => fromItem(item)).toThrow(place);
  });
});
