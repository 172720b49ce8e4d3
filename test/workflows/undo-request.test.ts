import { describe, expect, test } from '@jest/globals';
import { undoRequest } from '../../src/workflows/undo-request.js';
import { driveSafely } from '../../src/workflows/run-request.js';
import { ana, ben, IMAGE, person, rita, rule } from './builders.js';
import { Killed, lifeUntil } from './ground.js';
import { UndoGround } from './undo/undo-ground.js';

const SHARE = `/ami share ${IMAGE.imageId} with prod`;
const unsharing = rule({ kind: 'approval', approvers: ['U0ANA', 'U0BEN'], required: 1 }, { action: ['unshare'] });
const asking = [unsharing, rule({ kind: 'auto' })];

async function shared(ground: UndoGround): Promise<string> {
  return (await ground.carryOut(SHARE))?.id ?? '';
}

describe('undoing a request', () => {
  test('makes a linked request that goes the ordinary way, and the old one says by which it is undone', async () => {
    const ground = new UndoGround(asking);
    const id = await shared(ground);

    const answer = await ground.undo(id, rita);
    if (answer.kind !== 'submitted') throw new Error(answer.kind);
    const undoId = answer.request.id;
    expect(await ground.load(undoId)).toMatchObject({ status: 'pending', undoes: { request: id }, requester: rita });
    expect((await ground.load(id)).undo).toEqual({ request: undoId, done: false });
    await ground.act(undoId, { kind: 'approve' });
    await ground.settle();

    expect((await ground.load(undoId)).status).toBe('done');
    expect(await ground.load(id)).toMatchObject({ status: 'done', undo: { request: undoId, done: true } });
    expect((await ground.load(id)).history.slice(-2)).toMatchObject([
      { type: 'undo-asked', by: rita, undo: undoId },
      { type: 'undone', undo: undoId },
    ]);
    expect(ground.shares()).toEqual([[], []]);
    expect([...ground.announcer.messages.values()].find((each) => each.id === id)?.undo?.done).toBe(true);
  });

  test('pressed by several at once makes one', async () => {
    const ground = new UndoGround(asking);
    const id = await shared(ground);

    const answers = await Promise.all([ground.undo(id, rita), ground.undo(id, ana), ground.undo(id, ben)]);

    expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['duplicate', 'duplicate', 'submitted']);
    expect(await ground.requests()).toHaveLength(2);
  });

  test.each(['pending', 'done'])(
    'asked again while there is one that is %s, it answers with that one',
    async (status) => {
      const ground = new UndoGround(asking);
      const id = await shared(ground);
      const first = await ground.undo(id, rita);
      const undoId = first.kind === 'submitted' ? first.request.id : '';
      if (status === 'done') {
        await ground.act(undoId, { kind: 'approve' });
        await ground.settle();
      }

      expect(await ground.undo(id, ana)).toMatchObject({ kind: 'duplicate', request: { id: undoId, status } });
    },
  );

  test('can be asked for again once it was denied', async () => {
    const ground = new UndoGround(asking);
    const id = await shared(ground);
    const first = await ground.undo(id, rita);
    await ground.act(first.kind === 'submitted' ? first.request.id : '', { kind: 'deny', reason: 'Not now.' });

    const second = await ground.undo(id, rita);

    expect(second).toMatchObject({ kind: 'submitted' });
    expect((await ground.load(id)).undo).toMatchObject({
      request: second.kind === 'submitted' ? second.request.id : '',
    });
  });

  test.each([
    ['before it is done', [rule({ kind: 'approval', approvers: ['U0ANA'], required: 1 })], rita, 'too-late'],
    ['to people of another workspace', asking, person('U0X', 'T0X'), 'another-team'],
  ] as const)('is refused %s, with a line in the history', async (_, rules, by, code) => {
    const ground = new UndoGround(rules);
    const asked = await ground.ask(SHARE);
    await ground.settle();
    const id = asked.kind === 'submitted' ? asked.request.id : '';

    expect(await ground.undo(id, by)).toMatchObject({ kind: 'not-allowed', refusal: { code } });
    expect((await ground.load(id)).history.at(-1)).toMatchObject({
      type: 'attempt-refused',
      attempt: 'undo',
      why: code,
    });
  });

  test('a failed request that is being undone is not tried again', async () => {
    const ground = new UndoGround(asking);
    ground.ec2.faults.push({ call: 'ModifySnapshotAttribute', fault: { kind: 'refused', code: 'No', message: 'no' } });
    const id = await shared(ground);
    const undo = await ground.undo(id, rita);

    expect(await ground.act(id, { kind: 'retry' }, rita)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'undone', undo: undo.kind === 'submitted' ? undo.request.id : '' },
    });
  });

  test('a request that does not exist is said not to', async () => {
    expect(await new UndoGround().undo('AR-000000')).toEqual({ kind: 'no-such-request', id: 'AR-000000' });
  });
});

describe('a process that dies at any use of a port while it undoes', () => {
  const places = Array.from({ length: 45 }, (_, index) => index + 1).flatMap((at) =>
    (['before', 'after'] as const).map((when) => [at, when] as const),
  );

  test.each(places)('use %i, %s its effect: there is one undo, and EC2 is as it was', async (at, when) => {
    const ground = new UndoGround();
    const id = await shared(ground);
    const dying = ground.process(lifeUntil(at, when));

    await undoRequest(dying, { requestId: id, by: ana })
      .then(({ hold }) => (hold === undefined ? undefined : driveSafely(dying, hold)))
      .catch((error: unknown) => expect(error).toBeInstanceOf(Killed));
    await ground.undo(id);
    await ground.settle();

    const undos = (await ground.requests()).filter(({ undoes }) => undoes?.request === id);
    expect(undos.map(({ status }) => status)).toEqual(['done']);
    expect((await ground.load(id)).undo).toEqual({ request: undos[0]?.id, done: true });
    expect(ground.shares()).toEqual([[], []]);
  });

  test('the places reach past the end of the undo', async () => {
    const ground = new UndoGround();
    const id = await shared(ground);
    const survivor = ground.process(lifeUntil(places.length / 2, 'before'));

    const { hold } = await undoRequest(survivor, { requestId: id, by: ana });
    if (hold !== undefined) await driveSafely(survivor, hold);

    expect(await ground.load(id)).toMatchObject({ undo: { done: true } });
  });
});
