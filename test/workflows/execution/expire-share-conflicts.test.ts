import { describe, expect, test } from '@jest/globals';
import { ben, IMAGE, rita, rule } from '../builders.js';
import { UndoHarness } from '../requests/undo-setup.js';
import { byHand, DEV, lastOf, NOT_SHARED, noticesOf, PROD, share, SHARED, undoOf } from './expire-share-setup.js';

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
