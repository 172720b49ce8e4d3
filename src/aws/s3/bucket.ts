import { z } from 'zod';
import { known, type Fact } from '../../domain/model/fact.js';
import type { S3Object } from '../../domain/model/s3-object.js';
import { toFact, withPortErrors, parseResponse, unknownFromError } from '../read.js';
import type { Clients } from '../clients/clients.js';
import type { AccountRegion } from '../../domain/model/directory.js';
import { toServiceException, type SigV4Response, xmlText } from '../clients/sigv4.js';

/** What a bucket tells of itself and of one key. */
export interface BucketLookup {
  /** Null: there is no such bucket. */
  readonly region: Fact<string | null>;
  /** Null: there is no such file. */
  readonly file: Fact<S3Object | null>;
}

/** Allows listing objects, not reading them. (Amazon S3 API, ListObjectsV2) */
const READ = { service: 's3', operation: 'ListBucket', changes: false } as const;
const ACTIVITY = 'looking into the bucket';

/** Looks for one key in a bucket, with the account's credentials, from any Region. */
export async function inspectBucket(
  clients: Clients,
  place: AccountRegion,
  { bucket, key }: { readonly bucket: string; readonly key: string },
): Promise<BucketLookup> {
  try {
    const first = await list(clients, place, bucket, key);
    const region = first.headers['x-amz-bucket-region'];
    // A request in another Region is answered with the right Region, whatever it may read.
    const isElsewhere = region !== undefined && region !== place.region;
    const response = isElsewhere ? await list(clients, { ...place, region }, bucket, key) : first;
    if (response.status === 404) return { region: known(null), file: known(null) };
    const file = await toFact(ACTIVITY, () => parseListing(response, key));
    return { file, region: file.known || region !== undefined ? known(region ?? place.region) : file };
  } catch (error) {
    const unknownFact = unknownFromError(ACTIVITY, error);
    return { region: unknownFact, file: unknownFact };
  }
}

/** Keys are in order: the key itself precedes all keys that only begin with it. */
async function list(clients: Clients, place: AccountRegion, bucket: string, key: string): Promise<SigV4Response> {
  const client = await clients.s3(place);
  const query = { 'list-type': '2', 'max-keys': '1', 'encoding-type': 'url', prefix: key };
  return withPortErrors(() => client.send({ method: 'GET', path: `/${bucket}`, query }), READ);
}

const listedFile = z.object({
  sizeBytes: z.coerce.number().int().nonnegative(),
  storageClass: z.string().default('STANDARD'),
  lastModifiedAt: z.iso.datetime(),
});

/** Throws port failures for an answer that is one. */
async function parseListing(response: SigV4Response, key: string): Promise<S3Object | null> {
  const { status, text } = response;
  if (status !== 200) {
    const code = xmlText(text, 'Code') ?? (status === 403 ? 'AccessDenied' : 'UnknownError');
    const failure = toServiceException(response, code, xmlText(text, 'Message') ?? `S3 answered ${status}`);
    return withPortErrors(() => Promise.reject(failure), READ);
  }
  const found = xmlText(text, 'Key');
  if (found === undefined || decodeURIComponent(found.replaceAll('+', ' ')) !== key) return null;
  return parseResponse(
    listedFile,
    {
      sizeBytes: xmlText(text, 'Size'),
      storageClass: xmlText(text, 'StorageClass'),
      lastModifiedAt: xmlText(text, 'LastModified'),
    },
    'ListObjectsV2',
  );
}
