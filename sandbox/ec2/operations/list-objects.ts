import { z } from 'zod';
import { AwsError } from '../errors.js';
import { operation } from '../operation.js';
import { text, wholeNumber } from '../parameters.js';

/**
 * The first keys with a prefix. A request in another Region is answered with the bucket's Region, whatever it may read. (Amazon
 * S3 API, ListObjectsV2; Amazon S3 User Guide, "Making requests")
 */
export const listObjects = operation('s3', 'ListObjectsV2', {
  permission: 's3:ListBucket',
  params: {
    Bucket: text,
    prefix: text.default(''),
    'max-keys': wholeNumber(0, 1000).default(1000),
    'encoding-type': z.literal('url').optional(),
  },
  run({ Bucket, prefix, 'max-keys': max, 'encoding-type': encoding }, { store, caller, region }) {
    const bucket = store.get('buckets', Bucket);
    if (bucket === undefined) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
    const headers = { 'x-amz-bucket-region': bucket.region };
    if (bucket.region !== region) {
      const message = 'The bucket you are attempting to access must be addressed using the specified endpoint.';
      throw new AwsError('PermanentRedirect', message, 301, headers);
    }
    if (bucket.ownerId !== caller.account) throw new AwsError('AccessDenied', 'Access Denied', 403, headers);
    const listed = store
      .all('objects')
      .filter((object) => object.bucket === Bucket && object.key.startsWith(prefix))
      .toSorted((one, other) => (one.key < other.key ? -1 : 1))
      .slice(0, max);
    return {
      Name: Bucket,
      Prefix: prefix,
      KeyCount: listed.length,
      MaxKeys: max,
      IsTruncated: false,
      Contents: listed.map(({ key, size, storageClass, lastModifiedAt }) => ({
        Key: encoding === 'url' ? encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+') : key,
        LastModified: lastModifiedAt,
        Size: size,
        StorageClass: storageClass,
      })),
    };
  },
});
