import { describe, expect, test } from '@jest/globals';
import { actionAccepted, noSuchRequest, actionRefused } from '../../../../src/listeners/blocks/answers/action.js';
import type { Refusal } from '../../../../src/domain/request/refusal.js';
import type { RequestActionName, Request } from '../../../../src/domain/request/types.js';
import { ana, approval, ben, request, rita, t } from '../../../workflows/builders.js';
import { renderedLines } from '../../rendered-messages.js';

describe('the reply to a refused action', () => {
  test.each<[string, Refusal, RequestActionName, Partial<Request>, string]>([
    [
      'lists the approvers',
      { code: 'not-an-approver', approvers: ['U0ANA', 'S0PLATFORM'] },
      'approve',
      {},
      'AR-7F3K2M: you may not approve it. These may: @U0ANA, @S0PLATFORM',
    ],
    [
      'lists the requester and the approvers',
      { code: 'not-requester-or-approver', requester: rita, approvers: ['U0ANA'] },
      'cancel',
      {},
      'AR-7F3K2M: you may not cancel it. Only these people can: @U0RITA, @U0ANA',
    ],
    [
      'refers the requester to the approvers',
      { code: 'own-request' },
      'approve',
      {},
      'AR-7F3K2M: you cannot approve your own request. Ask: @U0ANA, @U0BEN',
    ],
    [
      'suggests that the requester cancels instead',
      { code: 'own-request' },
      'deny',
      {},
      'AR-7F3K2M: you cannot deny your own request. Ask: @U0ANA, @U0BEN. You can cancel it.',
    ],
    [
      'lists the remaining approvers',
      { code: 'already-approved' },
      'approve',
      { policyDecision: approval(2), approvals: [{ by: ana, at: t(1), requirementIndexes: [0] }] },
      'AR-7F3K2M: you have approved it already. It waits for: @U0ANA, @U0BEN',
    ],
    [
      'states who denied it, when and why',
      { code: 'too-late', status: 'denied' },
      'approve',
      { status: 'denied', history: [{ type: 'denied', by: ben, reason: 'no', at: t(60) }] },
      'AR-7F3K2M: too late to approve, it is Denied: denied by @U0BEN: no (2026-11-24 09:01 UTC).',
    ],
    [
      'states who approved it',
      { code: 'too-late', status: 'done' },
      'deny',
      {
        status: 'done',
        approvals: [{ by: ana, at: t(1), requirementIndexes: [0] }],
        history: [{ type: 'done', at: t(60) }],
      },
      'AR-7F3K2M: too late to deny, it is Done: done (2026-11-24 09:01 UTC). Approved by @U0ANA.',
    ],
    [
      'states that only a failed request can be retried',
      { code: 'too-late', status: 'expired' },
      'retry',
      { status: 'expired', history: [] },
      'AR-7F3K2M: too late to retry, it is Expired. Only a failed request can be tried again.',
    ],
    [
      'refuses members of other workspaces',
      { code: 'another-team' },
      'approve',
      {},
      'AR-7F3K2M: only members of this workspace may approve it.',
    ],
    [
      'asks the user to try again if a group cannot be read',
      { code: 'membership-unknown', groups: ['S0PLATFORM'] },
      'approve',
      {},
      'AR-7F3K2M: Slack did not return the members of @S0PLATFORM, so your permission cannot be checked. Try again in a minute.',
    ],
    [
      'quotes the rule that no longer allows it',
      {
        code: 'no-longer-allowed',
        reason: { code: 'refused-by-rule', rule: 3, message: 'Ask #security.', action: 'publish' },
      },
      'approve',
      {},
      'AR-7F3K2M: the approval rules changed after it was requested. Rule 3 does not allow publish: Ask #security.',
    ],
  ])('%s', (_, refusal, action, overrides, expected) => {
    expect(renderedLines(actionRefused(refusal, action, request(overrides)).blocks)).toEqual([expected]);
  });
});

describe('the reply to a command about a request', () => {
  test('states its new status', () => {
    expect(actionAccepted(request({ status: 'cancelled' })).text).toBe('AR-7F3K2M: Cancelled.');
  });

  test('states that the request does not exist', () => {
    expect(noSuchRequest('AR-000000').text).toBe('No request AR-000000 exists.');
  });
});
