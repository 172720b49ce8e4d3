import { afterEach, describe, expect, test } from '@jest/globals';
import { ACCOUNTS } from '../../../sandbox/seed/accounts.js';
import { AMI, amis, startScanHarness, type ScanHarness } from './scan-setup.js';
import { instance, PARTNER, SHARED_AWAY, SITUATIONS } from './scenarios.js';

let setup: ScanHarness;

afterEach(() => setup.close());

describe('the verdict on an AMI, by situation', () => {
  test.each(SITUATIONS)('%s: %s', async (_what, verdict, says, seed, contents = {}) => {
    setup = await startScanHarness({ ...amis(seed), ...contents });

    const { of } = await setup.scan();

    expect(of(AMI).verdict).toBe(verdict);
    expect(of(AMI).reasons.join(' ')).toContain(says);
  });
});

describe('a scan', () => {
  test('reads the usage report that EC2 made in accounts that the bot cannot access', async () => {
    setup = await startScanHarness({ ...amis(SHARED_AWAY), ...instance('running', PARTNER) });

    expect((await setup.scan()).of(AMI).verdict).toBe('unknown');
    setup.advanceDays(1);
    const second = await setup.scan();

    expect(second.of(AMI)).toMatchObject({ verdict: 'in-use' });
    expect(second.of(AMI).reasons[0]).toContain('partner (777788889999) by 1 instance, as EC2 counted on 2026-11-24');
  });

  test('makes at most 90 calls a day for 500 AMIs with 60 candidates, 10 of them shared', async () => {
    const seeds = Array.from({ length: 500 }, (_, number) => ({
      id: `ami-0${String(number).padStart(16, '0')}`,
      ageDays: number < 60 ? 400 : 10,
      ...(number < 10 ? SHARED_AWAY : {}),
    }));
    setup = await startScanHarness(amis(...seeds));

    const first = await setup.scan();
    setup.advanceDays(1);
    const second = await setup.scan();

    expect(first.report.counts).toMatchObject({ recent: 440, stale: 50, unknown: 10 });
    expect(second.report.counts).toMatchObject({ recent: 440, stale: 60, unknown: 0 });
    // STS has limits of its own.
    const here = setup.aws.calls.filter(
      ({ service, account, region }) => service !== 'sts' && account === ACCOUNTS.images && region === 'us-east-1',
    );
    const days = [first, second].map(({ report }) => report.scannedAt.slice(0, 10));
    const perDay = days.map((day) => here.filter(({ at }) => at.startsWith(day)).length);
    expect(Math.max(...perDay)).toBeLessThanOrEqual(90);
    expect(Math.min(...perDay)).toBeGreaterThan(60);
  });
});
