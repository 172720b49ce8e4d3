import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Image, Snapshot } from '../../../../sandbox/ec2/image-entities.js';
import { ATTRIBUTION } from '../../../contracts/ec2-harness.js';
import { GOLDEN, HOME } from '../../../contracts/ec2-world.js';
import { startSimulatedPorts } from '../simulated-ports.js';

const CONDITION = { kind: 'image-available', account: HOME, region: GOLDEN.region, imageId: GOLDEN.id } as const;

let simulated: Awaited<ReturnType<typeof startSimulatedPorts>>;

beforeAll(async () => {
  simulated = await startSimulatedPorts();
});
beforeEach(() => simulated.aws.reset());
afterAll(() => simulated.close());

describe('checking that an AMI is available', () => {
  test('reports the progress of its slowest snapshot', async () => {
    const began = { startedAt: '2026-11-02T08:59:00.000Z' };
    putImage({ state: 'pending', copy: { ...began, endsAt: '2026-11-02T09:01:00.000Z' } });
    putSnapshot(0, { state: 'pending', copy: { ...began, endsAt: '2026-11-02T09:01:00.000Z' } });
    putSnapshot(1, { state: 'pending', copy: { ...began, endsAt: '2026-11-02T09:09:00.000Z' } });

    const status = await simulated.executor.checkCondition(CONDITION, ATTRIBUTION);

    expect(status).toEqual({ kind: 'pending', detail: 'copying, 10 %' });
  });

  test('reports no progress before it has snapshots', async () => {
    putImage({ state: 'pending', blockDevices: [] });

    expect(await simulated.executor.checkCondition(CONDITION, ATTRIBUTION)).toEqual({
      kind: 'pending',
      detail: 'copying',
    });
  });

  test('fails for a failed AMI with the reasons of the AMI and its snapshots', async () => {
    putImage({ state: 'failed', stateReason: { code: 'Client.InternalError', message: 'Copying failed' } });
    putSnapshot(0, { state: 'error', stateMessage: 'Given key ID is not accessible' });

    const status = await simulated.executor.checkCondition(CONDITION, ATTRIBUTION);

    expect(status).toEqual({
      kind: 'failed',
      message: `${GOLDEN.id} failed: Copying failed: Given key ID is not accessible`,
    });
  });

  test('fails for an AMI that is disabled', async () => {
    putImage({ state: 'disabled' });

    expect(await simulated.executor.checkCondition(CONDITION, ATTRIBUTION)).toMatchObject({ kind: 'failed' });
  });

  test('stays pending for an AMI that is not visible yet', async () => {
    const condition = { ...CONDITION, imageId: 'ami-0ffffffffffffffff' };

    expect(await simulated.executor.checkCondition(condition, ATTRIBUTION)).toMatchObject({ kind: 'pending' });
  });
});

describe('checking launch permissions', () => {
  test.each([
    ['for public access', { kind: 'public' } as const, 'everyone'],
    [
      'for an organization',
      { kind: 'organization', arn: 'arn:aws:organizations::1:organization/o-1' } as const,
      'arn:aws:organizations::1:organization/o-1',
    ],
  ])('reports the missing permission %s as not visible yet', async (_, grantee, name) => {
    const condition = { ...CONDITION, kind: 'launch-permissions', present: [grantee], absent: [] } as const;

    expect(await simulated.executor.checkCondition(condition, ATTRIBUTION)).toEqual({
      kind: 'pending',
      detail: `not visible yet: ${name}`,
    });
  });

  test('throws the failure of the read', async () => {
    const condition = {
      ...CONDITION,
      kind: 'launch-permissions',
      imageId: 'ami-0ffffffffffffffff',
      present: [],
      absent: [],
    } as const;

    await expect(simulated.executor.checkCondition(condition, ATTRIBUTION)).rejects.toMatchObject({
      kind: 'not-found',
    });
  });
});

const DISK_IDS = GOLDEN.disks.map(({ snapshotId }) => snapshotId);

function putImage(changes: Partial<Image>): void {
  const { store } = simulated.aws;
  const image = store.get('images', GOLDEN.id);
  if (image === undefined) throw new Error('the world has no golden image');
  store.put('images', { ...image, ...changes });
}

function putSnapshot(disk: number, changes: Partial<Snapshot>): void {
  const { store } = simulated.aws;
  const snapshot = store.get('snapshots', DISK_IDS[disk] ?? '');
  if (snapshot === undefined) throw new Error('the world has no such snapshot');
  store.put('snapshots', { ...snapshot, ...changes });
}
