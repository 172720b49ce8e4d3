import { afterEach, describe, expect, test } from '@jest/globals';
import { AMI, amis, startScanGround, type ScanGround } from './scan-ground.js';

let ground: ScanGround;

afterEach(() => ground.close());

describe('a scan', () => {
  test('calls an old AMI stale that nothing uses, says why, and what it costs', async () => {
    ground = await startScanGround(amis({ volumes: [{ device: '/dev/xvda', gib: 100, writtenGib: 40 }] }));

    const { report, of } = await ground.scan();

    expect(of(AMI)).toMatchObject({ verdict: 'stale', cost: { gib: 40, usd: 2 }, sharedWith: [] });
    expect(of(AMI).reasons).toEqual([
      'Created 2025-10-20, 400 days ago; never launched, as far as AWS has kept it (since April 2017).',
      'Nothing was found that uses it in images (999988887777).',
      'It is shared with nobody.',
      expect.stringContaining('Not looked at'),
    ]);
    expect(report).toMatchObject({
      scannedAt: '2026-11-24T09:00:00.000Z',
      counts: { stale: 1, unknown: 0, 'in-use': 0, recent: 0, kept: 0 },
      staleCost: { gib: 40, usd: 2 },
      problems: [],
    });
    expect(report).not.toHaveProperty('changes');
  });
});
