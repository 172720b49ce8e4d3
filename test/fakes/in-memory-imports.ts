import { CALL_INPUTS } from '../../src/aws/ec2/call-inputs.js';
import { Refused } from '../../src/workflows/errors.js';
import type { Directory } from '../../src/workflows/facts/directory.js';
import type { Fact } from '../../src/workflows/facts/known.js';
import type { ObjectFacts } from '../../src/workflows/facts/stored-file.js';
import type { ObjectRef } from '../../src/workflows/facts/subject.js';
import type { ResolvedCall } from '../../src/workflows/plan/resolve.js';
import type { CallAnswer, Sighting } from '../../src/workflows/ports.js';
import { factIn, imageEntry, ownEntry, type FileEntry, type ImportEntry, type World } from './in-memory-world.js';

/** How long an import takes here. */
const IMPORT_MS = 60_000;

/** Calls that import, and name what was imported. */
export const IMPORT_CALLS = {
  ImportImage(world: World, call: ResolvedCall, now: number): CallAnswer {
    const { ClientToken, DiskContainers } = CALL_INPUTS.ImportImage.parse(call.input);
    const { account, region } = call;
    const before = world.imports.find(({ token, account: owner }) => token === ClientToken && owner === account);
    if (before !== undefined) return { fields: { ImportTaskId: before.importTaskId } };
    if (world.importRoles[account] !== 'trusts') {
      throw new Refused('InvalidParameter', 'The service role vmimport provided does not exist');
    }
    const [disk] = DiskContainers;
    const source = world.files.find(
      ({ bucket, key }) => bucket === disk?.UserBucket.S3Bucket && key === disk.UserBucket.S3Key,
    );
    if (source === undefined) throw new Refused('InvalidParameter', 'Invalid S3 source location.');
    if (source.region !== region) throw new Refused('InvalidParameter', 'The given S3 object is not local.');
    const importTaskId = `import-ami-0${world.imports.length.toString(16).padStart(16, '0')}`;
    world.imports.push({ importTaskId, account, region, token: ClientToken, source, endsAt: now + IMPORT_MS });
    return { fields: { ImportTaskId: importTaskId } };
  },

  CancelImportTask(world: World, call: ResolvedCall, now: number): CallAnswer {
    const { ImportTaskId } = CALL_INPUTS.CancelImportTask.parse(call.input);
    const task = taskOf(world, ImportTaskId);
    if (task === undefined || task.cancelled === true || task.endsAt <= now) {
      throw new Refused('IncorrectState', 'The import task is not active.');
    }
    task.cancelled = true;
    return { fields: { ImportTaskId } };
  },

  CreateTags(world: World, call: ResolvedCall): CallAnswer {
    const { Resources, Tags } = CALL_INPUTS.CreateTags.parse(call.input);
    for (const entry of Resources.map((id) => ownEntry(world, call, id))) {
      const tags = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
      entry.image = { ...entry.image, tags: { ...entry.image.tags, ...tags } };
    }
    return { fields: {} };
  },
};

export function regionOfBucketIn(
  world: World,
  directory: Directory,
  bucket: string,
  account: string,
): Fact<string | null> {
  return factIn(world, directory, account, 's3:ListBucket', () => bucketOf(world, bucket)?.region ?? null);
}

/** Observes a file as `Cloud.observeObject` promises. */
export function observeObjectIn(
  world: World,
  directory: Directory,
  { bucket, key, account, region }: ObjectRef,
): Omit<ObjectFacts, 'observedAt'> {
  const found = world.files.find((each) => each.bucket === bucket && each.key === key);
  return {
    object: { bucket, key, account, region },
    bucketRegion: regionOfBucketIn(world, directory, bucket, account),
    file: factIn(world, directory, account, 's3:ListBucket', () => found?.file ?? null),
    role: factIn(world, directory, account, 'iam:GetRole', () => world.importRoles[account] ?? 'missing'),
    encryptionByDefault: factIn(
      world,
      directory,
      account,
      'ec2:GetEbsEncryptionByDefault',
      () => world.encryptionByDefault,
    ),
  };
}

export function lookAtImport(world: World, taskId: string, now: number): Sighting {
  const task = taskOf(world, taskId);
  if (task === undefined) return { kind: 'not-yet', detail: `${taskId} is not visible yet` };
  if (task.cancelled === true) return { kind: 'failed', message: 'The task was cancelled.' };
  if (now < task.endsAt) return { kind: 'not-yet', detail: 'converting, 28 %' };
  const { failure } = task.source;
  if (failure !== undefined) return { kind: 'failed', message: failure };
  return { kind: 'met', imageId: imageOf(world, task) };
}

export function lookAtImportsEnd(world: World, taskId: string, now: number): Sighting {
  const sighting = lookAtImport(world, taskId, now);
  if (sighting.kind === 'failed') return { kind: 'met' };
  return sighting.kind === 'met' ? { kind: 'failed', message: 'it has made an AMI' } : sighting;
}

/** Made when somebody first looks after its time. */
function imageOf(world: World, task: ImportEntry): string {
  const made = world.images.find(({ image }) => image.name === task.importTaskId);
  if (made !== undefined) return made.image.imageId;
  const { importTaskId, account, region, endsAt } = task;
  const number = world.images.length.toString(16).padStart(4, '0');
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
  world.images.push(imageEntry(image));
  return image.imageId;
}

function taskOf({ imports }: World, taskId: string): ImportEntry | undefined {
  return imports.find(({ importTaskId }) => importTaskId === taskId);
}

function bucketOf({ files }: World, name: string): FileEntry | undefined {
  return files.find(({ bucket }) => bucket === name);
}
