import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Ruling } from '../../../src/workflows/policy/types.js';
import { countApprovals, decide, type Command } from '../../../src/workflows/request/decide.js';
import { evolve } from '../../../src/workflows/request/evolve.js';
import type { Request, Status, StepProgress } from '../../../src/workflows/request/types.js';
import { ana, approval, ben, person, plan, request, rita, STATUSES, step, t } from '../builders.js';

const counts = { kind: 'approver', counts: [0] } as const;
const nobody = { kind: 'not-an-approver' } as const;

const commands: Readonly<Record<Command['type'], Command>> = {
  approve: { type: 'approve', by: ana, standing: counts, ruling: approval() },
  deny: { type: 'deny', by: ana, standing: counts, reason: 'not now' },
  cancel: { type: 'cancel', by: rita, standing: nobody },
  retry: { type: 'retry', by: rita, standing: nobody },
  stop: { type: 'stop', by: rita, standing: nobody },
  end: { type: 'end', by: rita, standing: nobody },
  expire: { type: 'expire' },
  remind: { type: 'remind' },
  begin: { type: 'begin' },
  'send-back': {
    type: 'send-back',
    plan: plan({ title: 'other' }),
    ruling: approval() as Exclude<Ruling, { kind: 'refused' }>,
    differences: ['New call: Do more'],
    expiresAt: t(9000),
    remindAt: t(5000),
  },
  finish: { type: 'finish' },
  fail: { type: 'fail', failure: { code: 'gone', message: 'The AMI is no longer there.' } },
  'ask-undo': { type: 'ask-undo', by: person('U0SAM'), standing: nobody, undo: 'AR-000001' },
  undone: { type: 'undone', undo: 'AR-000001' },
};

/** The whole matrix: what becomes of a request in each state by each command; every other pair comes too late. */
const MATRIX: readonly (readonly [from: Status, command: Command['type'], to: Status])[] = [
  ['pending', 'approve', 'approved'],
  ['pending', 'deny', 'denied'],
  ['pending', 'cancel', 'cancelled'],
  ['pending', 'expire', 'expired'],
  ['pending', 'remind', 'pending'],
  ['approved', 'begin', 'running'],
  ['approved', 'send-back', 'pending'],
  ['approved', 'fail', 'failed'],
  ['approved', 'stop', 'cancelled'],
  ['running', 'stop', 'running'],
  ['running', 'send-back', 'pending'],
  ['running', 'finish', 'done'],
  ['running', 'fail', 'failed'],
  ['failed', 'retry', 'approved'],
  ...(['done', 'failed', 'denied', 'cancelled', 'expired'] as const).flatMap((ended) => [
    [ended, 'ask-undo', ended] as const,
    [ended, 'undone', ended] as const,
  ]),
  ['done', 'end', 'done'],
  ['failed', 'end', 'failed'],
];

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
  test.each(MATRIX)('a %s request becomes, by %s, %s', (from, command, to) => {
    expect(after(anything({ status: from }), commands[command]).status).toBe(to);
  });

  const allowed = new Set(MATRIX.map(([from, command]) => `${from} ${command}`));
  const late = STATUSES.flatMap((from) =>
    Object.values(commands)
      .filter(({ type }) => !allowed.has(`${from} ${type}`))
      .map((command) => [from, command.type] as const),
  );

  test('names every pair of the eight states and fourteen commands', () => {
    expect(allowed.size + late.length).toBe(8 * 14);
  });

  test.each(late)('a %s request is not changed by %s, which comes too late', (from, command) => {
    expect(refusal(commands[command], anything({ status: from }))).toEqual({ code: 'too-late', status: from });
  });
});

/** A ladder, and one whose time is not over. */
function anything(parts: Partial<Request>): Request {
  return ladder({ limit: { endsAt: t(9_000), isOver: false }, ...parts });
}

/** A request one of whose steps waits for its time. */
function ladder(parts: Partial<Request> = {}): Request {
  const steps = [step('deprecate'), step('disable', { after: ['deprecate'], waitMs: 60_000 })];
  return request({ plan: plan({ steps }), ...parts });
}

describe('decide: stopping', () => {
  test('ends a running ladder once nothing is in hand, as cancelled by whoever asked', () => {
    const stopped = after(ladder({ status: 'running' }), commands.stop);

    expect(stopped).toMatchObject({ status: 'running', history: [{}, { type: 'stop-asked', by: rita }] });
    expect(after(stopped, commands.finish)).toMatchObject({
      status: 'cancelled',
      history: [{}, {}, { type: 'cancelled', by: rita }],
    });
  });

  test.each<[string, Request]>([
    ['what has no step that waits', request({ status: 'running' })],
    [
      'a ladder whose last rung has begun',
      ladder({ status: 'running', steps: { disable: { state: 'started', attempts: 0, startedAt: t(1) } } }),
    ],
    ['what was stopped already', after(ladder({ status: 'running' }), commands.stop)],
  ])('comes too late for %s', (_, before) => {
    expect(refusal(commands.stop, before)).toEqual({ code: 'too-late', status: 'running' });
  });

  test('is for the requester and the approvers alone', () => {
    const before = ladder({ status: 'running' });

    expect(refusal({ type: 'stop', by: ana, standing: counts }, before)).toBeUndefined();
    expect(refusal({ type: 'stop', by: person('U0SAM'), standing: nobody }, before)).toMatchObject({
      code: 'not-concerned',
    });
  });

  test('leaves no question to the approvers', () => {
    const stopped = after(ladder({ status: 'running' }), commands.stop);

    expect(refusal(commands['send-back'], stopped)).toEqual({ code: 'too-late', status: 'running' });
  });
});

describe('decide: ending before its time', () => {
  const limited = request({ status: 'done', limit: { endsAt: t(9_000), warnAt: t(5_000), isOver: false } });

  test('makes the end be now, and warns nobody any more', () => {
    expect(after(limited, commands.end)).toMatchObject({
      limit: { endsAt: t(60), isOver: false },
      history: [{}, { type: 'end-asked', by: rita }],
    });
    expect(after(limited, commands.end).limit).not.toHaveProperty('warnAt');
  });

  test.each<[string, Request]>([
    ['was done for good', request({ status: 'done' })],
    ['is over', request({ status: 'done', limit: { endsAt: t(9_000), isOver: true } })],
    ['ends at this moment', request({ status: 'failed', limit: { endsAt: t(60), isOver: false } })],
  ])('has no effect on what %s', (_, before) => {
    expect(refusal(commands.end, before)).toEqual({ code: 'no-time-left' });
  });

  test('is for the requester and the approvers alone', () => {
    expect(refusal({ type: 'end', by: ana, standing: counts }, limited)).toBeUndefined();
    expect(refusal({ type: 'end', by: person('U0SAM'), standing: nobody }, limited)).toMatchObject({
      code: 'not-concerned',
    });
  });
});

describe('decide: asking again in the middle of a ladder', () => {
  test('keeps what is done', () => {
    const done: StepProgress = { state: 'done', attempts: 0, startedAt: t(1) };
    const skipped: StepProgress = { ...done, state: 'skipped' };

    const asked = after(
      ladder({ status: 'running', steps: { deprecate: done, other: skipped } }),
      commands['send-back'],
    );

    expect(asked).toMatchObject({ status: 'pending', steps: { deprecate: done }, approvals: [] });
    expect(Object.keys(asked.steps)).toEqual(['deprecate']);
  });
});

describe('decide: approving', () => {
  test('waits for as many distinct people as the rule requires', () => {
    const before = request({ ruling: approval(2) });
    const first: Command = { type: 'approve', by: ana, standing: counts, ruling: approval(2) };
    const second: Command = { ...first, by: ben };

    const one = after(before, first);
    const both = after(one, second);

    expect([one.status, both.status]).toEqual(['pending', 'approved']);
    expect(refusal(first, one)).toEqual({ code: 'already-approved' });
  });

  test('wants every one of several rules satisfied, and lets one person count for each', () => {
    const ruling: Ruling = {
      kind: 'approval',
      requirements: [
        { approvers: ['U0ANA'], required: 1, rule: 1 },
        { approvers: ['U0BEN', 'U0ANA'], required: 2, rule: 2 },
      ],
    };
    const anas: Command = { type: 'approve', by: ana, standing: { kind: 'approver', counts: [0, 1] }, ruling };
    const bens: Command = { type: 'approve', by: ben, standing: { kind: 'approver', counts: [1] }, ruling };

    const one = after(request({ ruling }), anas);

    expect(countApprovals(ruling, one.approvals)).toEqual([1, 1]);
    expect(after(one, bens).status).toBe('approved');
  });

  test.each([
    ['the requester, even as an approver', rita, counts, { code: 'own-request' }],
    ['somebody else', person('U0SAM'), nobody, { code: 'not-an-approver', approvers: ['U0ANA', 'U0BEN'] }],
    ['a person of another team', person('U0X', 'T0X'), { kind: 'another-team' } as const, { code: 'another-team' }],
    [
      'a person whose group cannot be read',
      ana,
      { kind: 'membership-unknown', groups: ['S0PLATFORM'] } as const,
      { code: 'membership-unknown', groups: ['S0PLATFORM'] },
    ],
  ])('is refused to %s', (_, by, standing, expected) => {
    expect(refusal({ type: 'approve', by, standing, ruling: approval() }, request())).toEqual(expected);
    expect(refusal({ type: 'deny', by, standing, reason: 'no' }, request())).toEqual(expected);
  });

  test('is refused when the rules in force now say no', () => {
    const reason = { code: 'no-rule-matches' } as const;

    expect(
      refusal({ type: 'approve', by: ana, standing: counts, ruling: { kind: 'refused', reason } }, request()),
    ).toEqual({
      code: 'forbidden-now',
      reason,
    });
  });

  test('starts over when the rules have changed since it was asked', () => {
    const before = after(request({ ruling: approval(2) }), { ...commands.approve, ruling: approval(2) } as Command);
    const stricter = approval(2, ['U0BEN', 'U0CY']);

    const changed = after(before, { type: 'approve', by: ben, standing: counts, ruling: stricter });

    expect(changed).toMatchObject({ status: 'pending', ruling: stricter, approvals: [{ by: ben }] });
  });
});

describe('decide: cancelling and retrying', () => {
  test.each(['cancel', 'retry'] as const)('%s is for the requester and the approvers alone', (type) => {
    const before = request({ status: type === 'cancel' ? 'pending' : 'failed' });

    expect(refusal({ type, by: ana, standing: counts }, before)).toBeUndefined();
    expect(refusal({ type, by: person('U0SAM'), standing: nobody }, before)).toMatchObject({ code: 'not-concerned' });
    expect(refusal({ type, by: person('U0X', 'T0X'), standing: { kind: 'another-team' } }, before)).toEqual({
      code: 'another-team',
    });
  });

  test('a retry keeps what was achieved and begins the rest anew', () => {
    const steps = [
      step('copy'),
      step('share', { after: ['copy'] }),
      step('clean', { cleansUp: { of: 'copy', unless: 'copy' } }),
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
  test('fails with the words of every step that failed', () => {
    const steps = [step('one'), step('two')];
    function failed(message: string): StepProgress {
      return { state: 'failed', attempts: 0, startedAt: t(1), failure: { code: 'X', message } };
    }

    const ended = after(
      request({ status: 'running', plan: plan({ steps }), steps: { one: failed('first'), two: failed('second') } }),
      commands.finish,
    );

    expect(ended.failure?.message).toBe('Do one: first\nDo two: second');
  });

  test('goes on by itself when the changed plan is one that a rule allows', () => {
    const ruling = { kind: 'auto', rules: [1] } as const;

    const sent = after(request({ status: 'approved', ruling }), { ...commands['send-back'], ruling } as Command);

    expect(sent.status).toBe('approved');
  });
});

/** All that a finished request is ever given: lines of its history, and the link to its undo. */
const ADDED = { history: [], revision: 0, undo: undefined };

describe('decide: undoing', () => {
  const done = request({ status: 'done' });

  test('is for anybody of the workspace to ask, and for the approvers of the undo to decide', () => {
    expect(after(done, commands['ask-undo']).undo).toEqual({ request: 'AR-000001', done: false });
    expect(refusal({ ...commands['ask-undo'], standing: { kind: 'another-team' } } as Command, done)).toEqual({
      code: 'another-team',
    });
  });

  test('may be asked again as long as it is not done: the last one counts', () => {
    const again: Command = { ...commands['ask-undo'], undo: 'AR-000002' } as Command;

    expect(after(done, commands['ask-undo'], again).undo).toEqual({ request: 'AR-000002', done: false });
    expect(refusal(again, after(done, commands['ask-undo'], commands.undone))).toEqual({
      code: 'undone',
      undo: 'AR-000001',
    });
  });

  test('is told once', () => {
    const undone = after(done, commands['ask-undo'], commands.undone);

    expect(undone.undo).toEqual({ request: 'AR-000001', done: true });
    expect(after(undone, commands.undone)).toBe(undone);
  });

  test('keeps a failed request from being tried again, once done or while it is on its way', () => {
    const failed = request({ status: 'failed' });
    const undoing: Command = { ...commands.retry, undoing: 'AR-000001' } as Command;

    expect(refusal(undoing, failed)).toEqual({ code: 'undone', undo: 'AR-000001' });
    expect(refusal(commands.retry, after(failed, commands.undone))).toEqual({ code: 'undone', undo: 'AR-000001' });
    expect(refusal(commands.retry, after(failed, commands['ask-undo']))).toBeUndefined();
  });
});

describe('decide: beginning', () => {
  test('keeps what takes the steps back as it was found then', () => {
    const before = request({ status: 'approved', plan: plan({ steps: [step('a', { undo: [] }), step('b')] }) });
    const found = [{ id: 'undo-a', title: 'Undo a', call: step('a').call }];

    const begun = after(before, { type: 'begin', undo: { a: found } });

    expect(begun.plan.steps.map(({ undo }) => undo)).toEqual([found, undefined]);
  });
});

describe('decide: properties', () => {
  const anyCommand = fc.constantFrom(...Object.values(commands));

  test('no sequence of commands leads out of an end but by retry, and the history only grows', () => {
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

  test('nothing runs that was not approved', () => {
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
