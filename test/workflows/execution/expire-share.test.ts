import { describe, expect, test } from '@jest/globals';
import { Throttled } from '../../../src/workflows/ports/errors.js';
import type { ResourceObserver } from '../../../src/workflows/ports/resource-observer.js';
import { processDue } from '../../../src/workflows/execution/process-request.js';
import { ana, rita, rule } from '../builders.js';
import { crashAfter } from '../setup.js';
import { UndoHarness } from '../requests/undo-setup.js';
import { DEV, lastOf, NOT_SHARED, noticesOf, PROD, share, SHARED, undoOf } from './expire-share-setup.js';

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
