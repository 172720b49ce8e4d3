import { describe, expect, test } from '@jest/globals';
import { known } from '../../../../src/domain/model/fact.js';
import type { RecycledFacts, RecycledImage } from '../../../../src/domain/model/recycled.js';
import type { PlanResult } from '../../../../src/domain/operations/contract.js';
import { defineChange } from '../../../../src/domain/operations/registry.js';
import { restore as operation } from '../../../../src/domain/operations/restore/index.js';
import { findingCodes, findingWith, forward, expectPlan, undoCalls } from '../codes.js';
import { directory, OWNER } from '../directory.js';
import { AMI, BOOT, DATA, daysFromNow, denied, recycledFacts } from '../facts-builder.js';

const PLACE = { account: OWNER, region: 'us-east-1' };
const RETURNS = ['warning sharing-returns'];

function restore(
  overrides: Partial<RecycledImage> = {},
  others: Partial<Omit<RecycledFacts, 'image'>> = {},
): PlanResult {
  return operation.plan({ ami: AMI }, recycledFacts(overrides, others), { directory });
}

describe('the restore plan', () => {
  test('restores each snapshot that was created for the AMI, then the AMI', () => {
    const { title, subject, steps, policyInput } = expectPlan(restore());

    expect(title).toBe(`Restore ${AMI} (golden-base, us-east-1) from the Recycle Bin`);
    expect(subject).toEqual({ imageId: AMI, ...PLACE });
    expect(forward(steps)).toEqual([
      ...[BOOT, DATA].map((id) => ({
        id: `restore-${id}`,
        title: `Restore snapshot ${id}`,
        call: { name: 'RestoreSnapshotFromRecycleBin', ...PLACE, input: { SnapshotId: id } },
        waitFor: { kind: 'snapshot-completed', snapshotId: id },
        after: [],
      })),
      {
        id: 'restore',
        title: `Restore ${AMI}`,
        call: { name: 'RestoreImageFromRecycleBin', ...PLACE, input: { ImageId: AMI } },
        waitFor: { kind: 'image-present', imageId: AMI },
        after: [`restore-${BOOT}`, `restore-${DATA}`],
      },
    ]);
    expect(policyInput).toEqual({ targets: [], tags: {}, inUse: 'unknown', removesAccess: false });
  });

  test.each([
    ['the Recycle Bin has no snapshots of it', known([])],
    ['its snapshots cannot be listed', denied],
  ])('restores only the AMI when %s', (_, snapshots) => {
    expect(expectPlan(restore({}, { snapshots })).steps).toMatchObject([{ id: 'restore', after: [] }]);
  });

  test('deregisters the AMI on Undo and reports that the snapshots stay', () => {
    const planned = defineChange(operation).plan({ ami: AMI }, recycledFacts(), { directory });

    expect(undoCalls(expectPlan(planned).steps)).toEqual([
      [`restore-${BOOT}`, undefined],
      [`restore-${DATA}`, undefined],
      ['restore', [[`Deregister ${AMI} again`, { ImageId: AMI }, { kind: 'image-gone', imageId: AMI }]]],
    ]);
    expect(findingWith(planned, 'partly-undoable')?.text).toContain(`Restore snapshot ${BOOT}`);
  });

  test('shows the deregistration time, the retention and the snapshots', () => {
    const { evidence } = expectPlan(restore({ description: 'The base' }));

    expect(evidence.map(({ label }) => label)).toEqual([
      'Deregistered',
      'Retained until',
      'Snapshots in the Recycle Bin',
      'Owner',
      'Description',
    ]);
    expect(evidence[0]?.value).toMatch(/, 4 days ago$/);
    expect(evidence[2]?.value).toBe(`2 snapshots: ${BOOT}, ${DATA}`);
  });
});

describe('the findings of a restore plan have the expected codes when', () => {
  test.each<[string, PlanResult, readonly string[]]>([
    [
      'ten days of retention are left',
      restore(),
      ['unknown snapshots-uncertain', 'unknown tags-uncertain', ...RETURNS, 'info kept-until', 'info state-returns'],
    ],
    [
      'hours of retention are left',
      restore({ exitsAt: daysFromNow(0.5) }),
      [
        'unknown snapshots-uncertain',
        'unknown tags-uncertain',
        'warning retention-expires-soon',
        ...RETURNS,
        'info state-returns',
      ],
    ],
    [
      'hours of retention are left for a snapshot',
      restore({}, { snapshots: known([{ snapshotId: BOOT, exitsAt: daysFromNow(0.5) }]) }),
      [
        'unknown snapshots-uncertain',
        'unknown tags-uncertain',
        'warning retention-expires-soon',
        ...RETURNS,
        'info state-returns',
      ],
    ],
    [
      'the Recycle Bin has no snapshots of it',
      restore({}, { snapshots: known([]) }),
      ['unknown snapshots-uncertain', 'unknown tags-uncertain', ...RETURNS, 'info kept-until', 'info state-returns'],
    ],
    [
      'its snapshots cannot be listed',
      restore({}, { snapshots: denied }),
      [
        'unknown recycled-snapshots-unknown',
        'unknown tags-uncertain',
        ...RETURNS,
        'info kept-until',
        'info state-returns',
      ],
    ],
    [
      'its retention has expired',
      restore({ exitsAt: daysFromNow(-1) }),
      ['refusal retention-expired', 'unknown snapshots-uncertain', 'unknown tags-uncertain', ...RETURNS],
    ],
  ])('%s', (_, planned, codes) => {
    expect(findingCodes(planned)).toEqual(codes);
  });

  test('the end of its retention is unknown', () => {
    const { observedAt, image, ...facts } = recycledFacts({}, { snapshots: known([]) });
    const { imageId, region, account, name, description } = image;
    const unknown = { observedAt, ...facts, image: { imageId, region, account, name, description } };

    expect(findingCodes(operation.plan({ ami: AMI }, unknown, { directory }))).toContain('unknown exit-unknown');
  });

  test('a permission is missing, which the fix names', () => {
    expect(findingWith(restore({}, { snapshots: denied }), 'recycled-snapshots-unknown')?.fix).toContain(
      'ec2:ListSnapshotsInRecycleBin',
    );
  });
});
