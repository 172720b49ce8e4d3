import { describe, expect, test } from '@jest/globals';
import { Throttled } from '../../src/workflows/errors.js';
import type { Cloud } from '../../src/workflows/ports.js';
import type { Request } from '../../src/workflows/request/types.js';
import { runDue } from '../../src/workflows/run-request.js';
import { ana, ben, IMAGE, rita, rule } from './builders.js';
import { lifeUntil } from './ground.js';
import { UndoGround } from './undo/undo-ground.js';

const PROD = '111122223333';
const DEV = '444455556666';
const SHARED: ReturnType<UndoGround['shares']> = [[PROD], [PROD]];
const NOBODY: ReturnType<UndoGround['shares']> = [[], []];

/** Shares with prod, and resolves when that is done. */
async function share(ground: UndoGround, how = 'with prod for 4d'): Promise<Request> {
  const request = await ground.carryOut(`/ami share ${IMAGE.imageId} ${how}`);
  if (request?.status !== 'done') throw new Error(`sharing ${how} was not done`);
  return request;
}

/** The request that takes another one back. */
async function undoOf(ground: UndoGround, { id }: Request): Promise<Request | undefined> {
  const { undo } = await ground.load(id);
  return undo === undefined ? undefined : ground.load(undo.request);
}

function noticesOf(ground: UndoGround, { id }: Request): readonly string[] {
  return ground.announcer.notices.filter((each) => each.id === id).map(({ notice }) => notice);
}

async function lastOf(ground: UndoGround, { id }: Request): Promise<unknown> {
  return (await ground.load(id)).history.at(-1);
}

/** Somebody changes by hand whom the AMI and its snapshot are shared with. */
function byHand(ground: UndoGround, ...accounts: readonly string[]): void {
  const [entry] = ground.ec2.images;
  if (entry === undefined) throw new Error('the AMI is gone');
  const grantees = accounts.map((id) => ({ kind: 'account', id }) as const);
  entry.sharedWith = [...grantees];
  for (const snapshot of Object.values(entry.snapshots)) snapshot.sharedWith = [...grantees];
}

describe('a share for a time', () => {
  test('is warned of a day before, and taken back at its end by a request that was approved with it', async () => {
    const ground = new UndoGround();
    const request = await share(ground);

    await ground.pass(3 * 24 - 0.5);
    expect(noticesOf(ground, request)).toEqual(['ended-1']);
    await ground.pass(1);
    expect(noticesOf(ground, request)).toEqual(['ended-1', 'limit-in-channel-1', 'limit-1']);
    expect(await lastOf(ground, request)).toMatchObject({
      type: 'end-announced',
      seen: { label: 'Use', value: 'nothing was found that uses it' },
    });
    expect(ground.shares()).toEqual(SHARED);

    await ground.pass(24);
    expect(ground.shares()).toEqual(NOBODY);
    const undo = await undoOf(ground, request);
    expect(undo).toMatchObject({ status: 'done', requester: rita, undoes: { request: request.id, how: 'limit' } });
    expect(undo?.history[1]).toMatchObject({ type: 'approved', how: 'limit' });
    expect(await lastOf(ground, request)).toMatchObject({ type: 'undone' });
    await ground.pass(24 * 9);
    expect((await ground.requests()).length).toBe(2);
    expect(noticesOf(ground, request)).toEqual(['ended-1', 'limit-in-channel-1', 'limit-1']);
  });

  test('is taken back whatever the rules say of taking back by then', async () => {
    const rules = [
      rule({ kind: 'refuse', message: 'Nobody unshares here.' }, { action: ['unshare'] }),
      rule({ kind: 'auto' }),
    ];
    const ground = new UndoGround(rules);
    await share(ground);

    await ground.pass(4 * 24 + 1);

    expect(ground.shares()).toEqual(NOBODY);
  });

  test('tells what uses it, also that this is not known', async () => {
    const ground = new UndoGround();
    const request = await share(ground, `with prod, ${DEV} for 4d`);
    const [entry] = ground.ec2.images;
    Object.assign(entry?.usedIn ?? {}, { [PROD]: [{ type: 'ec2:Instance', arn: 'arn:aws:ec2:::instance/i-1' }] });

    await ground.pass(3 * 24 + 1);

    expect(await lastOf(ground, request)).toMatchObject({
      seen: { label: 'In use', value: `1 instance in prod (${PROD}), not known for ${DEV}` },
    });
  });

  test('warns of what could not be looked at too, and says so', async () => {
    const ground = new UndoGround();
    const request = await share(ground);
    const failing = ground.process((port) => failingObservation(port));

    for (let minute = 0; minute < 3 * 24 * 60 + 20; minute += 1) {
      await runDue(failing, 10);
      ground.clock.advance(60);
    }

    expect(await lastOf(ground, request)).toMatchObject({
      type: 'end-announced',
      seen: { label: 'Use', value: 'not known: EC2 asks for fewer calls' },
    });
  });

  test('that cannot be looked at when its time is over is told after a while, and taken back once it can be', async () => {
    const ground = new UndoGround();
    const request = await share(ground, 'with prod for 20m');
    const failing = ground.process((port) => failingObservation(port));

    for (let minute = 0; minute < 60; minute += 1) {
      await runDue(failing, 10);
      ground.clock.advance(60);
    }
    expect(ground.shares()).toEqual(SHARED);
    expect(noticesOf(ground, request)).toEqual(['ended-1', 'limit-in-channel-1', 'limit-1']);
    expect(await lastOf(ground, request)).toMatchObject({ type: 'end-delayed', why: 'EC2 asks for fewer calls' });

    await ground.pass(1);
    expect(ground.shares()).toEqual(NOBODY);
  });
});

/** A cloud that can be asked for nothing about an AMI for now. */
function failingObservation<T extends object>(port: T): T {
  const observe: Cloud['observe'] = () => Promise.reject(new Throttled('EC2 asks for fewer calls'));
  return new Proxy(port, {
    get: (target, name, receiver): unknown => (name === 'observe' ? observe : Reflect.get(target, name, receiver)),
  });
}

describe('what others want or did', () => {
  test('another request for longer keeps it until its own end', async () => {
    const ground = new UndoGround();
    const first = await share(ground);
    await ground.pass(24);
    const second = await share(ground, 'with prod for 7d');

    await ground.pass(4 * 24);
    expect(ground.shares()).toEqual(SHARED);
    expect(await lastOf(ground, first)).toMatchObject({
      type: 'end-idle',
      why: expect.stringContaining(`${second.id} asked for the same`) as unknown,
    });
    // Nobody was warned of what stays.
    expect(noticesOf(ground, first)).toEqual(['ended-1', 'limit-1']);

    await ground.pass(4 * 24);
    expect(ground.shares()).toEqual(NOBODY);
  });

  test('another request for good keeps it for good', async () => {
    const ground = new UndoGround();
    await share(ground);
    await share(ground, 'with prod');

    await ground.pass(30 * 24, 60);

    expect(ground.shares()).toEqual(SHARED);
    expect(await ground.ask(`/ami share ${IMAGE.imageId} with prod for 7d`)).toMatchObject({
      kind: 'refused',
      findings: [{ code: 'already-shared' }],
    });
  });

  test('what was shared by hand before is never taken', async () => {
    const ground = new UndoGround();
    byHand(ground, DEV);
    await share(ground, `with prod, ${DEV} for 4d`);

    await ground.pass(5 * 24);

    expect(ground.shares()).toEqual([[DEV], [DEV]]);
  });

  test('what somebody took away by hand is told, and given by hand again it stays', async () => {
    const ground = new UndoGround();
    const request = await share(ground);
    byHand(ground);

    await ground.pass(3 * 24 + 1);
    expect(await lastOf(ground, request)).toMatchObject({
      type: 'end-idle',
      why: expect.stringContaining('no longer there') as unknown,
    });
    expect(noticesOf(ground, request)).toEqual(['ended-1', 'limit-1']);

    byHand(ground, PROD);
    await ground.pass(3 * 24);
    expect(ground.shares()).toEqual(SHARED);
    expect(await undoOf(ground, request)).toBeUndefined();
  });

  test('what somebody took away in part by hand is left alone, and the rest is taken back', async () => {
    const ground = new UndoGround();
    const request = await share(ground, `with prod, ${DEV} for 4d`);
    byHand(ground, DEV);

    await ground.pass(5 * 24);

    expect(ground.shares()).toEqual(NOBODY);
    expect((await undoOf(ground, request))?.plan.findings.map(({ code }) => code)).toContain('undo-already-gone');
  });

  test('undone by hand before its end, it is over', async () => {
    const ground = new UndoGround();
    const request = await share(ground);
    await ground.undo(request.id);
    await ground.settle();
    expect(ground.shares()).toEqual(NOBODY);

    byHand(ground, PROD);
    await ground.pass(5 * 24);

    expect(ground.shares()).toEqual(SHARED);
    expect(noticesOf(ground, request)).toEqual(['ended-1']);
  });

  test.each(['what took it back', 'an unshare before its end'])(
    'undoing %s when its time is over says that it would have no end',
    async (what) => {
      const ground = new UndoGround();
      const request = await share(ground);
      const unshared = what.startsWith('an')
        ? await ground.carryOut(`/ami unshare ${IMAGE.imageId} from prod`)
        : undefined;
      await ground.pass(5 * 24);
      const taker = unshared ?? (await undoOf(ground, request));
      const answer = await ground.undo(taker?.id ?? '');

      if (answer.kind !== 'submitted') throw new Error(answer.kind);
      expect(answer.request.plan.findings.find(({ code }) => code === 'undo-without-end')?.text).toContain('prod');
    },
  );

  test('undoing an unshare before the end gives it back until then', async () => {
    const ground = new UndoGround();
    await share(ground);
    const unshared = await ground.carryOut(`/ami unshare ${IMAGE.imageId} from prod`);
    const answer = await ground.undo(unshared?.id ?? '');
    if (answer.kind !== 'submitted') throw new Error(answer.kind);
    expect(answer.request.plan.findings.map(({ code }) => code)).not.toContain('undo-without-end');
    await ground.settle();
    expect(ground.shares()).toEqual(SHARED);

    await ground.pass(5 * 24);

    expect(ground.shares()).toEqual(NOBODY);
  });

  test('an undo that waits for approval does not put off the end', async () => {
    const waits = { kind: 'approval', approvers: ['U0ANA'], required: 1 } as const;
    const ground = new UndoGround([rule(waits, { action: ['unshare'] }), rule({ kind: 'auto' })]);
    const request = await share(ground, 'with prod for 2d');
    const asked = await ground.undo(request.id, ben);
    if (asked.kind !== 'submitted') throw new Error(asked.kind);

    await ground.pass(2 * 24 + 1);

    expect(ground.shares()).toEqual(NOBODY);
    expect((await ground.load(asked.request.id)).status).toBe('pending');
    expect((await undoOf(ground, request))?.undoes?.how).toBe('limit');
  });

  test('two that end in the same moment take it back once, and neither fails', async () => {
    const ground = new UndoGround();
    await Promise.all(['with prod for 2d', 'with prod for 3d'].map((how) => share(ground, how)));
    for (const { id } of await ground.requests()) await ground.act(id, { kind: 'end' }, rita);

    await ground.settle();

    expect(ground.shares()).toEqual(NOBODY);
    expect((await ground.requests()).map(({ status }) => status)).not.toContain('failed');
  });
});

describe('End now', () => {
  test('takes it back at once, without an approval', async () => {
    const ground = new UndoGround();
    const request = await share(ground);

    expect(await ground.act(request.id, { kind: 'end' }, rita)).toMatchObject({ kind: 'accepted' });
    await ground.settle();

    expect(ground.shares()).toEqual(NOBODY);
    expect(await ground.act(request.id, { kind: 'end' }, rita)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'no-time-left' },
    });
  });

  test('is not for somebody else, and stands in the history', async () => {
    const ground = new UndoGround();
    const request = await share(ground);

    expect(await ground.act(request.id, { kind: 'end' }, ana)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'not-concerned' },
    });
    expect(await lastOf(ground, request)).toMatchObject({ type: 'attempt-refused', attempt: 'end' });
    await ground.settle();
    expect(ground.shares()).toEqual(SHARED);
  });
});

describe('processes that come and go', () => {
  test.each(['before', 'after'] as const)(
    'a process that dies %s any use of a port at the end leaves one undo, that is carried out',
    async (when) => {
      for (let diesAt = 1; diesAt <= 30; diesAt += 1) {
        const ground = new UndoGround();
        const request = await share(ground, 'with prod for 30m');
        ground.clock.advance(1_800);
        await runDue(ground.process(lifeUntil(diesAt, when)), 10).catch(() => undefined);

        await ground.pass(0.5, 1);

        expect([diesAt, ground.shares()]).toEqual([diesAt, NOBODY]);
        const undos = (await ground.requests()).filter(({ undoes }) => undoes !== undefined);
        expect([diesAt, undos.map(({ status }) => status)]).toEqual([diesAt, ['done']]);
        expect((await ground.load(request.id)).undo).toEqual({ request: undos[0]?.id, done: true });
      }
    },
  );

  test('several at once warn once and take it back once', async () => {
    const ground = new UndoGround();
    const request = await share(ground);
    const processes = [ground.process(), ground.process(), ground.process()];
    for (const hours of [3 * 24, 24]) {
      ground.clock.advance(hours * 3_600);
      for (let second = 0; second < 120; second += 10) {
        await Promise.all(processes.map((process) => runDue(process, 10)));
        ground.clock.advance(10);
      }
    }

    expect(noticesOf(ground, request)).toEqual(['ended-1', 'limit-in-channel-1', 'limit-1']);
    expect((await ground.requests()).filter(({ undoes }) => undoes !== undefined)).toHaveLength(1);
    expect(ground.shares()).toEqual(NOBODY);
  });
});
