import { isPortFailure } from '../errors.js';
import type { ImageRef } from '../facts/image.js';
import { known, unknown, type Fact } from '../facts/known.js';
import { requestsAbout } from '../requests-about.js';
import type { RequestStore } from '../ports.js';
import type { RequestId, RequestSummary } from '../request/types.js';
import { keyOf } from './changes.js';
import { expectationsFor, type Expectations } from '../drift/expected.js';
import type { ExpectedShares } from '../drift/share-book.js';
import type { Adoption } from '../drift/types.js';

/** What is read of requests. */
export type RequestReader = Pick<RequestStore, 'all' | 'load' | 'bySubject'>;

export interface RecalledShares {
  readonly expected: ExpectedShares;
  /** Whether there are requests that are older than those that were looked through. */
  readonly isCut: boolean;
}

/** Older ones are looked up for the AMIs alone that are seen to be shared. */
const MOST_REQUESTS = 10_000;
const PAGE = 100;
/** AMIs whose requests are read at once. */
const TOGETHER = 8;

/**
 * What the requests, and the adoptions, say of the launch permissions of all AMIs. Requests are read AMI by AMI, and only
 * what they come to is kept.
 */
export async function recallExpected(
  store: RequestReader,
  adoptions: readonly Adoption[],
): Promise<Fact<RecalledShares>> {
  try {
    const { images, isCut } = await imagesAskedAbout(store, adoptions);
    const adopted = adoptionsByImage(adoptions);
    const expected = new Map<string, Expectations>();
    const left = [...images.values()];
    await Promise.all(
      Array.from({ length: TOGETHER }, async () => {
        for (let next = left.pop(); next !== undefined; next = left.pop()) {
          const key = keyOf(next.image);
          const requests = (await Promise.all(next.requests.map((id) => store.load(id)))).flatMap((one) => one ?? []);
          const about = expectationsFor(next.image.imageId, requests, adopted.get(key) ?? []);
          if (about.size > 0) expected.set(key, about);
        }
      }),
    );
    return known({ expected, isCut });
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    return unknown(error.message);
  }
}

/** The same for one AMI, with all of its requests. Throws what ports throw. */
export async function expectedOf(
  store: RequestReader,
  image: ImageRef,
  adoptions: readonly Adoption[],
): Promise<Expectations> {
  const requests = await requestsAbout({ store }, { subject: image });
  return expectationsFor(image.imageId, requests, adoptionsByImage(adoptions).get(keyOf(image)) ?? []);
}

interface AskedAbout {
  readonly image: ImageRef;
  readonly requests: readonly RequestId[];
}

async function imagesAskedAbout(
  store: RequestReader,
  adoptions: readonly Adoption[],
): Promise<{ readonly images: ReadonlyMap<string, AskedAbout>; readonly isCut: boolean }> {
  const images = new Map<string, AskedAbout>();
  for (const { imageId, region, account } of adoptions) {
    const image = { imageId, region, account };
    images.set(keyOf(image), { image, requests: [] });
  }
  let cursor: string | undefined;
  let read = 0;
  do {
    const page = await store.all({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    page.items.forEach((summary) => noteIn(images, summary));
    read += page.items.length;
    ({ cursor } = page);
  } while (cursor !== undefined && read < MOST_REQUESTS);
  return { images, isCut: cursor !== undefined };
}

function noteIn(images: Map<string, AskedAbout>, { id, subject }: RequestSummary): void {
  if (!('imageId' in subject)) return;
  const key = keyOf(subject);
  images.set(key, { image: subject, requests: [...(images.get(key)?.requests ?? []), id] });
}

function adoptionsByImage(adoptions: readonly Adoption[]): ReadonlyMap<string, readonly Adoption[]> {
  const byImage = new Map<string, Adoption[]>();
  for (const adoption of adoptions) {
    const of = byImage.get(keyOf(adoption));
    if (of === undefined) byImage.set(keyOf(adoption), [adoption]);
    else of.push(adoption);
  }
  return byImage;
}
