import { describe, expect, test } from '@jest/globals';
import { UnknownOutcome } from '../../src/workflows/errors.js';
import { decideRequest } from '../../src/workflows/decide-request.js';
import type { RequestStore } from '../../src/workflows/ports.js';
import type { World } from '../../src/workflows/world.js';
import { ana, ben, person, rita, rule } from './builders.js';
import { copyAndShare } from './copy-and-share.js';
import { Ground } from './ground.js';
import { people } from './world.js';

const byGroup = [rule({ kind: 'approval', approvers: ['S0PLATFORM'], required: 1 })];

async function pending(ground: Ground): Promise<string> {
  await ground.ask(ground.process());
  return (await ground.requests())[0]?.id ?? '';
}

function approve(process: World, requestId: string, by = ana) {
  return decideRequest(process, { requestId, by, attempt: { kind: 'approve' } });
}

describe('deciding', () => {
  test('reads the approvers of a group at the moment of the click', async () => {
    const ground = new Ground(copyAndShare, byGroup);
    const requestId = await pending(ground);
    const before = { ...ground.process(), people: people({ S0PLATFORM: ['U0BEN'] }) };
    const afterwards = { ...before, people: people({ S0PLATFORM: ['U0ANA'] }) };

    expect((await approve(before, requestId)).answer).toMatchObject({ refusal: { code: 'not-an-approver' } });
    expect((await approve(afterwards, requestId)).answer).toMatchObject({ kind: 'accepted' });
  });

  test('counts nobody when the group cannot be read', async () => {
    const ground = new Ground(copyAndShare, byGroup);
    const requestId = await pending(ground);

    expect((await approve(ground.process(), requestId)).answer).toMatchObject({
      refusal: { code: 'membership-unknown', groups: ['S0PLATFORM'] },
    });
  });

  test('an attempt without the right leaves one line in the history, however often it is made', async () => {
    const ground = new Ground();
    const requestId = await pending(ground);
    const process = ground.process();

    for (let click = 0; click < 3; click += 1) await approve(process, requestId, person('U0SAM'));
    await approve(process, requestId, rita);

    const [request] = await ground.requests();
    expect(request?.history.slice(1)).toMatchObject([
      { type: 'attempt-refused', by: { userId: 'U0SAM' }, attempt: 'approve', why: 'not-an-approver' },
      { type: 'attempt-refused', by: { userId: 'U0RITA' }, attempt: 'approve', why: 'own-request' },
    ]);
    expect(request).toMatchObject({ status: 'pending', approvals: [] });
  });

  test('a request that does not exist is said not to', async () => {
    expect((await approve(new Ground().process(), 'AR-000000')).answer).toEqual({
      kind: 'no-such-request',
      id: 'AR-000000',
    });
  });

  test('whoever loses the race for the write decides again on what is stored then', async () => {
    const ground = new Ground();
    const requestId = await pending(ground);
    const process = ground.process();
    const racing = { ...process, store: overtaken(process.store, () => approve(ground.process(), requestId, ben)) };

    const { answer } = await approve(racing, requestId);

    expect(answer).toMatchObject({ kind: 'refused', refusal: { code: 'too-late', status: 'approved' } });
  });

  test('a denial keeps its reason', async () => {
    const ground = new Ground();
    const requestId = await pending(ground);

    const { answer } = await decideRequest(ground.process(), {
      requestId,
      by: ana,
      attempt: { kind: 'deny', reason: 'Wrong account.' },
    });

    expect(answer).toMatchObject({ request: { status: 'denied', history: [{}, { reason: 'Wrong account.' }] } });
  });
});

describe('considering a denial, before the reason is asked for', () => {
  const considering = { kind: 'consider-denial' } as const;

  test('changes nothing for whoever may deny', async () => {
    const ground = new Ground();
    const requestId = await pending(ground);
    const before = await ground.requests();

    const { answer } = await decideRequest(ground.process(), { requestId, by: ana, attempt: considering });

    expect(answer.kind).toBe('accepted');
    expect(await ground.requests()).toEqual(before);
  });

  test('is a line in the history for whoever may not', async () => {
    const ground = new Ground();
    const requestId = await pending(ground);

    const { answer } = await decideRequest(ground.process(), { requestId, by: person('U0SAM'), attempt: considering });

    expect(answer).toMatchObject({ kind: 'refused', refusal: { code: 'not-an-approver' } });
    expect((await ground.requests())[0]?.history[1]).toMatchObject({ type: 'attempt-refused', attempt: 'deny' });
  });
});

describe('a store that loses answers', () => {
  test('neither loses nor doubles what happens', async () => {
    const ground = new Ground();
    const requestId = await pending(ground);
    const process = ground.process();

    await ground.approve({ ...process, store: losingAnswers(process.store) }, requestId);
    await ground.settle(process);

    const [done] = await ground.requests();
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
    expect(ground.copies()).toBe(1);
  });
});

/** Lets somebody else write before the first save. */
function overtaken(store: RequestStore, meanwhile: () => Promise<unknown>): RequestStore {
  let first = true;
  return {
    ...store,
    async save(request) {
      if (first) {
        first = false;
        await meanwhile();
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
