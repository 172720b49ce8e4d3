import { describe, expect, test } from '@jest/globals';
import { undoRequest } from '../../../src/workflows/requests/undo.js';
import { processUntilIdleLogged } from '../../../src/workflows/execution/process-request.js';
import { ana, ben, IMAGE, person, rita, rule } from '../builders.js';
import { ProcessKilled, crashAfter } from '../setup.js';
import { UndoHarness } from './undo-setup.js';

const SHARE = `/ami share ${IMAGE.imageId} with prod`;
const unsharing = rule({ kind: 'approval', approvers: ['U0ANA', 'U0BEN'], required: 1 }, { action: ['unshare'] });
const asking = [unsharing, rule({ kind: 'auto' })];

async function shared(setup: UndoHarness): Promise<string> {
  return (await setup.submitAndRun(SHARE))?.id ?? '';
}

describe('undoing a request', () => {
  test('creates a linked request that needs approval, and marks the original as undone', async () => {
    const setup = new UndoHarness(asking);
    const id = await shared(setup);

    const result = await setup.undo(id, rita);
    if (result.kind !== 'submitted') throw new Error(result.kind);
    const undoId = result.request.id;
    expect(await setup.load(undoId)).toMatchObject({ status: 'pending', undoOf: { requestId: id }, requester: rita });
    expect((await setup.load(id)).undoneBy).toEqual({ requestId: undoId, done: false });
    await setup.approve(undoId);
    await setup.runUntilSettled();

    expect((await setup.load(undoId)).status).toBe('done');
    expect(await setup.load(id)).toMatchObject({ status: 'done', undoneBy: { requestId: undoId, done: true } });
    expect((await setup.load(id)).history.slice(-2)).toMatchObject([
      { type: 'undo-requested', by: rita, undo: undoId },
      { type: 'undone', undo: undoId },
    ]);
    expect(setup.shares()).toEqual([[], []]);
    expect([...setup.announcer.messages.values()].find((each) => each.id === id)?.undoneBy?.done).toBe(true);
  });

  test('creates one request if several users press Undo at the same time', async () => {
    const setup = new UndoHarness(asking);
    const id = await shared(setup);

    const answers = await Promise.all([setup.undo(id, rita), setup.undo(id, ana), setup.undo(id, ben)]);

    expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['duplicate', 'duplicate', 'submitted']);
    expect(await setup.requests()).toHaveLength(2);
  });

  test.each(['pending', 'done'])('returns the existing undo if it is %s', async (status) => {
    const setup = new UndoHarness(asking);
    const id = await shared(setup);
    const first = await setup.undo(id, rita);
    const undoId = first.kind === 'submitted' ? first.request.id : '';
    if (status === 'done') {
      await setup.approve(undoId);
      await setup.runUntilSettled();
    }

    expect(await setup.undo(id, ana)).toMatchObject({ kind: 'duplicate', request: { id: undoId, status } });
  });

  test('can be requested again after a denial', async () => {
    const setup = new UndoHarness(asking);
    const id = await shared(setup);
    const first = await setup.undo(id, rita);
    await setup.act(first.kind === 'submitted' ? first.request.id : '', { kind: 'deny', reason: 'Not now.' });

    const second = await setup.undo(id, rita);

    expect(second).toMatchObject({ kind: 'submitted' });
    expect((await setup.load(id)).undoneBy).toMatchObject({
      requestId: second.kind === 'submitted' ? second.request.id : '',
    });
  });

  test.each([
    ['before it is done', [rule({ kind: 'approval', approvers: ['U0ANA'], required: 1 })], rita, 'too-late'],
    ['for users of another workspace', asking, person('U0X', 'T0X'), 'another-team'],
    ['for guests', asking, person('U0GUEST'), 'guest'],
  ] as const)('is refused %s, and the refusal is recorded', async (_, rules, by, code) => {
    const setup = new UndoHarness(rules);
    const asked = await setup.submit(SHARE);
    await setup.runUntilSettled();
    const id = asked.kind === 'submitted' ? asked.request.id : '';

    expect(await setup.undo(id, by)).toMatchObject({ kind: 'not-allowed', refusal: { code } });
    expect((await setup.load(id)).history.at(-1)).toMatchObject({
      type: 'action-refused',
      action: 'undo',
      reason: code,
    });
  });

  describe('without approval', () => {
    const APPROVED_SHARES = rule({ kind: 'approval', approvers: ['U0ANA'], required: 1 }, { action: ['share'] });
    const WITHOUT_APPROVAL = rule({ kind: 'auto' });

    test.each([
      ['the requester', [WITHOUT_APPROVAL], rita, 'submitted'],
      ['an approver of the original request', [APPROVED_SHARES, WITHOUT_APPROVAL], ana, 'submitted'],
      ['another member', [APPROVED_SHARES, WITHOUT_APPROVAL], ben, 'not-allowed'],
      ['another member, if nothing needs approval', [WITHOUT_APPROVAL], ana, 'not-allowed'],
    ] as const)('answers %s', async (_, rules, by, kind) => {
      const setup = new UndoHarness(rules);
      const id = await shared(setup);
      if ((await setup.load(id)).status === 'pending') await setup.approve(id);
      await setup.runUntilSettled();

      expect((await setup.undo(id, by)).kind).toBe(kind);
      expect(await setup.requests()).toHaveLength(kind === 'submitted' ? 2 : 1);
    });

    test('is refused for a former approver', async () => {
      const setup = new UndoHarness([APPROVED_SHARES, WITHOUT_APPROVAL]);
      const id = await shared(setup);
      await setup.approve(id);
      await setup.runUntilSettled();
      setup.rules = [WITHOUT_APPROVAL];

      expect(await setup.undo(id, ana)).toMatchObject({
        kind: 'not-allowed',
        refusal: { code: 'not-requester-or-approver', requester: rita },
      });
    });
  });

  test('prevents a retry of a failed request', async () => {
    const setup = new UndoHarness(asking);
    setup.ec2.faults.push({ call: 'ModifySnapshotAttribute', fault: { kind: 'refused', code: 'No', message: 'no' } });
    const id = await shared(setup);
    const undo = await setup.undo(id, rita);

    expect(await setup.act(id, { kind: 'retry' }, rita)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'undone', undo: undo.kind === 'submitted' ? undo.request.id : '' },
    });
  });

  test('reports a request that does not exist', async () => {
    expect(await new UndoHarness().undo('AR-000000')).toEqual({ kind: 'request-not-found', id: 'AR-000000' });
  });
});

describe('a process that dies at any port call while it undoes', () => {
  const places = Array.from({ length: 45 }, (_, index) => index + 1).flatMap((at) =>
    (['before', 'after'] as const).map((when) => [at, when] as const),
  );

  test.each(places)('call %i, %s its effect: one undo exists, and EC2 is restored', async (at, when) => {
    const setup = new UndoHarness();
    const id = await shared(setup);
    const dying = setup.process(crashAfter(at, when));

    await undoRequest(dying, { requestId: id, by: rita })
      .then(({ lease }) => (lease === undefined ? undefined : processUntilIdleLogged(dying, lease)))
      .catch((error: unknown) => expect(error).toBeInstanceOf(ProcessKilled));
    await setup.undo(id);
    await setup.runUntilSettled();

    const undos = (await setup.requests()).filter(({ undoOf }) => undoOf?.requestId === id);
    expect(undos.map(({ status }) => status)).toEqual(['done']);
    expect((await setup.load(id)).undoneBy).toEqual({ requestId: undos[0]?.id, done: true });
    expect(setup.shares()).toEqual([[], []]);
  });

  test('survives if the call number exceeds the calls of the undo', async () => {
    const setup = new UndoHarness();
    const id = await shared(setup);
    const survivor = setup.process(crashAfter(places.length / 2, 'before'));

    const { lease } = await undoRequest(survivor, { requestId: id, by: rita });
    if (lease !== undefined) await processUntilIdleLogged(survivor, lease);

    expect(await setup.load(id)).toMatchObject({ undoneBy: { done: true } });
  });
});
