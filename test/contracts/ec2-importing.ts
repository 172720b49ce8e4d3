import { describe, expect, test } from '@jest/globals';
import { Rejected, UnknownOutcome } from '../../src/workflows/ports/errors.js';
import { known } from '../../src/domain/model/fact.js';
import type { S3ObjectRef } from '../../src/domain/model/subject.js';
import type { ResolvedCall } from '../../src/domain/plan/outputs.js';
import type { ConditionStatus } from '../../src/workflows/ports/call-executor.js';
import { ATTRIBUTION, type Ec2Harness } from './ec2-harness.js';
import { BROKEN_FILE, FAR_FILE, HOME, MACHINE_FILE, PROD, type WorldFile } from './ec2-world.js';

/** Whatever is on its way has arrived after this. */
const LONG = 24 * 3600;
const PLACE = { account: HOME, region: 'us-east-1' } as const;

/** What is promised of files in S3, and of their import. */
export function importingContract(harness: () => Ec2Harness): void {
  async function begun(file = MACHINE_FILE): Promise<string> {
    const { fields } = await harness().executor.executeCall(importOf(file), ATTRIBUTION);
    return fields.ImportTaskId ?? '';
  }

  function look(kind: 'imported' | 'import-ended', importTaskId: string): Promise<ConditionStatus> {
    return harness().executor.checkCondition({ kind, ...PLACE, importTaskId }, ATTRIBUTION);
  }

  async function cancel(taskId: string): Promise<void> {
    await harness().executor.executeCall(
      { name: 'CancelImportTask', ...PLACE, input: { ImportTaskId: taskId } },
      ATTRIBUTION,
    );
  }

  describe('the Region of a bucket', () => {
    test.each([
      [MACHINE_FILE.bucket, 'us-east-1'],
      [FAR_FILE.bucket, 'eu-west-1'],
      ['no-such-bucket', null],
    ])('of %s is %s', async (bucket, region) => {
      expect(await harness().finder.findBucketRegion(bucket, HOME)).toEqual(known(region));
    });

    test('is unknown if reading the bucket is denied', async () => {
      harness().deny(HOME, 's3:ListBucket');

      const region = await harness().finder.findBucketRegion(MACHINE_FILE.bucket, HOME);

      expect(region).toMatchObject({ known: false, permission: 's3:ListBucket' });
    });
  });

  describe('a file in S3', () => {
    test('is observed with its bucket and the role that reads it', async () => {
      const object = refOf(MACHINE_FILE);

      expect(await harness().observer.observeS3Object(object)).toMatchObject({
        object,
        bucketRegion: known('us-east-1'),
        file: known(MACHINE_FILE.file),
        role: known('trusted'),
        encryptionByDefault: known(false),
      });
    });

    test.each<[string, S3ObjectRef]>([
      ['that does not exist', { ...refOf(MACHINE_FILE), key: 'new/web 2.ova' }],
      ['that only longer keys match', { ...refOf(MACHINE_FILE), key: 'new/web' }],
    ])('%s is null', async (_, object) => {
      const { bucketRegion, file } = await harness().observer.observeS3Object(object);

      expect([bucketRegion, file]).toEqual([known('us-east-1'), known(null)]);
    });

    test('is also found from another Region', async () => {
      const { bucketRegion, file } = await harness().observer.observeS3Object({ ...refOf(FAR_FILE), ...PLACE });

      expect([bucketRegion, file]).toEqual([known('eu-west-1'), known(FAR_FILE.file)]);
    });

    test('is null if the bucket does not exist, and so is the bucket Region', async () => {
      const object = { ...refOf(MACHINE_FILE), bucket: 'no-such-bucket' };

      expect(await harness().observer.observeS3Object(object)).toMatchObject({
        bucketRegion: known(null),
        file: known(null),
      });
    });

    test.each([
      ['s3:ListBucket', 'file'],
      ['iam:GetRole', 'role'],
      ['ec2:GetEbsEncryptionByDefault', 'encryptionByDefault'],
    ] as const)('has unknown parts if %s is denied', async (permission, part) => {
      harness().deny(HOME, permission);

      const facts = await harness().observer.observeS3Object(refOf(MACHINE_FILE));

      expect(facts[part]).toMatchObject({ known: false, permission });
    });

    test('reports a missing role in an account without it', async () => {
      const { role } = await harness().observer.observeS3Object({ ...refOf(MACHINE_FILE), account: PROD });

      expect(role).toEqual(known('missing'));
    });
  });

  describe('importing', () => {
    test('returns the task ID, reports progress, and ends with an AMI', async () => {
      const taskId = await begun();

      const first = await look('imported', taskId);
      harness().advance(LONG);
      const last = await look('imported', taskId);

      expect(taskId).toMatch(/^import-ami-[0-9a-f]{17}$/);
      expect(first).toMatchObject({ kind: 'pending', detail: expect.stringMatching(/^\w+, \d+ %$/) });
      expect(last).toMatchObject({ kind: 'satisfied', imageId: expect.stringMatching(/^ami-[0-9a-f]{17}$/) });
    });

    test('creates an AMI that is named after the task and can be tagged', async () => {
      const taskId = await begun();
      harness().advance(LONG);
      const status = await look('imported', taskId);
      const imageId = status.kind === 'satisfied' ? (status.imageId ?? '') : '';
      const tags = [{ Key: 'Name', Value: 'web-1' }];

      await harness().executor.executeCall(
        { name: 'CreateTags', ...PLACE, input: { Resources: [imageId], Tags: tags } },
        ATTRIBUTION,
      );

      const { image } = await harness().observer.observeImage({ imageId, ...PLACE }, {});
      expect(image).toMatchObject({ name: taskId, state: 'available', ownerId: HOME, tags: { Name: 'web-1' } });
    });

    test('has an unknown outcome if the response is lost, and the token finds the task', async () => {
      harness().injectFault('ImportImage', 'lost-answer');

      await expect(harness().executor.executeCall(importOf(MACHINE_FILE), ATTRIBUTION)).rejects.toThrow(UnknownOutcome);

      expect(await begun()).toBe(await begun());
    });

    test('fails later with the AWS message if EC2 does not support the file', async () => {
      const taskId = await begun(BROKEN_FILE);
      harness().advance(LONG);

      expect(await look('imported', taskId)).toMatchObject({ kind: 'failed', message: BROKEN_FILE.failure });
      expect(await look('import-ended', taskId)).toMatchObject({ kind: 'satisfied' });
    });

    test.each<[string, WorldFile]>([
      ['a file that does not exist', { ...MACHINE_FILE, key: 'none.ova' }],
      ['a bucket of another Region', FAR_FILE],
    ])('is refused for %s', async (_, file) => {
      await expect(harness().executor.executeCall(importOf(file), ATTRIBUTION)).rejects.toThrow(Rejected);
    });
  });

  describe('cancelling an import', () => {
    test('ends the import without an AMI', async () => {
      const taskId = await begun();
      const before = await look('import-ended', taskId);

      await cancel(taskId);

      expect([before.kind, (await look('import-ended', taskId)).kind]).toEqual(['pending', 'satisfied']);
      harness().advance(LONG);
      expect(await look('imported', taskId)).toMatchObject({ kind: 'failed' });
    });

    test('is refused after the import has ended, and reports that an AMI exists', async () => {
      const taskId = await begun();
      harness().advance(LONG);

      await expect(cancel(taskId)).rejects.toThrow(Rejected);

      expect(await look('import-ended', taskId)).toMatchObject({ kind: 'failed' });
    });
  });
}

function refOf({ bucket, key, region }: WorldFile): S3ObjectRef {
  return { bucket, key, account: HOME, region };
}

function importOf({ bucket, key }: WorldFile): ResolvedCall {
  return {
    name: 'ImportImage',
    ...PLACE,
    input: {
      DiskContainers: [{ Format: 'OVA', UserBucket: { S3Bucket: bucket, S3Key: key } }],
      ClientToken: 'AR-7F3K2M-0-import',
      TagSpecifications: [
        { ResourceType: 'import-image-task', Tags: [{ Key: 'ami-steward:request', Value: 'AR-7F3K2M' }] },
      ],
    },
  };
}
