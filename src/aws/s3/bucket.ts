import { z } from 'zod';
import { known, type Fact } from '../../workflows/facts/known.js';
import type { StoredFile } from '../../workflows/facts/stored-file.js';
import { factOf, sent, understood, unknownBecause } from '../ask.js';
import type { Clients } from '../clients.js';
import type { Place } from '../settings.js';
import { exceptionOf, type SignedAnswer } from '../signed/client.js';
import { xmlText } from '../signed/xml-text.js';

/** What a bucket tells of itself and of one key. */
export interface BucketSight {
  /** Null: there is no such bucket. */
  readonly region: Fact<string | null>;
  /** Null: there is no such file. */
  readonly file: Fact<StoredFile | null>;
}

/** Allows to see which files there are, and not what is in them. (Amazon S3 API, ListObjectsV2) */
const READ = { service: 's3', operation: 'ListBucket', changes: false } as const;
const DOING = 'looking into the bucket';

/** Looks for one key in a bucket, with the account's credentials, from any Region. */
export async function lookIntoBucket(
  clients: Clients,
  place: Place,
  { bucket, key }: { readonly bucket: string; readonly key: string },
): Promise<BucketSight> {
  try {
    const first = await list(clients, place, bucket, key);
    const region = first.headers['x-amz-bucket-region'];
    // Whoever asks in another Region is told where to ask, whatever they may read.
    const isElsewhere = region !== undefined && region !== place.region;
    const answer = isElsewhere ? await list(clients, { ...place, region }, bucket, key) : first;
    if (answer.status === 404) return { region: known(null), file: known(null) };
    const file = await factOf(DOING, () => fileIn(answer, key));
    return { file, region: file.known || region !== undefined ? known(region ?? place.region) : file };
  } catch (error) {
    const unseen = unknownBecause(DOING, error);
    return { region: unseen, file: unseen };
  }
}

/** Keys come in their order: the wanted one is before all that only begin like it. */
async function list(clients: Clients, place: Place, bucket: string, key: string): Promise<SignedAnswer> {
  const client = await clients.s3(place);
  const query = { 'list-type': '2', 'max-keys': '1', 'encoding-type': 'url', prefix: key };
  return sent(() => client.send({ method: 'GET', path: `/${bucket}`, query }), READ);
}

const listedFile = z.object({
  sizeBytes: z.coerce.number().int().nonnegative(),
  storageClass: z.string().default('STANDARD'),
  changedAt: z.iso.datetime(),
});

/** Throws port failures for an answer that is one. */
async function fileIn(answer: SignedAnswer, key: string): Promise<StoredFile | null> {
  const { status, text } = answer;
  if (status !== 200) {
    const code = xmlText(text, 'Code') ?? (status === 403 ? 'AccessDenied' : 'UnknownError');
    const failure = exceptionOf(answer, code, xmlText(text, 'Message') ?? `S3 answered ${status}`);
    return sent(() => Promise.reject(failure), READ);
  }
  const found = xmlText(text, 'Key');
  if (found === undefined || decodeURIComponent(found.replaceAll('+', ' ')) !== key) return null;
  return understood(
    listedFile,
    {
      sizeBytes: xmlText(text, 'Size'),
      storageClass: xmlText(text, 'StorageClass'),
      changedAt: xmlText(text, 'LastModified'),
    },
    'ListObjectsV2',
  );
}
