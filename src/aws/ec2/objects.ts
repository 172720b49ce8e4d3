import { accountOf } from '../../workflows/facts/directory.js';
import type { Fact } from '../../workflows/facts/known.js';
import type { ObjectRef } from '../../workflows/facts/subject.js';
import type { ObjectFacts } from '../../workflows/facts/stored-file.js';
import { factOf } from '../ask.js';
import type { Lens } from '../lens.js';
import { readEncryptionByDefault } from './destination.js';

/** Tells the Region of a bucket, as `Cloud.regionOfBucket` promises. */
export async function regionOfBucket(
  { clients, directory }: Lens,
  bucket: string,
  account: string,
): Promise<Fact<string | null>> {
  const { lookIntoBucket } = await import('../s3/bucket.js');
  const [region = ''] = (accountOf(directory, account) ?? directory[0]).regions;
  return (await lookIntoBucket(clients, { account, region }, { bucket, key: '' })).region;
}

/** Observes a file in S3, as `Cloud.observeObject` promises. */
export async function observeObject(lens: Lens, ref: ObjectRef, observedAt: string): Promise<ObjectFacts> {
  const { bucket, key, account, region } = ref;
  const place = { account, region };
  const { lookIntoBucket } = await import('../s3/bucket.js');
  const { readImportRole } = await import('../iam/import-role.js');
  const [sight, role, encryptionByDefault] = await Promise.all([
    lookIntoBucket(lens.clients, place, { bucket, key }),
    factOf('reading the role vmimport', () => readImportRole(lens.clients, place)),
    factOf('reading whether encryption is the default', () => readEncryptionByDefault(lens, place)),
  ]);
  return {
    observedAt,
    object: { bucket, key, account, region },
    bucketRegion: sight.region,
    file: sight.file,
    role,
    encryptionByDefault,
  };
}
