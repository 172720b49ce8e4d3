import { omitUndefined } from '../../domain/model/omit-undefined.js';
import { isPortFailure } from '../ports/errors.js';
import type { ImageRef } from '../../domain/model/image.js';
import { known, unknown, type Fact } from '../../domain/model/fact.js';
import { loadRequestsAbout } from '../observation/load-requests.js';
import type { RequestStore } from '../ports/request-store.js';
import type { RequestId, RequestSummary } from '../../domain/request/types.js';
import { imageKey } from '../../domain/stale/changes.js';
import { expectedGrantsFor, type ExpectedGrants } from '../../domain/drift/expected-grants.js';
import type { ExpectedGrantsByImage } from './observed-shares.js';
import type { Adoption } from '../../domain/drift/types.js';

/** What is read of requests. */
export type RequestReader = Pick<RequestStore, 'listAll' | 'load' | 'listBySubject'>;

export interface LoadedExpectedGrants {
  readonly expected: ExpectedGrantsByImage;
  /** Whether there are requests that are older than those that were looked through. */
  readonly isTruncated: boolean;
}

/** Older ones are looked up for the AMIs alone that are seen to be shared. */
const MAX_REQUESTS = 10_000;
const PAGE = 100;
/** AMIs whose requests are read at once. */
const CONCURRENCY = 8;

/**
 * The expected launch permissions of all AMIs, by requests and adoptions. Requests are read AMI by AMI, and only the
 * result is kept.
 */
export async function loadExpectedGrants(
  store: RequestReader,
  adoptions: readonly Adoption[],
): Promise<Fact<LoadedExpectedGrants>> {
  try {
    const { images, isTruncated } = await requestedImages(store, adoptions);
    const adopted = adoptionsByImage(adoptions);
    const expected = new Map<string, ExpectedGrants>();
    const left = [...images.values()];
    await Promise.all(
      Array.from({ length: CONCURRENCY }, async () => {
        for (let next = left.pop(); next !== undefined; next = left.pop()) {
          const key = imageKey(next.image);
          const requests = (await Promise.all(next.requests.map((id) => store.load(id)))).flatMap((one) => one ?? []);
          const about = expectedGrantsFor(next.image.imageId, requests, adopted.get(key) ?? []);
          if (about.size > 0) expected.set(key, about);
        }
      }),
    );
    return known({ expected, isTruncated });
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    return unknown(error.message);
  }
}

/** The same for one AMI, with all of its requests. Throws what ports throw. */
export async function loadExpectedFor(
  store: RequestReader,
  image: ImageRef,
  adoptions: readonly Adoption[],
): Promise<ExpectedGrants> {
  const requests = await loadRequestsAbout({ store }, { subject: image });
  return expectedGrantsFor(image.imageId, requests, adoptionsByImage(adoptions).get(imageKey(image)) ?? []);
}

interface RequestedImage {
  readonly image: ImageRef;
  readonly requests: readonly RequestId[];
}

async function requestedImages(
  store: RequestReader,
  adoptions: readonly Adoption[],
): Promise<{ readonly images: ReadonlyMap<string, RequestedImage>; readonly isTruncated: boolean }> {
  const images = new Map<string, RequestedImage>();
  for (const { imageId, region, account } of adoptions) {
    const image = { imageId, region, account };
    images.set(imageKey(image), { image, requests: [] });
  }
  let cursor: string | undefined;
  let read = 0;
  do {
    const page = await store.listAll({ limit: PAGE, ...omitUndefined({ cursor }) });
    page.items.forEach((summary) => addRequest(images, summary));
    read += page.items.length;
    ({ cursor } = page);
  } while (cursor !== undefined && read < MAX_REQUESTS);
  return { images, isTruncated: cursor !== undefined };
}

function addRequest(images: Map<string, RequestedImage>, { id, subject }: RequestSummary): void {
  if (!('imageId' in subject)) return;
  const key = imageKey(subject);
  images.set(key, { image: subject, requests: [...(images.get(key)?.requests ?? []), id] });
}

function adoptionsByImage(adoptions: readonly Adoption[]): ReadonlyMap<string, readonly Adoption[]> {
  const byImage = new Map<string, Adoption[]>();
  for (const adoption of adoptions) {
    const of = byImage.get(imageKey(adoption));
    if (of === undefined) byImage.set(imageKey(adoption), [adoption]);
    else of.push(adoption);
  }
  return byImage;
}
