import { CALL_INPUTS } from '../../src/aws/ec2/call/inputs.js';
import { Rejected } from '../../src/workflows/ports/errors.js';
import type { Directory } from '../../src/domain/model/directory.js';
import type { Fact } from '../../src/domain/model/fact.js';
import type { S3ObjectFacts } from '../../src/domain/model/s3-object.js';
import type { S3ObjectRef } from '../../src/domain/model/subject.js';
import type { ResolvedCall } from '../../src/domain/plan/outputs.js';
import type { CallResult, ConditionStatus } from '../../src/workflows/ports/call-executor.js';
import { factIn, imageEntry, ownEntry, type FileEntry, type ImportEntry, type FakeAws } from './in-memory-world.js';

/** How long an import takes here. */
const IMPORT_MS = 60_000;

/** Calls that import, and name what was imported. */
export const IMPORT_CALLS = {
  ImportImage(fakeAws: FakeAws, call: ResolvedCall, now: number): CallResult {
    const { ClientToken, DiskContainers } = CALL_INPUTS.ImportImage.parse(call.input);
    const { account, region } = call;
    const before = fakeAws.imports.find(({ token, account: owner }) => token === ClientToken && owner === account);
    if (before !== undefined) return { fields: { ImportTaskId: before.importTaskId } };
    if (fakeAws.importRoles[account] !== 'trusted') {
      throw new Rejected('InvalidParameter', 'The service role vmimport provided does not exist');
    }
    const [disk] = DiskContainers;
    const source = fakeAws.files.find(
      ({ bucket, key }) => bucket === disk?.UserBucket.S3Bucket && key === disk.UserBucket.S3Key,
    );
    if (source === undefined) throw new Rejected('InvalidParameter', 'Invalid S3 source location.');
    if (source.region !== region) throw new Rejected('InvalidParameter', 'The given S3 object is not local.');
    const importTaskId = `import-ami-0${fakeAws.imports.length.toString(16).padStart(16, '0')}`;
    fakeAws.imports.push({ importTaskId, account, region, token: ClientToken, source, endsAt: now + IMPORT_MS });
    return { fields: { ImportTaskId: importTaskId } };
  },

  CancelImportTask(fakeAws: FakeAws, call: ResolvedCall, now: number): CallResult {
    const { ImportTaskId } = CALL_INPUTS.CancelImportTask.parse(call.input);
    const task = taskOf(fakeAws, ImportTaskId);
    if (task === undefined || task.cancelled === true || task.endsAt <= now) {
      throw new Rejected('IncorrectState', 'The import task is not active.');
    }
    task.cancelled = true;
    return { fields: { ImportTaskId } };
  },

  CreateTags(fakeAws: FakeAws, call: ResolvedCall): CallResult {
    const { Resources, Tags } = CALL_INPUTS.CreateTags.parse(call.input);
    for (const entry of Resources.map((id) => ownEntry(fakeAws, call, id))) {
      const tags = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
      entry.image = { ...entry.image, tags: { ...entry.image.tags, ...tags } };
    }
    return { fields: {} };
  },
};

export function regionOfBucketIn(
  fakeAws: FakeAws,
  directory: Directory,
  bucket: string,
  account: string,
): Fact<string | null> {
  return factIn(fakeAws, directory, account, 's3:ListBucket', () => bucketOf(fakeAws, bucket)?.region ?? null);
}

/** Observes a file as `ResourceObserver.observeS3Object` promises. */
export function observeObjectIn(
  fakeAws: FakeAws,
  directory: Directory,
  { bucket, key, account, region }: S3ObjectRef,
): Omit<S3ObjectFacts, 'observedAt'> {
  const found = fakeAws.files.find((each) => each.bucket === bucket && each.key === key);
  return {
    object: { bucket, key, account, region },
    bucketRegion: regionOfBucketIn(fakeAws, directory, bucket, account),
    file: factIn(fakeAws, directory, account, 's3:ListBucket', () => found?.file ?? null),
    role: factIn(fakeAws, directory, account, 'iam:GetRole', () => fakeAws.importRoles[account] ?? 'missing'),
    encryptionByDefault: factIn(
      fakeAws,
      directory,
      account,
      'ec2:GetEbsEncryptionByDefault',
      () => fakeAws.encryptionByDefault,
    ),
  };
}

export function checkImportCompletedIn(fakeAws: FakeAws, taskId: string, now: number): ConditionStatus {
  const task = taskOf(fakeAws, taskId);
  if (task === undefined) return { kind: 'pending', detail: `${taskId} is not visible yet` };
  if (task.cancelled === true) return { kind: 'failed', message: 'The task was cancelled.' };
  if (now < task.endsAt) return { kind: 'pending', detail: 'converting, 28 %' };
  const { failure } = task.source;
  if (failure !== undefined) return { kind: 'failed', message: failure };
  return { kind: 'satisfied', imageId: imageOf(fakeAws, task) };
}

export function checkImportEndedIn(fakeAws: FakeAws, taskId: string, now: number): ConditionStatus {
  const status = checkImportCompletedIn(fakeAws, taskId, now);
  if (status.kind === 'failed') return { kind: 'satisfied' };
  return status.kind === 'satisfied' ? { kind: 'failed', message: 'it has made an AMI' } : status;
}

/** Created by the first observation after its time. */
function imageOf(fakeAws: FakeAws, task: ImportEntry): string {
  const made = fakeAws.images.find(({ image }) => image.name === task.importTaskId);
  if (made !== undefined) return made.image.imageId;
  const { importTaskId, account, region, endsAt } = task;
  const number = fakeAws.images.length.toString(16).padStart(4, '0');
  const image = {
    imageId: `ami-0109047ed0000${number}`,
    account,
    ownerId: account,
    region,
    name: importTaskId,
    description: 'AWS-VMImport service: Linux/UNIX',
    state: 'available',
    createdAt: new Date(endsAt).toISOString(),
    public: false,
    architecture: 'x86_64',
    virtualizationType: 'hvm',
    rootDeviceType: 'ebs',
    enaSupport: true,
    productCodes: [],
    tags: {},
    deregistrationProtection: 'disabled',
    blockDevices: [{ device: '/dev/sda1', snapshotId: `snap-0109047ed0000${number}`, sizeGiB: 20 }],
  };
  fakeAws.images.push(imageEntry(image));
  return image.imageId;
}

function taskOf({ imports }: FakeAws, taskId: string): ImportEntry | undefined {
  return imports.find(({ importTaskId }) => importTaskId === taskId);
}

function bucketOf({ files }: FakeAws, name: string): FileEntry | undefined {
  return files.find(({ bucket }) => bucket === name);
}
