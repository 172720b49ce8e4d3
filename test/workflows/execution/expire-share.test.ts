import { describe, expect, test } from '@jest/globals';
import { Throttled } from '../../../src/workflows/ports/errors.js';
import type { ResourceObserver } from '../../../src/workflows/ports/resource-observer.js';
import type { Request } from '../../../src/domain/request/types.js';
import { processDue } from '../../../src/workflows/execution/process-request.js';
import { ana, ben, IMAGE, rita, rule } from '../builders.js';
import { crashAfter } from '../setup.js';
import { UndoHarness } from '../requests/undo-setup.js';

const PROD = '111122223333';
const DEV = '444455556666';
const SHARED: ReturnType<UndoHarness['shares']> = [[PROD], [PROD]];
const NOT_SHARED: ReturnType<UndoHarness['shares']> = [[], []];

/** Shares with prod, and resolves when that is done. */
async function share(setup: UndoHarness, how = 'with prod for 4d'): Promise<Request> {
  const request = await setup.submitAndRun(`/ami share ${IMAGE.imageId} ${how}`);
  if (request?.status !== 'done') throw new Error(`sharing ${how} was not done`);
  return request;
}

/** The request that takes another one back. */
async function undoOf(setup: UndoHarness, { id }: Request): Promise<Request | undefined> {
  const { undoneBy } = await setup.load(id);
  return undoneBy === undefined ? undefined : setup.load(undoneBy.requestId);
}

function noticesOf(setup: UndoHarness, { id }: Request): readonly string[] {
  return setup.announcer.notices.filter((each) => each.id === id).map(({ notice }) => notice);
}

async function lastOf(setup: UndoHarness, { id }: Request): Promise<unknown> {
  return (await setup.load(id)).history.at(-1);
}

/** Shares the AMI and its snapshot manually with these accounts. */
function byHand(setup: UndoHarness, ...accounts: readonly string[]): void {
  const [entry] = setup.ec2.images;
  if (entry === undefined) throw new Error('the AMI is gone');
  const grantees = accounts.map((id) => ({ kind: 'account', id }) as const);
  entry.sharedWith = [...grantees];
  for (const snapshot of Object.values(entry.snapshots)) snapshot.sharedWith = [...grantees];
}

describe('a share for a limited time', () => {
  test('is announced a day before it expires, and revoked by a pre-approved request', async () => {
    const setup = new UndoHarness();
    const request = await share(setup);

    await setup.advanceHours(3 * 24 - 0.5);
    expect(noticesOf(setup, request)).toEqual(['ended-1']);
    await setup.advanceHours(1);
    expect(noticesOf(setup, request)).toEqual(['ended-1', 'expiration-in-channel-1', 'expiration-1']);
    expect(await lastOf(setup, request)).toMatchObject({
      type: 'expiry-announced',
      evidence: { label: 'Use', value: 'no use was found' },
    });
    expect(setup.shares()).toEqual(SHARED);

    await setup.advanceHours(24);
    expect(setup.shares()).toEqual(NOT_SHARED);
    const undo = await undoOf(setup, request);
    expect(undo).toMatchObject({
      status: 'done',
      requester: rita,
      undoOf: { requestId: request.id, how: 'expiration' },
    });
    expect(undo?.history[1]).toMatchObject({ type: 'approved', how: 'expiration' });
    expect(await lastOf(setup, request)).toMatchObject({ type: 'undone' });
    await setup.advanceHours(24 * 9);
    expect((await setup.requests()).length).toBe(2);
    expect(noticesOf(setup, request)).toEqual(['ended-1', 'expiration-in-channel-1', 'expiration-1']);
  });

  test('is revoked even if the rules refuse the revocation by then', async () => {
    const rules = [
      rule({ kind: 'refuse', message: 'Unsharing is not allowed.' }, { action: ['unshare'] }),
      rule({ kind: 'auto' }),
    ];
    const setup = new UndoHarness(rules);
    await share(setup);

    await setup.advanceHours(4 * 24 + 1);

    expect(setup.shares()).toEqual(NOT_SHARED);
  });

  test('reports what uses the AMI, and which accounts are unknown', async () => {
    const setup = new UndoHarness();
    const request = await share(setup, `with prod, ${DEV} for 4d`);
    const [entry] = setup.ec2.images;
    Object.assign(entry?.usageByAccount ?? {}, {
      [PROD]: [{ type: 'ec2:Instance', arn: 'arn:aws:ec2:::instance/i-1' }],
    });

    await setup.advanceHours(3 * 24 + 1);

    expect(await lastOf(setup, request)).toMatchObject({
      evidence: { label: 'In use', value: `1 instance in prod (${PROD}), unknown for ${DEV}` },
    });
  });

  test('is announced even if the AMI cannot be read, with the reason', async () => {
    const setup = new UndoHarness();
    const request = await share(setup);
    const failing = setup.process((port) => failingObservation(port));

    for (let minute = 0; minute < 3 * 24 * 60 + 20; minute += 1) {
      await processDue(failing, 10);
      setup.clock.advance(60);
    }

    expect(await lastOf(setup, request)).toMatchObject({
      type: 'expiry-announced',
      evidence: { label: 'Use', value: 'unknown: EC2 asks for fewer calls' },
    });
  });

  test('is revoked when the AMI can be read again, and the delay is announced', async () => {
    const setup = new UndoHarness();
    const request = await share(setup, 'with prod for 20m');
    const failing = setup.process((port) => failingObservation(port));

    for (let minute = 0; minute < 60; minute += 1) {
      await processDue(failing, 10);
      setup.clock.advance(60);
    }
    expect(setup.shares()).toEqual(SHARED);
    expect(noticesOf(setup, request)).toEqual(['ended-1', 'expiration-in-channel-1', 'expiration-1']);
    expect(await lastOf(setup, request)).toMatchObject({
      type: 'revocation-delayed',
      reason: 'EC2 asks for fewer calls',
    });

    await setup.advanceHours(1);
    expect(setup.shares()).toEqual(NOT_SHARED);
  });
});

/** An observer that cannot read AMIs. */
function failingObservation<T extends object>(port: T): T {
  const observe: ResourceObserver['observeImage'] = () => Promise.reject(new Throttled('EC2 asks for fewer calls'));
  return new Proxy(port, {
    get: (target, name, receiver): unknown => (name === 'observeImage' ? observe : Reflect.get(target, name, receiver)),
  });
}

describe('other requests and manual changes', () => {
  test('keep the share until the later expiry if a second request is longer', async () => {
    const setup = new UndoHarness();
    const first = await share(setup);
    await setup.advanceHours(24);
    const second = await share(setup, 'with prod for 7d');

    await setup.advanceHours(4 * 24);
    expect(setup.shares()).toEqual(SHARED);
    expect(await lastOf(setup, first)).toMatchObject({
      type: 'revocation-not-needed',
      reason: expect.stringContaining(`${second.id} requested the same`) as unknown,
    });
    // No warning was sent for a share that stays.
    expect(noticesOf(setup, first)).toEqual(['ended-1', 'expiration-1']);

    await setup.advanceHours(4 * 24);
    expect(setup.shares()).toEqual(NOT_SHARED);
  });

  test('keep the share permanently if a second request has no expiry', async () => {
    const setup = new UndoHarness();
    await share(setup);
    await share(setup, 'with prod');

    await setup.advanceHours(30 * 24, 60);

    expect(setup.shares()).toEqual(SHARED);
    expect(await setup.submit(`/ami share ${IMAGE.imageId} with prod for 7d`)).toMatchObject({
      kind: 'refused',
      findings: [{ code: 'already-shared' }],
    });
  });

  test('keep a share that was made manually before the request', async () => {
    const setup = new UndoHarness();
    byHand(setup, DEV);
    await share(setup, `with prod, ${DEV} for 4d`);

    await setup.advanceHours(5 * 24);

    expect(setup.shares()).toEqual([[DEV], [DEV]]);
  });

  test('keep a share that was removed and restored manually', async () => {
    const setup = new UndoHarness();
    const request = await share(setup);
    byHand(setup);

    await setup.advanceHours(3 * 24 + 1);
    expect(await lastOf(setup, request)).toMatchObject({
      type: 'revocation-not-needed',
      reason: expect.stringContaining('no longer exist') as unknown,
    });
    expect(noticesOf(setup, request)).toEqual(['ended-1', 'expiration-1']);

    byHand(setup, PROD);
    await setup.advanceHours(3 * 24);
    expect(setup.shares()).toEqual(SHARED);
    expect(await undoOf(setup, request)).toBeUndefined();
  });

  test('let the expiry revoke the rest if a part was removed manually', async () => {
    const setup = new UndoHarness();
    const request = await share(setup, `with prod, ${DEV} for 4d`);
    byHand(setup, DEV);

    await setup.advanceHours(5 * 24);

    expect(setup.shares()).toEqual(NOT_SHARED);
    expect((await undoOf(setup, request))?.plan.findings.map(({ code }) => code)).toContain('undo-already-gone');
  });

  test('cancel the expiry if the request was undone', async () => {
    const setup = new UndoHarness();
    const request = await share(setup);
    await setup.undo(request.id);
    await setup.runUntilSettled();
    expect(setup.shares()).toEqual(NOT_SHARED);

    byHand(setup, PROD);
    await setup.advanceHours(5 * 24);

    expect(setup.shares()).toEqual(SHARED);
    expect(noticesOf(setup, request)).toEqual(['ended-1']);
  });

  test.each(['the revocation', 'an unshare before the expiry'])(
    'warns that the undo of %s makes the share permanent after the expiry',
    async (what) => {
      const setup = new UndoHarness();
      const request = await share(setup);
      const unshared = what.startsWith('an')
        ? await setup.submitAndRun(`/ami unshare ${IMAGE.imageId} from prod`)
        : undefined;
      await setup.advanceHours(5 * 24);
      const taker = unshared ?? (await undoOf(setup, request));
      const result = await setup.undo(taker?.id ?? '');

      if (result.kind !== 'submitted') throw new Error(result.kind);
      expect(result.request.plan.findings.find(({ code }) => code === 'undo-without-end')?.text).toContain('prod');
    },
  );

  test('restore the share until its expiry if the unshare is undone in time', async () => {
    const setup = new UndoHarness();
    await share(setup);
    const unshared = await setup.submitAndRun(`/ami unshare ${IMAGE.imageId} from prod`);
    const result = await setup.undo(unshared?.id ?? '');
    if (result.kind !== 'submitted') throw new Error(result.kind);
    expect(result.request.plan.findings.map(({ code }) => code)).not.toContain('undo-without-end');
    await setup.runUntilSettled();
    expect(setup.shares()).toEqual(SHARED);

    await setup.advanceHours(5 * 24);

    expect(setup.shares()).toEqual(NOT_SHARED);
  });

  test('do not delay the expiry while an undo waits for approval', async () => {
    const waits = { kind: 'approval', approvers: ['U0ANA'], required: 1 } as const;
    const setup = new UndoHarness([rule(waits, { action: ['unshare'] }), rule({ kind: 'auto' })]);
    const request = await share(setup, 'with prod for 2d');
    const asked = await setup.undo(request.id, ben);
    if (asked.kind !== 'submitted') throw new Error(asked.kind);

    await setup.advanceHours(2 * 24 + 1);

    expect(setup.shares()).toEqual(NOT_SHARED);
    expect((await setup.load(asked.request.id)).status).toBe('pending');
    expect((await undoOf(setup, request))?.undoOf?.how).toBe('expiration');
  });

  test('revoke once without failures if two shares expire at the same time', async () => {
    const setup = new UndoHarness();
    await Promise.all(['with prod for 2d', 'with prod for 3d'].map((how) => share(setup, how)));
    for (const { id } of await setup.requests()) await setup.act(id, { kind: 'expire-now' }, rita);

    await setup.runUntilSettled();

    expect(setup.shares()).toEqual(NOT_SHARED);
    expect((await setup.requests()).map(({ status }) => status)).not.toContain('failed');
  });
});

describe('End now', () => {
  test('revokes the share immediately without approval', async () => {
    const setup = new UndoHarness();
    const request = await share(setup);

    expect(await setup.act(request.id, { kind: 'expire-now' }, rita)).toMatchObject({ kind: 'accepted' });
    await setup.runUntilSettled();

    expect(setup.shares()).toEqual(NOT_SHARED);
    expect(await setup.act(request.id, { kind: 'expire-now' }, rita)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'not-expiring' },
    });
  });

  test('is refused for other users, and the refusal is recorded', async () => {
    const setup = new UndoHarness();
    const request = await share(setup);

    expect(await setup.act(request.id, { kind: 'expire-now' }, ana)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'not-requester-or-approver' },
    });
    expect(await lastOf(setup, request)).toMatchObject({ type: 'action-refused', action: 'expire-now' });
    await setup.runUntilSettled();
    expect(setup.shares()).toEqual(SHARED);
  });
});

describe('several processes', () => {
  test.each(['before', 'after'] as const)(
    'leave one completed undo if a process dies %s any port call at the expiry',
    async (when) => {
      for (let diesAt = 1; diesAt <= 30; diesAt += 1) {
        const setup = new UndoHarness();
        const request = await share(setup, 'with prod for 30m');
        setup.clock.advance(1_800);
        await processDue(setup.process(crashAfter(diesAt, when)), 10).catch(() => undefined);

        await setup.advanceHours(0.5, 1);

        expect([diesAt, setup.shares()]).toEqual([diesAt, NOT_SHARED]);
        const undos = (await setup.requests()).filter(({ undoOf }) => undoOf !== undefined);
        expect([diesAt, undos.map(({ status }) => status)]).toEqual([diesAt, ['done']]);
        expect((await setup.load(request.id)).undoneBy).toEqual({ requestId: undos[0]?.id, done: true });
      }
    },
  );

  test('announce the expiry once and revoke once', async () => {
    const setup = new UndoHarness();
    const request = await share(setup);
    const processes = [setup.process(), setup.process(), setup.process()];
    for (const hours of [3 * 24, 24]) {
      setup.clock.advance(hours * 3_600);
      for (let second = 0; second < 120; second += 10) {
        await Promise.all(processes.map((worker) => processDue(worker, 10)));
        setup.clock.advance(10);
      }
    }

    expect(noticesOf(setup, request)).toEqual(['ended-1', 'expiration-in-channel-1', 'expiration-1']);
    expect((await setup.requests()).filter(({ undoOf }) => undoOf !== undefined)).toHaveLength(1);
    expect(setup.shares()).toEqual(NOT_SHARED);
  });
});
