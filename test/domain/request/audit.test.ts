import { describe, expect, test } from '@jest/globals';
import { auditRecords } from '../../../src/domain/request/audit.js';
import type { RequestEvent } from '../../../src/domain/request/types.js';
import { ana, ben, IMAGE, plan, request, rita, step, t } from '../../workflows/builders.js';

const KEYS = [
  'requestId',
  'at',
  'type',
  'person',
  'team',
  'operation',
  'subject',
  'account',
  'region',
  'step',
  'call',
  'callAccount',
  'callRegion',
  'outcome',
  'code',
  'text',
];

function audited(...history: readonly RequestEvent[]) {
  return auditRecords(request({ history, reason: 'release 42' }));
}

describe('auditRecords', () => {
  test('has the same fields in every line, in the same order', () => {
    const records = audited(
      { type: 'requested', by: rita, at: t(0) },
      { type: 'expired', at: t(1) },
      { type: 'step-done', step: 'share', outputs: {}, at: t(2) },
    );

    for (const record of records) expect(Object.keys(record)).toEqual(KEYS);
  });

  test('records the requester, the operation, the AMI and the reason', () => {
    expect(audited({ type: 'requested', by: rita, at: t(0) })).toEqual([
      {
        requestId: 'AR-7F3K2M',
        at: t(0),
        type: 'requested',
        person: 'U0RITA',
        team: 'T0HOME',
        operation: 'share',
        subject: IMAGE.imageId,
        account: IMAGE.account,
        region: IMAGE.region,
        step: null,
        call: null,
        callAccount: null,
        callRegion: null,
        outcome: null,
        code: null,
        text: 'release 42',
      },
    ]);
  });

  test.each<[string, RequestEvent, object]>([
    ['a denial', { type: 'denied', by: ana, reason: 'no', at: t(1) }, { person: 'U0ANA', text: 'no' }],
    [
      'a refused action',
      { type: 'action-refused', by: ben, action: 'approve', reason: 'not-an-approver', at: t(1) },
      { person: 'U0BEN', outcome: 'refused', code: 'not-an-approver', text: 'approve' },
    ],
    ['an approval by a rule', { type: 'approved', how: 'rule', at: t(1) }, { person: null, code: 'rule' }],
    ['an expiry', { type: 'expired', at: t(1) }, { person: null, outcome: null }],
    [
      'the start of a call',
      { type: 'step-started', step: 'share', at: t(1) },
      { call: 'ModifyImageAttribute', callAccount: IMAGE.account, callRegion: IMAGE.region, outcome: 'started' },
    ],
    [
      'a failed call with the AWS error message',
      { type: 'step-failed', step: 'share', failure: { code: 'AuthFailure', message: 'Not yours' }, at: t(1) },
      { call: 'ModifyImageAttribute', outcome: 'failed', code: 'AuthFailure', text: 'Not yours' },
    ],
    [
      'a step that could not be confirmed with the minutes',
      { type: 'step-failed', step: 'share', failure: { code: 'not-confirmed', params: { minutes: '15' } }, at: t(1) },
      { outcome: 'failed', code: 'not-confirmed', text: 'minutes: 15' },
    ],
    [
      'a failure of several parts with its code alone',
      { type: 'failed', failure: { code: 'X', parts: [{ text: 'Do one', failures: [] }] }, at: t(1) },
      { outcome: 'failed', code: 'X', text: null },
    ],
    ['a completed request', { type: 'done', at: t(1) }, { outcome: 'done' }],
    [
      'an approval through an expiration',
      { type: 'approved', how: 'expiration', at: t(1) },
      { person: null, code: 'expiration' },
    ],
    ['the person who ended a grant early', { type: 'expiry-requested', by: rita, at: t(1) }, { person: 'U0RITA' }],
    [
      'the request that revokes a grant',
      { type: 'revocation-started', undo: 'AR-000001', at: t(1) },
      { person: null, text: 'AR-000001' },
    ],
    [
      'the reason that no revocation was needed',
      { type: 'revocation-not-needed', reason: 'It is gone.', at: t(1) },
      { person: null, text: 'It is gone.' },
    ],
    [
      'the reason for a delayed revocation',
      { type: 'revocation-delayed', reason: 'throttled', at: t(1) },
      { text: 'throttled' },
    ],
    [
      'the undo that delays a revocation',
      { type: 'revocation-delayed', undo: 'AR-000001', at: t(1) },
      { text: 'AR-000001' },
    ],
    [
      'the usage that was observed before the expiry',
      { type: 'expiry-announced', due: t(9), evidence: { label: 'In use', value: '1 instance' }, at: t(1) },
      { text: 'In use: 1 instance' },
    ],
  ])('records %s', (_, event, expected) => {
    expect(audited(event)).toMatchObject([{ at: t(1), type: event.type, ...expected }]);
  });

  test('records the calls of a plan that has been replaced', () => {
    const former = plan({ steps: [step('first')] });
    const records = auditRecords(
      request({
        plan: plan({ steps: [step('second')] }),
        history: [
          {
            type: 'plan-changed',
            plan: former,
            policyDecision: { kind: 'auto', rules: [1] },
            differences: ['It is another.'],
            approvalExpiresAt: t(9),
            remindAt: t(9),
            at: t(1),
          },
          { type: 'step-done', step: 'first', outputs: {}, at: t(2) },
          { type: 'step-done', step: 'second', outputs: {}, at: t(3) },
        ],
      }),
    );

    expect(records.map(({ call }) => call)).toEqual([null, 'ModifyImageAttribute', 'ModifyImageAttribute']);
  });
});
