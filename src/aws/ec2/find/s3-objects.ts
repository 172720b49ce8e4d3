import { findAccountById } from '../../../domain/model/directory.js';
import type { Fact } from '../../../domain/model/fact.js';
import type { S3ObjectRef } from '../../../domain/model/subject.js';
import type { S3ObjectFacts } from '../../../domain/model/s3-object.js';
import { toFact } from '../../read.js';
import type { AwsReadContext } from '../../clients/clients.js';
import { readEncryptionByDefault } from '../observe/destination.js';

/** Returns the Region of a bucket. See `ResourceFinder.findBucketRegion`. */
export async function findBucketRegion(
  { clients, directory }: AwsReadContext,
  bucket: string,
  account: string,
): Promise<Fact<string | null>> {
  const { inspectBucket } = await import('../../s3/bucket.js');
  const [region = ''] = (findAccountById(directory, account) ?? directory[0]).regions;
  return (await inspectBucket(clients, { account, region }, { bucket, key: '' })).region;
}

/** Observes a file in S3, as `ResourceObserver.observeS3Object` promises. */
export async function observeObject(
  context: AwsReadContext,
  ref: S3ObjectRef,
  observedAt: string,
): Promise<S3ObjectFacts> {
  const { bucket, key, account, region } = ref;
  const place = { account, region };
  const { inspectBucket } = await import('../../s3/bucket.js');
  const { readImportRole } = await import('../../iam/import-role.js');
  const [lookup, role, encryptionByDefault] = await Promise.all([
    inspectBucket(context.clients, place, { bucket, key }),
    toFact('reading the role vmimport', () => readImportRole(context.clients, place)),
    toFact('reading whether encryption is the default', () => readEncryptionByDefault(context, place)),
  ]);
  return {
    observedAt,
    object: { bucket, key, account, region },
    bucketRegion: lookup.region,
    file: lookup.file,
    role,
    encryptionByDefault,
  };
}
