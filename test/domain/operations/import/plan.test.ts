import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { known } from '../../../../src/domain/model/fact.js';
import type { S3ObjectFacts, S3Object } from '../../../../src/domain/model/s3-object.js';
import { importImage as operation } from '../../../../src/domain/operations/import/index.js';
import { text } from '../arbitrary-facts.js';
import { findingCodes, findingWith, forward, expectPlan, undoCalls } from '../codes.js';
import { directory, OWNER } from '../directory.js';
import { denied, objectFacts, STORED } from '../facts-builder.js';

const FILE = { bucket: 'vm-images', key: 'web-1.ova' };
const ALWAYS = [
  'info import-unencrypted',
  'info name-is-a-tag',
  'info import-takes-time',
  'info import-costs',
  'info licence-detected',
  'info lift-and-shift',
];

function planFor(overrides: Partial<S3ObjectFacts> = {}) {
  return operation.plan({ ...FILE, format: 'OVA', name: 'web-1' }, objectFacts(overrides), { directory });
}

function planForFile(overrides: Partial<S3Object>) {
  return planFor({ file: known({ ...STORED, ...overrides }) });
}

describe('the import plan', () => {
  test('imports the file, waits for the AMI, names it, and cancels a failed import', () => {
    const { title, subject, steps } = expectPlan(planFor());

    const importTaskId = { step: 'import', output: 'task' };
    const place = { account: OWNER, region: 'us-east-1' };
    expect(title).toBe(`Import s3://vm-images/web-1.ova as web-1 into images (${OWNER}) (us-east-1)`);
    expect(subject).toEqual({ ...FILE, ...place });
    expect(forward(steps)).toEqual([
      {
        id: 'import',
        title: 'Import s3://vm-images/web-1.ova as OVA',
        call: {
          name: 'ImportImage',
          ...place,
          input: { DiskContainers: [{ Format: 'OVA', UserBucket: { S3Bucket: 'vm-images', S3Key: 'web-1.ova' } }] },
        },
        waitFor: { kind: 'imported', importTaskId },
        outputs: { task: { from: 'response', field: 'ImportTaskId' }, image: { from: 'image' } },
        after: [],
        cancellable: true,
      },
      {
        id: 'name',
        title: 'Give the AMI the Name tag web-1',
        call: {
          name: 'CreateTags',
          ...place,
          input: { Resources: [{ step: 'import', output: 'image' }], Tags: [{ Key: 'Name', Value: 'web-1' }] },
        },
        after: ['import'],
      },
      {
        id: 'clean-up',
        title: 'Cancel the import if it fails or is stopped',
        call: { name: 'CancelImportTask', ...place, input: { ImportTaskId: importTaskId } },
        waitFor: { kind: 'import-ended', importTaskId },
        after: [],
        cleanup: { stepId: 'import', unlessDone: 'import' },
      },
    ]);
  });

  test('deregisters the AMI with its snapshots and tag on Undo', () => {
    const imageId = { step: 'import', output: 'image' };

    expect(undoCalls(expectPlan(planFor()).steps)).toEqual([
      [
        'import',
        [
          [
            'Deregister the AMI with its snapshots',
            { ImageId: imageId, DeleteAssociatedSnapshots: true },
            { kind: 'image-gone', imageId },
          ],
        ],
      ],
      ['name', []],
      ['clean-up', undefined],
    ]);
  });

  test('shows the file, its bucket, the account and the role', () => {
    expect(expectPlan(planFor()).evidence).toEqual([
      { label: 'File', value: 'OVA, 6.0 GiB, changed 2026-11-20, 4 days ago' },
      { label: 'Bucket', value: 'vm-images (us-east-1)' },
      { label: 'Account', value: `images (${OWNER}), us-east-1` },
      { label: 'Role vmimport', value: 'found, and trusts VM Import/Export' },
    ]);
  });

  test('shows facts that cannot be read as unknown', () => {
    const { evidence } = expectPlan(planFor({ file: denied, bucketRegion: denied, role: denied }));

    expect(evidence.filter(({ value }) => value.includes('reading it was denied'))).toHaveLength(3);
  });

  test('keeps each text on one line and within the limit for any file name', () => {
    fc.assert(
      fc.property(text, text, text, (key, reason, storageClass) => {
        const planned = planFor({
          object: { bucket: 'vm-images', key, region: 'us-east-1', account: OWNER },
          file: known({ ...STORED, storageClass }),
          role: { known: false, reason },
        });
        const { title, evidence, findings, steps } = expectPlan(planned);
        const shown = [
          title,
          ...evidence.map(({ value }) => value),
          ...findings.map((finding) => finding.text),
          ...steps.map((step) => step.title),
        ];

        for (const each of shown) expect(each).toMatch(/^[^\n\r\p{Cc}]{0,3000}$/u);
      }),
    );
  });
});

describe('the findings of an import plan have the expected codes when', () => {
  test.each<[string, ReturnType<typeof planFor>, readonly string[]]>([
    ['no special condition applies', planFor(), ['unknown import-may-fail']],
    [
      'the bucket and the file cannot be read',
      planFor({ bucketRegion: denied, file: denied }),
      ['unknown bucket-unknown', 'unknown file-unknown', 'unknown import-may-fail'],
    ],
    ['the role cannot be read', planFor({ role: denied }), ['unknown import-role-unknown', 'unknown import-may-fail']],
    [
      'the file is archived',
      planForFile({ storageClass: 'DEEP_ARCHIVE' }),
      ['unknown file-archived', 'unknown import-may-fail'],
    ],
  ])('%s', (_, planned, codes) => {
    expect(findingCodes(planned)).toEqual([...codes, ...ALWAYS]);
  });

  test.each([
    ['on', known(true), 'info import-encrypted'],
    ['off', known(false), 'info import-unencrypted'],
    ['unknown', denied, 'unknown import-encryption-unknown'],
  ])('encryption by default is %s', (_, encryptionByDefault, code) => {
    expect(findingCodes(planFor({ encryptionByDefault }))).toContain(code);
  });
});

describe('the import plan is refused when', () => {
  test.each<[string, ReturnType<typeof planFor>, string]>([
    ['there is no such bucket', planFor({ bucketRegion: known(null), file: known(null) }), 'no-such-bucket'],
    ['the bucket has no such file', planFor({ file: known(null) }), 'no-such-file'],
    ['the bucket is in another Region', planFor({ bucketRegion: known('eu-west-1') }), 'bucket-elsewhere'],
    ['the file is empty', planForFile({ sizeBytes: 0 }), 'empty-file'],
    ['the file is 8 TiB', planForFile({ sizeBytes: 8 * 1024 ** 4 }), 'file-too-big'],
    ['the account has no role vmimport', planFor({ role: known('missing') }), 'no-import-role'],
    ['the role does not trust VM Import/Export', planFor({ role: known('untrusted') }), 'import-role-distrusts'],
  ])('%s', (_, planned, code) => {
    expect(planned.kind).toBe('refused');
    expect(findingCodes(planned)).toContain(`refusal ${code}`);
  });

  test.each([
    ['eu-west-1', 'Leave out “in us-east-1”'],
    ['sa-east-1', 'Copy the file to a bucket in a Region that images'],
  ])('the bucket is in %s, with a suitable fix', (region, fix) => {
    expect(findingWith(planFor({ bucketRegion: known(region) }), 'bucket-elsewhere')?.fix).toContain(fix);
  });

  test('the bucket does not exist, without a finding for the file', () => {
    expect(findingCodes(planFor({ bucketRegion: known(null), file: known(null) }))).not.toContain(
      'refusal no-such-file',
    );
  });
});
