import { afterEach, describe, expect, test } from '@jest/globals';
import { ACCOUNTS } from '../../../sandbox/seed/accounts.js';
import type { Request } from '../../../src/domain/request/types.js';
import { plan, request, step } from '../builders.js';
import { AMI, amis, startScanHarness, type ScanHarness } from './scan-setup.js';

const OTHER = 'ami-0bbbbbbbbbbbbbbb1';
const IMAGE = { imageId: AMI, region: 'us-east-1', account: ACCOUNTS.images };

let setup: ScanHarness;

afterEach(() => setup.close());

/** A request that has shared the AMI. */
function shared(UserId: string, imageId = AMI): Request {
  const call = {
    name: 'ModifyImageAttribute',
    account: ACCOUNTS.images,
    region: 'us-east-1',
    input: { ImageId: imageId, LaunchPermission: { Add: [{ UserId }] } },
  } as const;
  return request({
    subject: { ...IMAGE, imageId },
    status: 'done',
    plan: plan({ steps: [step('it', { call })] }),
    steps: { it: { state: 'done', attempts: 0, startedAt: '2026-11-01T09:00:00.000Z' } },
  });
}

async function drifts(): Promise<readonly string[]> {
  const { report } = await setup.scan();
  if (!report.drift.known) throw new Error(report.drift.reason);
  expect(report.drift.value.count).toBe(report.drift.value.found.length);
  return report.drift.value.found.map(({ imageId, kind, grantee }) => {
    return [imageId, kind, 'id' in grantee ? grantee.id : grantee.kind].join(' ');
  });
}

describe('the shares that a scan checks', () => {
  test('include all shares of candidates', async () => {
    setup = await startScanHarness(amis({ sharedWith: [{ userId: ACCOUNTS.partner }, { userId: '222233334444' }] }));

    expect(await drifts()).toEqual([`${AMI} unexplained 222233334444`, `${AMI} unexplained ${ACCOUNTS.partner}`]);
  });

  test('include shares of any AMI with configured accounts and with the public', async () => {
    setup = await startScanHarness(
      amis(
        { ageDays: 1, sharedWith: [{ userId: ACCOUNTS.prod }] },
        { id: OTHER, ageDays: 1, sharedWith: [{ group: 'all' }] },
      ),
    );

    expect(await drifts()).toEqual([`${AMI} unexplained ${ACCOUNTS.prod}`, `${OTHER} unexplained public`]);
  });

  test('include all shares of an AMI that a request has shared, also removed shares', async () => {
    setup = await startScanHarness(amis({ ageDays: 1, sharedWith: [{ userId: '222233334444' }] }));
    await setup.requests.create(shared(ACCOUNTS.partner));

    expect(await drifts()).toEqual([`${AMI} unexplained 222233334444`, `${AMI} gone ${ACCOUNTS.partner}`]);
  });

  test('exclude shares of other AMIs with external accounts, as documented', async () => {
    setup = await startScanHarness(amis({ ageDays: 1, sharedWith: [{ userId: '222233334444' }] }));

    expect(await drifts()).toEqual([]);
  });

  test('are not reported if a request made them', async () => {
    setup = await startScanHarness(amis({ ageDays: 1, sharedWith: [{ userId: ACCOUNTS.prod }] }));
    await setup.requests.create(shared(ACCOUNTS.prod));

    expect(await drifts()).toEqual([]);
  });

  test('are not reported as missing if the AMI no longer exists', async () => {
    setup = await startScanHarness(amis({ ageDays: 1 }));
    await setup.requests.create(shared(ACCOUNTS.prod, OTHER));

    expect(await drifts()).toEqual([]);
  });
});

describe('launch permissions', () => {
  test('are queried only in locations that have AMIs', async () => {
    setup = await startScanHarness(amis({ ageDays: 1 }, { id: OTHER, ageDays: 1, is: { region: 'eu-west-1' } }));

    await setup.scan();

    const asked = setup.aws.calls.filter(({ params }) => JSON.stringify(params).includes('ExecutableBy'));
    expect(new Set(asked.map(({ account, region }) => `${account} ${region}`))).toEqual(
      new Set([`${ACCOUNTS.images} us-east-1`, `${ACCOUNTS.images} eu-west-1`]),
    );
  });
});

describe('data that cannot be read', () => {
  test('is named in a warning, and is not drift', async () => {
    setup = await startScanHarness(amis({ ageDays: 1 }));
    await setup.requests.create(shared(ACCOUNTS.prod));
    setup.aws.faults.inject({ operation: 'DescribeImageAttribute', fault: { kind: 'denied' } });

    const { report } = await setup.scan();

    expect(report.drift).toEqual({ known: true, value: { found: [], count: 0 } });
    expect(report.warnings.join(' ')).toContain('ec2:DescribeImageAttribute is missing, in us-east-1');
  });

  test('makes the drift unknown if the requests cannot be read', async () => {
    setup = await startScanHarness(amis({ sharedWith: [{ userId: ACCOUNTS.prod }] }));
    setup.failRequests();

    const { report } = await setup.scan();

    expect(report.drift.known).toBe(false);
    expect(report.warnings.join(' ')).toContain('The shares by requests are unknown: the table is away.');
    expect(report.toRemember).not.toHaveProperty('drift');
  });
});
