import { describe, expect, test } from '@jest/globals';
import type { Plan } from '../../../src/domain/plan/types.js';
import { planDigest } from '../../../src/domain/plan/plan-digest.js';
import fc from 'fast-check';
import type { PolicyDecision } from '../../../src/domain/policy/types.js';
import { countApprovals, decide, type Command } from '../../../src/domain/request/decide.js';
import { evolve } from '../../../src/domain/request/evolve.js';
import type { Request, Status, StepProgress } from '../../../src/domain/request/types.js';
import { ana, approval, ben, person, plan, request, rita, STATUSES, step, t } from '../../workflows/builders.js';

const counts = { kind: 'approver', requirementIndexes: [0] } as const;
const notAnApprover = { kind: 'not-an-approver' } as const;

const commands: Readonly<Record<Command['type'], Command>> = {
  approve: approving(anything({}).plan),
  deny: { type: 'deny', by: ana, eligibility: counts, reason: 'not now' },
  cancel: { type: 'cancel', by: rita, eligibility: notAnApprover },
  retry: { type: 'retry', by: rita, eligibility: notAnApprover },
  stop: { type: 'stop', by: rita, eligibility: notAnApprover },
  'expire-now': { type: 'expire-now', by: rita, eligibility: notAnApprover },
  expire: { type: 'expire' },
  remind: { type: 'remind' },
  start: { type: 'start' },
  'return-to-approvers': {
    type: 'return-to-approvers',
    plan: plan({ title: 'other' }),
    policyDecision: approval() as Exclude<PolicyDecision, { kind: 'refused' }>,
    differences: ['New call: Do more'],
    approvalExpiresAt: t(9000),
    remindAt: t(5000),
  },
  finish: { type: 'finish' },
  fail: { type: 'fail', failure: { code: 'gone', message: 'The AMI no longer exists.' } },
  'request-undo': { type: 'request-undo', by: person('U0SAM'), eligibility: notAnApprover, undo: 'AR-000001' },
  undone: { type: 'undone', undo: 'AR-000001' },
};

/** The whole matrix: what becomes of a request in each state by each command; every other pair comes too late. */
const MATRIX: readonly (readonly [from: Status, command: Command['type'], to: Status])[] = [
  ['pending', 'approve', 'approved'],
  ['pending', 'deny', 'denied'],
  ['pending', 'cancel', 'cancelled'],
  ['pending', 'expire', 'expired'],
  ['pending', 'remind', 'pending'],
  ['approved', 'start', 'running'],
  ['approved', 'return-to-approvers', 'pending'],
  ['approved', 'fail', 'failed'],
  ['approved', 'stop', 'cancelled'],
  ['running', 'stop', 'running'],
  ['running', 'return-to-approvers', 'pending'],
  ['running', 'finish', 'done'],
  ['running', 'fail', 'failed'],
  ['failed', 'retry', 'approved'],
  ...(['done', 'failed', 'denied', 'cancelled', 'expired'] as const).flatMap((ended) => [
    [ended, 'request-undo', ended] as const,
    [ended, 'undone', ended] as const,
  ]),
  ['done', 'expire-now', 'done'],
  ['failed', 'expire-now', 'failed'],
];

type Approve = Command & { type: 'approve' };

/** Ana's approval of a plan that she was shown. */
function approving(shown: Plan, overrides: Partial<Approve> = {}): Approve {
  return {
    type: 'approve',
    by: ana,
    planDigest: planDigest(shown),
    eligibility: counts,
    policyDecision: approval(),
    ...overrides,
  };
}

function after(before: Request, ...given: readonly Command[]): Request {
  return given.reduce((state, command) => {
    const decision = decide(command, state, t(60));
    if (decision.kind === 'refused') throw new Error(decision.refusal.code);
    return decision.events.reduce(evolve, state);
  }, before);
}

function refusal(command: Command, before: Request) {
  const decision = decide(command, before, t(60));
  return decision.kind === 'refused' ? decision.refusal : undefined;
}

describe('decide: the matrix of state by command', () => {
  test.each(MATRIX)('moves a %s request on %s to %s', (from, command, to) => {
    expect(after(anything({ status: from }), commands[command]).status).toBe(to);
  });

  const allowed = new Set(MATRIX.map(([from, command]) => `${from} ${command}`));
  const late = STATUSES.flatMap((from) =>
    Object.values(commands)
      .filter(({ type }) => !allowed.has(`${from} ${type}`))
      .map((command) => [from, command.type] as const),
  );

  test('covers every pair of the eight states and fourteen commands', () => {
    expect(allowed.size + late.length).toBe(8 * 14);
  });

  test.each(late)('a %s request rejects %s as too late', (from, command) => {
    expect(refusal(commands[command], anything({ status: from }))).toEqual({ code: 'too-late', status: from });
  });
});

/** A staged request whose time limit has not passed. */
function anything(overrides: Partial<Request>): Request {
  return staged({ expiration: { revokeAt: t(9_000), isSettled: false }, ...overrides });
}

/** A request one of whose steps waits for its time. */
function staged(overrides: Partial<Request> = {}): Request {
  const steps = [step('deprecate'), step('disable', { after: ['deprecate'], delayMs: 60_000 })];
  return request({ plan: plan({ steps }), ...overrides });
}

describe('decide: stopping', () => {
  test('cancels a running request by its requester once the current step has ended', () => {
    const stopped = after(staged({ status: 'running' }), commands.stop);

    expect(stopped).toMatchObject({ status: 'running', history: [{}, { type: 'cancel-requested', by: rita }] });
    expect(after(stopped, commands.finish)).toMatchObject({
      status: 'cancelled',
      history: [{}, {}, { type: 'cancelled', by: rita }],
    });
  });

  test.each<[string, Request]>([
    ['a request without a delayed step', request({ status: 'running' })],
    [
      'a request whose last stage has started',
      staged({ status: 'running', steps: { disable: { state: 'started', attempts: 0, startedAt: t(1) } } }),
    ],
    ['a request that is already stopped', after(staged({ status: 'running' }), commands.stop)],
  ])('is too late for %s', (_, before) => {
    expect(refusal(commands.stop, before)).toEqual({ code: 'too-late', status: 'running' });
  });

  test('is permitted only to the requester and the approvers', () => {
    const before = staged({ status: 'running' });

    expect(refusal({ type: 'stop', by: ana, eligibility: counts }, before)).toBeUndefined();
    expect(refusal({ type: 'stop', by: person('U0SAM'), eligibility: notAnApprover }, before)).toMatchObject({
      code: 'not-requester-or-approver',
    });
  });

  test('does not return the request to the approvers', () => {
    const stopped = after(staged({ status: 'running' }), commands.stop);

    expect(refusal(commands['return-to-approvers'], stopped)).toEqual({ code: 'too-late', status: 'running' });
  });
});

describe('decide: ending a time-limited grant early', () => {
  const limited = request({ status: 'done', expiration: { revokeAt: t(9_000), warnAt: t(5_000), isSettled: false } });

  test('sets the expiry to now and drops the warning', () => {
    expect(after(limited, commands['expire-now'])).toMatchObject({
      expiration: { revokeAt: t(60), isSettled: false },
      history: [{}, { type: 'expiry-requested', by: rita }],
    });
    expect(after(limited, commands['expire-now']).expiration).not.toHaveProperty('warnAt');
  });

  test.each<[string, Request]>([
    ['a permanent grant', request({ status: 'done' })],
    ['a grant that has expired', request({ status: 'done', expiration: { revokeAt: t(9_000), isSettled: true } })],
    [
      'a grant that expires at this moment',
      request({ status: 'failed', expiration: { revokeAt: t(60), isSettled: false } }),
    ],
  ])('is refused for %s', (_, before) => {
    expect(refusal(commands['expire-now'], before)).toEqual({ code: 'not-expiring' });
  });

  test('is permitted only to the requester and the approvers', () => {
    expect(refusal({ type: 'expire-now', by: ana, eligibility: counts }, limited)).toBeUndefined();
    expect(refusal({ type: 'expire-now', by: person('U0SAM'), eligibility: notAnApprover }, limited)).toMatchObject({
      code: 'not-requester-or-approver',
    });
  });
});

describe('decide: returning a running request to the approvers', () => {
  test('keeps the steps that are done and drops the others', () => {
    const done: StepProgress = { state: 'done', attempts: 0, startedAt: t(1) };
    const skipped: StepProgress = { ...done, state: 'skipped' };

    const asked = after(
      staged({ status: 'running', steps: { deprecate: done, other: skipped } }),
      commands['return-to-approvers'],
    );

    expect(asked).toMatchObject({ status: 'pending', steps: { deprecate: done }, approvals: [] });
    expect(Object.keys(asked.steps)).toEqual(['deprecate']);
  });
});

describe('decide: approving', () => {
  test('waits for as many distinct approvers as the rule requires', () => {
    const before = request({ policyDecision: approval(2) });
    const first = approving(before.plan, { policyDecision: approval(2) });
    const second: Command = { ...first, by: ben };

    const one = after(before, first);
    const both = after(one, second);

    expect([one.status, both.status]).toEqual(['pending', 'approved']);
    expect(refusal(first, one)).toEqual({ code: 'already-approved' });
  });

  test('requires every rule to be satisfied and counts one approver for each rule', () => {
    const policyDecision: PolicyDecision = {
      kind: 'approval',
      requirements: [
        { approvers: ['U0ANA'], required: 1, rule: 1 },
        { approvers: ['U0BEN', 'U0ANA'], required: 2, rule: 2 },
      ],
    };
    const anas = approving(plan(), {
      eligibility: { kind: 'approver', requirementIndexes: [0, 1] },
      policyDecision,
    });
    const bens = approving(plan(), {
      by: ben,
      eligibility: { kind: 'approver', requirementIndexes: [1] },
      policyDecision,
    });

    const one = after(request({ policyDecision }), anas);

    expect(countApprovals(policyDecision, one.approvals)).toEqual([1, 1]);
    expect(after(one, bens).status).toBe('approved');
  });

  test.each([
    ['the requester, even as an approver', rita, counts, { code: 'own-request' }],
    [
      'a person who is not an approver',
      person('U0SAM'),
      notAnApprover,
      { code: 'not-an-approver', approvers: ['U0ANA', 'U0BEN'] },
    ],
    [
      'a person from another workspace',
      person('U0X', 'T0X'),
      { kind: 'another-team' } as const,
      { code: 'another-team' },
    ],
    [
      'a person whose group cannot be read',
      ana,
      { kind: 'membership-unknown', groups: ['S0PLATFORM'] } as const,
      { code: 'membership-unknown', groups: ['S0PLATFORM'] },
    ],
  ])('is refused to %s', (_, by, eligibility, expected) => {
    expect(refusal(approving(plan(), { by, eligibility }), request())).toEqual(expected);
    expect(refusal({ type: 'deny', by, eligibility, reason: 'no' }, request())).toEqual(expected);
  });

  test('is refused when the current rules refuse the request', () => {
    const reason = { code: 'no-rule-matches', action: 'share' } as const;

    const command = approving(plan(), { policyDecision: { kind: 'refused', reason } });
    expect(refusal(command, request())).toEqual({ code: 'no-longer-allowed', reason });
  });

  test('counts only for the plan that was shown', () => {
    const [first, second, third] = [plan(), plan({ title: 'second' }), plan({ title: 'third' })];
    const change = { policyDecision: approval(), approvalExpiresAt: t(9000), remindAt: t(5000), at: t(9) };
    const before = request({
      plan: third,
      history: [
        { type: 'requested', by: rita, at: t(0) },
        { type: 'plan-changed', plan: second, differences: ['one'], ...change },
        { type: 'plan-changed', plan: third, differences: ['two'], ...change },
      ],
    });

    expect(refusal(approving(first), before)).toEqual({ code: 'stale-plan', differences: ['one', 'two'] });
    expect(refusal(approving(second), before)).toEqual({ code: 'stale-plan', differences: ['two'] });
    expect(after(before, approving(third))).toMatchObject({
      status: 'approved',
      history: [{}, {}, {}, { type: 'approval-given', planDigest: planDigest(third) }, {}],
    });
  });

  test('starts over when the rules have changed since the request was created', () => {
    const before = after(request({ policyDecision: approval(2) }), approving(plan(), { policyDecision: approval(2) }));
    const stricter = approval(2, ['U0BEN', 'U0CY']);

    const changed = after(before, approving(plan(), { by: ben, policyDecision: stricter }));

    expect(changed).toMatchObject({ status: 'pending', policyDecision: stricter, approvals: [{ by: ben }] });
  });
});

describe('decide: cancelling and retrying', () => {
  test.each(['cancel', 'retry'] as const)('permits %s only to the requester and the approvers', (type) => {
    const before = request({ status: type === 'cancel' ? 'pending' : 'failed' });

    expect(refusal({ type, by: ana, eligibility: counts }, before)).toBeUndefined();
    expect(refusal({ type, by: person('U0SAM'), eligibility: notAnApprover }, before)).toMatchObject({
      code: 'not-requester-or-approver',
    });
    expect(refusal({ type, by: person('U0X', 'T0X'), eligibility: { kind: 'another-team' } }, before)).toEqual({
      code: 'another-team',
    });
  });

  test('keeps completed steps on retry and resets the others', () => {
    const steps = [
      step('copy'),
      step('share', { after: ['copy'] }),
      step('clean', { cleanup: { stepId: 'copy', unlessDone: 'copy' } }),
    ];
    const before = request({
      status: 'failed',
      plan: plan({ steps }),
      steps: {
        copy: { state: 'done', attempts: 0, startedAt: t(1) },
        share: { state: 'failed', attempts: 3, startedAt: t(2), failure: { code: 'throttled', message: 'slow down' } },
        clean: { state: 'skipped', attempts: 0, startedAt: t(3) },
      },
    });

    expect(Object.keys(after(before, commands.retry).steps)).toEqual(['copy']);
  });
});

describe('decide: ending', () => {
  test('fails with the failure of every step', () => {
    const steps = [step('one'), step('two')];
    function failed(message: string): StepProgress {
      return { state: 'failed', attempts: 0, startedAt: t(1), failure: { code: 'X', message } };
    }

    const ended = after(
      request({ status: 'running', plan: plan({ steps }), steps: { one: failed('first'), two: failed('second') } }),
      commands.finish,
    );

    expect(ended.failure?.parts).toEqual([
      { text: 'Do one', failures: [{ code: 'X', message: 'first' }] },
      { text: 'Do two', failures: [{ code: 'X', message: 'second' }] },
    ]);
  });

  test('continues without approval when a rule allows the changed plan', () => {
    const policyDecision = { kind: 'auto', rules: [1] } as const;

    const sent = after(request({ status: 'approved', policyDecision }), {
      ...commands['return-to-approvers'],
      policyDecision,
    } as Command);

    expect(sent.status).toBe('approved');
  });
});

/** All that a finished request is ever given: lines of its history, and the link to its undo. */
const ADDED = { history: [], revision: 0, undoneBy: undefined };

describe('decide: undoing', () => {
  const done = request({ status: 'done' });

  test('can be requested by any member of the workspace', () => {
    expect(after(done, commands['request-undo']).undoneBy).toEqual({ requestId: 'AR-000001', done: false });
    expect(refusal({ ...commands['request-undo'], eligibility: { kind: 'another-team' } } as Command, done)).toEqual({
      code: 'another-team',
    });
  });

  test('can be requested again until it is done, and the last request replaces it', () => {
    const again: Command = { ...commands['request-undo'], undo: 'AR-000002' } as Command;

    expect(after(done, commands['request-undo'], again).undoneBy).toEqual({ requestId: 'AR-000002', done: false });
    expect(refusal(again, after(done, commands['request-undo'], commands.undone))).toEqual({
      code: 'undone',
      undo: 'AR-000001',
    });
  });

  test('is recorded once', () => {
    const undone = after(done, commands['request-undo'], commands.undone);

    expect(undone.undoneBy).toEqual({ requestId: 'AR-000001', done: true });
    expect(after(undone, commands.undone)).toBe(undone);
  });

  test('prevents a retry of a failed request while the undo is in progress or done', () => {
    const failed = request({ status: 'failed' });
    const undoing: Command = { ...commands.retry, undoRequestId: 'AR-000001' } as Command;

    expect(refusal(undoing, failed)).toEqual({ code: 'undone', undo: 'AR-000001' });
    expect(refusal(commands.retry, after(failed, commands.undone))).toEqual({ code: 'undone', undo: 'AR-000001' });
    expect(refusal(commands.retry, after(failed, commands['request-undo']))).toBeUndefined();
  });
});

describe('decide: starting', () => {
  test('stores the undo steps that were determined at the start', () => {
    const before = request({ status: 'approved', plan: plan({ steps: [step('a', { undo: [] }), step('b')] }) });
    const found = [{ id: 'undo-a', title: 'Undo a', call: step('a').call }];

    const begun = after(before, { type: 'start', undo: { a: found } });

    expect(begun.plan.steps.map(({ undo }) => undo)).toEqual([found, undefined]);
  });
});

describe('decide: properties', () => {
  const anyCommand = fc.constantFrom(...Object.values(commands));

  test('leaves a final state only by retry and only appends to the history', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 30 }), (sequence) => {
        let state = request();
        for (const command of sequence) {
          const before = state;
          const decision = decide(command, before, t(60));
          if (decision.kind === 'events') state = decision.events.reduce(evolve, before);
          expect(state.history.slice(0, before.history.length)).toEqual(before.history);
          if (['done', 'denied', 'cancelled', 'expired'].includes(before.status))
            expect({ ...state, ...ADDED }).toEqual({ ...before, ...ADDED });
          if (before.status === 'failed' && state.status !== 'failed') expect(command.type).toBe('retry');
        }
      }),
    );
  });

  test('never starts a request that was not approved', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 30 }), (sequence) => {
        const end = sequence.reduce((state, command) => {
          const decision = decide(command, state, t(60));
          return decision.kind === 'events' ? decision.events.reduce(evolve, state) : state;
        }, request());
        const started = end.history.findIndex(({ type }) => type === 'started');
        const approved = end.history.findIndex(({ type }) => type === 'approved');
        expect(started === -1 || (approved !== -1 && approved < started)).toBe(true);
      }),
    );
  });
});
