import { describe, expect, test } from '@jest/globals';
import { approvalOfShown } from '../approval.js';
import { UnknownOutcome } from '../../../src/workflows/ports/errors.js';
import { actOnRequest } from '../../../src/workflows/requests/decide.js';
import type { RequestStore } from '../../../src/workflows/ports/request-store.js';
import type { Rule } from '../../../src/domain/policy/types.js';
import type { Person } from '../../../src/domain/request/types.js';
import type { RequestAction } from '../../../src/workflows/use-cases.js';
import type { UseCaseContext } from '../../../src/workflows/context.js';
import { ana, ben, person, rita, rule } from '../builders.js';
import { copyAndShare } from '../execution/copy-and-share.js';
import { WorkflowHarness } from '../setup.js';
import { people } from '../context.js';

const byGroup = [rule({ kind: 'approval', approvers: ['S0PLATFORM'], required: 1 })];

async function pending(setup: WorkflowHarness): Promise<string> {
  await setup.submit(setup.process());
  return (await setup.requests())[0]?.id ?? '';
}

async function approve(worker: UseCaseContext, requestId: string, by = ana) {
  return actOnRequest(worker, { requestId, by, action: await approvalOfShown(worker.store, requestId) });
}

describe('deciding', () => {
  test('reads the members of an approver group at the time of the click', async () => {
    const setup = new WorkflowHarness(copyAndShare, byGroup);
    const requestId = await pending(setup);
    const before = { ...setup.process(), users: people({ S0PLATFORM: ['U0BEN'] }) };
    const afterwards = { ...before, users: people({ S0PLATFORM: ['U0ANA'] }) };

    expect((await approve(before, requestId)).result).toMatchObject({ refusal: { code: 'not-an-approver' } });
    expect((await approve(afterwards, requestId)).result).toMatchObject({ kind: 'accepted' });
  });

  test.each<[string, RequestAction, Person, string]>([
    ['the requester approves', { kind: 'approve', planDigest: '' }, rita, 'own-request'],
    ['the requester denies', { kind: 'deny', reason: 'no' }, rita, 'own-request'],
    ['anyone retries what has not failed', { kind: 'retry' }, person('U0SAM'), 'too-late'],
    ['anyone ends what has no time limit', { kind: 'expire-now' }, person('U0SAM'), 'too-late'],
    ['the requester cancels', { kind: 'cancel' }, rita, 'accepted'],
  ])('reads no group if %s', async (_when, action, by, outcome) => {
    const setup = new WorkflowHarness(copyAndShare, byGroup);
    const requestId = await pending(setup);
    const reads: string[] = [];
    function listGroupMembers(group: string): Promise<readonly string[]> {
      reads.push(group);
      return Promise.resolve([]);
    }

    const context = { ...setup.process(), users: { ...people(), listGroupMembers } };
    const { result } = await actOnRequest(context, { requestId, by, action });

    expect(result.kind === 'refused' ? result.refusal.code : result.kind).toBe(outcome);
    expect(reads).toEqual([]);
  });

  test.each([
    ['denies', { kind: 'deny', reason: 'no' }, 'not-an-approver'],
    ['cancels', { kind: 'cancel' }, 'not-requester-or-approver'],
  ] as const)('takes the approvers from the rules in force if one %s', async (_what, action, refusal) => {
    const setup = new WorkflowHarness(copyAndShare, [rule({ kind: 'approval', approvers: ['U0ANA'], required: 1 })]);
    const requestId = await pending(setup);
    const worker = setup.process();
    const rules = [rule({ kind: 'approval', approvers: ['U0BEN'], required: 1 })];
    const context = { ...worker, policy: { ...worker.policy, rules } };

    expect((await actOnRequest(context, { requestId, by: ana, action })).result).toMatchObject({
      kind: 'refused',
      refusal: { code: refusal, approvers: ['U0BEN'] },
    });
    expect((await actOnRequest(context, { requestId, by: ben, action })).result).toMatchObject({ kind: 'accepted' });
  });

  test.each<[string, Rule['effect']]>([
    ['refuse the request', { kind: 'refuse', message: 'Not now.' }],
    ['allow it without approval', { kind: 'auto' }],
  ])('leaves Deny to the approvers that the message names if the rules now %s', async (_what, effect) => {
    const setup = new WorkflowHarness(copyAndShare, [rule({ kind: 'approval', approvers: ['U0ANA'], required: 1 })]);
    const requestId = await pending(setup);
    const worker = setup.process();
    const context = { ...worker, policy: { ...worker.policy, rules: [rule(effect)] } };
    const action = { kind: 'deny', reason: 'no' } as const;

    expect((await actOnRequest(context, { requestId, by: ben, action })).result).toMatchObject({ kind: 'refused' });
    expect((await actOnRequest(context, { requestId, by: ana, action })).result).toMatchObject({ kind: 'accepted' });
  });

  test('reads no group for an approver who has approved already', async () => {
    const setup = new WorkflowHarness(copyAndShare, [
      rule({ kind: 'approval', approvers: ['S0PLATFORM'], required: 2 }),
    ]);
    const requestId = await pending(setup);
    let reads = 0;
    function listGroupMembers(): Promise<readonly string[]> {
      reads += 1;
      return Promise.resolve(['U0ANA', 'U0BEN']);
    }
    const context = { ...setup.process(), users: { ...people(), listGroupMembers } };
    await approve(context, requestId);

    expect((await approve(context, requestId)).result).toMatchObject({ refusal: { code: 'already-approved' } });
    expect(reads).toBe(1);
  });

  test('accepts no approval if the group cannot be read', async () => {
    const setup = new WorkflowHarness(copyAndShare, byGroup);
    const requestId = await pending(setup);

    expect((await approve(setup.process(), requestId)).result).toMatchObject({
      refusal: { code: 'membership-unknown', groups: ['S0PLATFORM'] },
    });
  });

  test.each([
    ['guests, although a group has them', people({ S0PLATFORM: ['U0GUEST'] }), person('U0GUEST'), 'guest'],
    ['users of another workspace', people({ S0PLATFORM: ['U0ANA'] }), person('U0ANA', 'T0OTHER'), 'another-team'],
    [
      'users that Slack does not return',
      { ...people(), identify: () => Promise.reject(new UnknownOutcome('no answer')) },
      ana,
      'standing-unknown',
    ],
  ])('accepts no approval by %s, and records the attempt', async (_who, users, by, code) => {
    const setup = new WorkflowHarness(copyAndShare, byGroup);
    const requestId = await pending(setup);

    for (const guests of ['refuse', 'request'] as const) {
      const worker = setup.process();
      const context = { ...worker, users, policy: { ...worker.policy, guests } };
      expect((await approve(context, requestId, by)).result).toMatchObject({ kind: 'refused', refusal: { code } });
    }
    expect((await setup.requests())[0]).toMatchObject({
      status: 'pending',
      approvals: [],
      history: [{}, { type: 'action-refused', action: 'approve', reason: code }],
    });
  });

  test('counts a colleague once who acts from two workspaces of the organization', async () => {
    const setup = new WorkflowHarness(copyAndShare, byGroup);
    const requestId = await pending(setup);
    const users = {
      ...people({ S0PLATFORM: ['U0RITA', 'U0ANA'] }),
      identify: (who: Person) => Promise.resolve({ standing: 'member', person: { ...who, teamId: 'T0HOME' } } as const),
    };
    const context = { ...setup.process(), users };

    expect((await approve(context, requestId, person('U0RITA', 'T0EAST'))).result).toMatchObject({
      refusal: { code: 'own-request' },
    });
    expect((await approve(context, requestId, person('U0ANA', 'T0EAST'))).result).toMatchObject({
      kind: 'accepted',
      request: { approvals: [{ by: ana }] },
    });
  });

  test('records repeated attempts of an unauthorized user once', async () => {
    const setup = new WorkflowHarness();
    const requestId = await pending(setup);
    const worker = setup.process();

    for (let click = 0; click < 3; click += 1) await approve(worker, requestId, person('U0SAM'));
    await approve(worker, requestId, rita);

    const [request] = await setup.requests();
    expect(request?.history.slice(1)).toMatchObject([
      { type: 'action-refused', by: { userId: 'U0SAM' }, action: 'approve', reason: 'not-an-approver' },
      { type: 'action-refused', by: { userId: 'U0RITA' }, action: 'approve', reason: 'own-request' },
    ]);
    expect(request).toMatchObject({ status: 'pending', approvals: [] });
  });

  test('reports a request that does not exist', async () => {
    expect((await approve(new WorkflowHarness().process(), 'AR-000000')).result).toEqual({
      kind: 'request-not-found',
      id: 'AR-000000',
    });
  });

  test('repeats the decision on the new state after a write conflict', async () => {
    const setup = new WorkflowHarness();
    const requestId = await pending(setup);
    const worker = setup.process();
    const racing = { ...worker, store: overtaken(worker.store, () => approve(setup.process(), requestId, ben)) };

    const { result } = await approve(racing, requestId);

    expect(result).toMatchObject({ kind: 'refused', refusal: { code: 'too-late', status: 'approved' } });
  });

  test('keeps the reason of a denial', async () => {
    const setup = new WorkflowHarness();
    const requestId = await pending(setup);

    const { result } = await actOnRequest(setup.process(), {
      requestId,
      by: ana,
      action: { kind: 'deny', reason: 'Wrong account.' },
    });

    expect(result).toMatchObject({ request: { status: 'denied', history: [{}, { reason: 'Wrong account.' }] } });
  });
});

describe('checking a denial before asking for the reason', () => {
  const considering = { kind: 'check-denial' } as const;

  test('changes nothing if the user may deny', async () => {
    const setup = new WorkflowHarness();
    const requestId = await pending(setup);
    const before = await setup.requests();

    const { result } = await actOnRequest(setup.process(), { requestId, by: ana, action: considering });

    expect(result.kind).toBe('accepted');
    expect(await setup.requests()).toEqual(before);
  });

  test('records the attempt if the user may not deny', async () => {
    const setup = new WorkflowHarness();
    const requestId = await pending(setup);

    const { result } = await actOnRequest(setup.process(), { requestId, by: person('U0SAM'), action: considering });

    expect(result).toMatchObject({ kind: 'refused', refusal: { code: 'not-an-approver' } });
    expect((await setup.requests())[0]?.history[1]).toMatchObject({ type: 'action-refused', action: 'deny' });
  });
});

describe('a store that loses responses', () => {
  test('neither loses nor duplicates events', async () => {
    const setup = new WorkflowHarness();
    const requestId = await pending(setup);
    const worker = setup.process();

    await setup.approve({ ...worker, store: losingAnswers(worker.store) }, requestId);
    await setup.runUntilSettled(worker);

    const [done] = await setup.requests();
    expect(done?.status).toBe('done');
    expect(done?.history.map((event) => ('step' in event ? `${event.type} ${event.step}` : event.type))).toEqual([
      'requested',
      'approval-given',
      'approved',
      'started',
      'step-started copy',
      'step-accepted copy',
      'step-done copy',
      'step-started share',
      'step-done share',
      'step-skipped clean',
      'done',
    ]);
    expect(setup.copies()).toBe(1);
  });
});

/** A store in which another write precedes the first save. */
function overtaken(store: RequestStore, otherWrite: () => Promise<unknown>): RequestStore {
  let first = true;
  return {
    ...store,
    async save(request) {
      if (first) {
        first = false;
        await otherWrite();
      }
      return store.save(request);
    },
  };
}

/** Writes, and loses the answer to every first try; a repetition of the same write is known as such, as by DynamoDB's. */
function losingAnswers(store: RequestStore): RequestStore {
  const written = new Set<string>();
  return {
    ...store,
    async save(request) {
      const text = JSON.stringify(request);
      if (written.has(text)) return;
      await store.save(request);
      written.add(text);
      throw new UnknownOutcome('no answer');
    },
  };
}
