import { beforeEach, describe, expect, test } from '@jest/globals';
import { adoptDrift } from '../../../src/workflows/digest/adopt-drift.js';
import { getHistory } from '../../../src/workflows/requests/history.js';
import { listDrift } from '../../../src/workflows/digest/respond-to-stale.js';
import type { Drift } from '../../../src/domain/drift/types.js';
import type { Rule } from '../../../src/domain/policy/types.js';
import type { Person } from '../../../src/domain/request/types.js';
import type { UseCaseContext } from '../../../src/workflows/context.js';
import { createInMemoryCatalog } from '../../fakes/in-memory-catalog.js';
import { createInMemoryScanStores } from '../../fakes/in-memory-scan-stores.js';
import { findEntry } from '../../fakes/in-memory-world.js';
import { ana, ben, directory, IMAGE, person, rita, rule } from '../builders.js';
import { scanWith } from '../context.js';
import { UndoHarness } from '../requests/undo-setup.js';

const PROD = { kind: 'account', id: '111122223333' } as const;
const DRIFT: Drift = { ...IMAGE, name: 'golden', grantee: PROD, kind: 'unexplained', requests: [] };
const PLATFORM = { kind: 'approval', approvers: ['U0ANA', 'U0BEN'] } as const;
const AUTO = [rule({ kind: 'auto' }), rule({ kind: 'auto' }, { inUse: true })];

let setup: UndoHarness;
let scanStores = createInMemoryScanStores();

beforeEach(() => begin(AUTO));

/** An AMI that was shared with prod manually. */
function begin(rules: readonly Rule[]): void {
  setup = new UndoHarness(rules);
  scanStores = createInMemoryScanStores();
  shareByHand([PROD]);
}

function shareByHand(grantees: readonly (typeof PROD)[]): void {
  const entry = findEntry(setup.ec2, IMAGE);
  if (entry !== undefined) entry.sharedWith = [...grantees];
}

function steward(): UseCaseContext {
  return {
    ...setup.process(),
    catalog: createInMemoryCatalog({ directory, world: setup.ec2 }),
    adoptions: scanStores.adoptions,
    scan: scanWith(scanStores, setup.clock),
  };
}

async function adopt(by: Person, drift = DRIFT, reason?: string) {
  setup.clock.advance(1);
  const [outcome] = await adoptDrift(steward(), { by, drifts: [drift], ...(reason === undefined ? {} : { reason }) });
  return outcome?.result;
}

describe('adopting a share', () => {
  test('records who adopted it, when and why, and counts as explained from then on', async () => {
    expect(await adopt(ana, DRIFT, 'From before')).toEqual({ kind: 'adopted', missingAdopters: 0 });

    const history = await getHistory(steward(), { subjectKind: 'object', subjectKey: IMAGE.imageId });
    expect(history).toMatchObject({
      adoptions: [
        {
          ...IMAGE,
          grantee: PROD,
          kind: 'unexplained',
          by: ana,
          at: expect.any(String) as unknown,
          requiredAdopters: 1,
          reason: 'From before',
        },
      ],
    });
    expect(await adopt(ana)).toEqual({ kind: 'resolved' });
    expect((await scanStores.adoptions.list()).length).toBe(1);
  });

  test('records nothing if the share has been removed since', async () => {
    shareByHand([]);

    expect(await adopt(ana)).toEqual({ kind: 'resolved' });
    expect(await scanStores.adoptions.list()).toEqual([]);
  });

  test('records nothing if a request has explained the share since', async () => {
    shareByHand([]);
    await setup.submitAndRun(`/ami share ${IMAGE.imageId} with prod`);

    expect(await adopt(ana)).toEqual({ kind: 'resolved' });
  });

  test('reports that the AMI was not found', async () => {
    setup.ec2.images.splice(0);

    expect(await adopt(ana)).toEqual({ kind: 'image-not-found' });
  });

  test('records nothing if the share cannot be read', async () => {
    setup.ec2.denied[IMAGE.account] = ['ec2:DescribeImageAttribute'];

    expect(await adopt(ana)).toMatchObject({ kind: 'failed' });
    expect(await scanStores.adoptions.list()).toEqual([]);
  });

  test('accepts its removal from EC2 if a request had made it', async () => {
    shareByHand([]);
    await setup.submitAndRun(`/ami share ${IMAGE.imageId} with prod`);
    shareByHand([]);
    const gone: Drift = { ...DRIFT, kind: 'gone' };

    expect(await adopt(ana, gone)).toEqual({ kind: 'adopted', missingAdopters: 0 });
    expect(await adopt(ben, gone)).toEqual({ kind: 'resolved' });
  });
});

describe('permission to adopt a share', () => {
  test('lets any member begin, and only an approver confirm', async () => {
    begin([rule({ ...PLATFORM, required: 1 })]);

    expect(await adopt(rita)).toEqual({ kind: 'adopted', missingAdopters: 1 });
    expect(await adopt(person('U0SAM'))).toMatchObject({
      kind: 'not-allowed',
      eligibility: { kind: 'not-an-approver' },
    });
    expect(await adopt(ana)).toEqual({ kind: 'adopted', missingAdopters: 0 });
  });

  test('belongs to every workspace member if the share needs no approval', async () => {
    expect(await adopt(person('U0STRANGER', 'T0OTHER'))).toMatchObject({
      kind: 'not-allowed',
      eligibility: { kind: 'another-team' },
    });
    expect(await adopt(rita)).toEqual({ kind: 'adopted', missingAdopters: 0 });
  });

  test('is denied if the rules refuse the share', async () => {
    begin([
      rule({ kind: 'refuse', message: 'Not with prod' }, { action: ['share'] }),
      rule({ ...PLATFORM, required: 1 }),
    ]);

    expect(await adopt(ana)).toMatchObject({ kind: 'forbidden', reason: { message: 'Not with prod' } });
  });

  test('never counts the first adopter as an approver', async () => {
    begin([rule({ ...PLATFORM, required: 1 })]);

    expect(await adopt(ana)).toEqual({ kind: 'adopted', missingAdopters: 1 });
    expect(await adopt(ana)).toEqual({ kind: 'already-adopted', missingAdopters: 1 });
    expect(await adopt(ben)).toEqual({ kind: 'adopted', missingAdopters: 0 });
    expect(await adopt(ben)).toEqual({ kind: 'resolved' });
  });
});

describe('listing the drift', () => {
  const counts = { 'in-use': 0, recent: 0, kept: 0, stale: 0, unknown: 0 };

  async function remember(drift: readonly Drift[] | undefined): Promise<void> {
    const scannedAt = setup.clock.now().toISOString();
    const scan = { scannedAt, stale: [], ...(drift === undefined ? {} : { drift }) };
    await scanStores.scanHistory.saveScan(scan, { scannedAt, counts, staleCost: { gib: 0, usd: 0 } }, undefined);
  }

  test('returns undefined before the first scan or if the last scan has no drift data', async () => {
    expect(await listDrift(steward())).toBeUndefined();
    await remember(undefined);
    expect(await listDrift(steward())).toBeUndefined();
  });

  test('returns the drift of the last scan without shares adopted since then', async () => {
    begin([rule({ ...PLATFORM, required: 1 })]);
    await remember([DRIFT, { ...DRIFT, grantee: { kind: 'public' } }]);

    await adopt(ana);
    expect((await listDrift(steward()))?.drifts).toHaveLength(2);
    await adopt(ben);
    expect((await listDrift(steward()))?.drifts).toMatchObject([{ grantee: { kind: 'public' } }]);
  });
});
