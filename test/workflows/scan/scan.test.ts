import { afterEach, describe, expect, test } from '@jest/globals';
import { ACCOUNTS } from '../../../sandbox/seed/accounts.js';
import { AMI, amis, NOW, startScanHarness, type ScanHarness } from './scan-setup.js';

const OTHER = 'ami-0bbbbbbbbbbbbbbb1';

let setup: ScanHarness;

afterEach(() => setup.close());

describe('a scan', () => {
  test('marks an unused old AMI as stale, with the reasons and the cost', async () => {
    setup = await startScanHarness(amis({ volumes: [{ device: '/dev/xvda', gib: 100, writtenGib: 40 }] }));

    const { report, of } = await setup.scan();

    expect(of(AMI)).toMatchObject({ verdict: 'stale', cost: { gib: 40, usd: 2 }, sharedWith: [] });
    expect(of(AMI).reasons).toEqual([
      'Created 2025-10-20, 400 days ago; never launched, as far as AWS has recorded it (since April 2017).',
      'No use was found in images (999988887777).',
      'It is not shared.',
      expect.stringContaining('Not checked'),
    ]);
    expect(report).toMatchObject({
      scannedAt: '2026-11-24T09:00:00.000Z',
      counts: { stale: 1, unknown: 0, 'in-use': 0, recent: 0, kept: 0 },
      staleCost: { gib: 40, usd: 2 },
      warnings: [],
    });
    expect(report).not.toHaveProperty('changes');
  });

  test('reads all pages', async () => {
    const seeds = Array.from({ length: 1_001 }, (_, number) => ({
      id: `ami-0${String(number).padStart(16, '0')}`,
      ageDays: number === 0 || number === 1_000 ? 400 : 10,
    }));
    setup = await startScanHarness(amis(...seeds));

    const { report, of } = await setup.scan();

    expect(report.counts).toMatchObject({ recent: 999, stale: 2 });
    expect(of('ami-00000000000001000').verdict).toBe('stale');
    const pages = setup.aws.calls.filter(
      ({ operation, account, region, params }) =>
        operation === 'DescribeImages' &&
        account === ACCOUNTS.images &&
        region === 'us-east-1' &&
        !JSON.stringify(params).includes('ExecutableBy'),
    );
    expect(pages).toHaveLength(2);
  });

  test('judges the other locations if one refuses the listing, and reports it', async () => {
    setup = await startScanHarness(amis({}, { id: OTHER, is: { region: 'eu-west-1' } }));
    setup.aws.faults.inject({ operation: 'DescribeImages', region: 'us-east-1', fault: { kind: 'denied' } });

    const { report, verdicts } = await setup.scan();

    expect(verdicts.map(({ image }) => image.imageId)).toEqual([OTHER]);
    expect(report.warnings.join(' ')).toContain('ec2:DescribeImages is missing, in us-east-1');
  });

  test('marks AMIs as unknown after EC2 starts to throttle, and judges the others', async () => {
    const ids = Array.from({ length: 20 }, (_, number) => `ami-0${String(number).padStart(16, '0')}`);
    setup = await startScanHarness(amis(...ids.map((id) => ({ id }))));
    const references = { operation: 'DescribeImageReferences', region: 'us-east-1' };
    setup.aws.faults.inject({ ...references, times: 1, fault: { kind: 'slow', ms: 0 } });
    setup.aws.faults.inject({ ...references, fault: { kind: 'throttled' } });

    const { report, verdicts } = await setup.scan();

    expect(report.counts).toMatchObject({ stale: 10, unknown: 10, 'in-use': 0 });
    const open = verdicts.filter(({ verdict }) => verdict === 'unknown');
    expect(open[0]?.reasons.join(' ')).toMatch(/Whether it is used is unknown: .* failed temporarily/);
    expect(report.warnings.join(' ')).toMatch(
      /images \(999988887777\): reading what references the AMI failed temporarily/,
    );
  });

  test('reports an incomplete listing, and reports no AMI as deleted', async () => {
    const seeds = Array.from({ length: 1_001 }, (_, number) => ({
      id: `ami-0${String(number).padStart(16, '0')}`,
      ageDays: 10,
    }));
    setup = await startScanHarness(amis(...seeds));
    const note = { region: 'us-east-1', account: ACCOUNTS.images, name: 'old', usd: 1, staleSince: NOW.toISOString() };
    const scannedAt = '2026-11-23T09:00:00.000Z';
    const counts = { 'in-use': 0, recent: 0, kept: 0, stale: 1, unknown: 0 };
    await setup.history.scanHistory.saveScan(
      { scannedAt, stale: [{ ...note, imageId: AMI }] },
      { scannedAt, counts, staleCost: { gib: 20, usd: 1 } },
      undefined,
    );
    const listing = { operation: 'DescribeImages', region: 'us-east-1', account: ACCOUNTS.images };
    setup.aws.faults.inject({ ...listing, times: 1, fault: { kind: 'slow', ms: 0 } });
    setup.aws.faults.inject({ ...listing, fault: { kind: 'denied' } });

    const { report } = await setup.scan();

    expect(report.counts).toMatchObject({ recent: 1_000 });
    expect(report.warnings.join(' ')).toContain('ec2:DescribeImages is missing, in us-east-1');
    expect(report.changes).toMatchObject({ gone: [], backInUse: [] });
    expect(report.toRemember.stale).toMatchObject([{ imageId: AMI }]);
  });

  test('hides an exempted AMI until the exemption ends', async () => {
    setup = await startScanHarness(amis({}));
    await setup.history.exemptions.save({
      imageId: AMI,
      region: 'us-east-1',
      account: ACCOUNTS.images,
      until: '2026-12-01T00:00:00.000Z',
      by: { userId: 'U0RITA', teamId: 'T0STEWARD' },
      reason: 'the auditors ask for it',
      at: NOW.toISOString(),
    });

    const before = await setup.scan();
    setup.advanceDays(30);
    const after = await setup.scan();

    expect(before.of(AMI)).toMatchObject({ verdict: 'kept', exemption: { by: { userId: 'U0RITA' } } });
    expect(before.of(AMI).reasons).toEqual([expect.stringContaining('the auditors ask for it')]);
    expect(before.report.exempted).toHaveLength(1);
    expect(after.of(AMI).verdict).toBe('stale');
  });

  test('counts the AMIs made from a base, which stays stale', async () => {
    setup = await startScanHarness(amis({}, { id: OTHER, ageDays: 1, is: { sourceImageId: AMI } }));

    const { of } = await setup.scan();

    expect(of(AMI)).toMatchObject({ verdict: 'stale', baseOf: 1 });
    expect(of(AMI).reasons[1]).toContain('1 existing AMI was created from it');
  });

  test('lists new, deleted and reused AMIs since the previous scan', async () => {
    const [gone, back] = ['ami-0aaaaaaaaaaaaaaa2', 'ami-0aaaaaaaaaaaaaaa3'];
    setup = await startScanHarness(amis({ ageDays: 89 }, { id: gone }, { id: back }));
    const { report: first } = await setup.scan();
    const { scannedAt, counts, staleCost } = first;
    await setup.history.scanHistory.saveScan(first.toRemember, { scannedAt, counts, staleCost }, undefined);

    setup.aws.store.remove('images', gone);
    const image = setup.aws.store.get('images', back);
    if (image === undefined) throw new Error('The AMI does not exist');
    setup.aws.store.put('images', { ...image, lastLaunchedAt: NOW.toISOString() });
    setup.advanceDays(2);
    const { report } = await setup.scan();

    expect(report.changes).toEqual({
      since: scannedAt,
      newlyStale: [{ imageId: AMI, region: 'us-east-1', account: ACCOUNTS.images }],
      gone: [expect.objectContaining({ imageId: gone })],
      backInUse: [expect.objectContaining({ imageId: back })],
    });
  });
});
