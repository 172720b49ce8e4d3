import { omitUndefined } from '../../domain/model/omit-undefined.js';
import { listStaleImages } from '../digest/respond-to-stale.js';
import type { SearchHit, UnreachablePlace } from '../../domain/model/catalog.js';
import type { Image } from '../../domain/model/image.js';
import type { Catalog } from '../ports/catalog.js';
import {
  EMPTY_ACCUMULATOR,
  cursorFor,
  accumulate,
  type CostOf,
  type PageCursor,
  type SearchAccumulator,
} from './selection.js';
import { imageKey } from '../../domain/stale/changes.js';
import { toExemptionNote, type Exemption, type StaleRecord } from '../../domain/stale/types.js';
import type { SearchResult, SearchQuery } from '../use-cases.js';
import type { UseCaseContext } from '../context.js';

const PAGE_SIZE = 10;
/** Reading the grantees of an AMI takes a call: one page of AMIs is read. */
const MAX_SHARING_LOOKUPS = 200;

/** Looks for AMIs and gives one page of them, newest first, or the costliest of stale ones. Changes and stores nothing. */
export async function searchImages(
  context: Pick<UseCaseContext, 'catalog' | 'clock' | 'directory' | 'exemptions' | 'scan'>,
  { operation, input, after }: SearchQuery,
): Promise<SearchResult> {
  const filter = operation.filter?.(input);
  // One more than is shown tells whether there is a next page.
  const limit = filter === 'shared' ? MAX_SHARING_LOOKUPS : PAGE_SIZE + 1;
  const stale = filter === 'stale' ? await loadStaleLookup(context) : undefined;
  const costOf = stale === undefined ? undefined : (image: Image) => stale.notes.get(imageKey(image))?.usd ?? 0;
  let selection: SearchAccumulator = EMPTY_ACCUMULATOR;
  const searches = operation.queries(input).map((query) =>
    context.catalog.search(query, (images) => {
      selection = accumulate(
        selection,
        images.filter((image) => operation.matches(input, image) && stale?.notes.has(imageKey(image)) !== false),
        { after, limit, costOf },
      );
    }),
  );
  const unreachable = (await Promise.all(searches)).flat();
  const page = filter === 'shared' ? await filterShared(context.catalog, selection) : toPage(selection, costOf);
  const observedAt = context.clock.now().toISOString();
  const exemptions = new Map(
    (await context.exemptions.listActive(observedAt)).map((exemption) => [imageKey(exemption), exemption]),
  );
  const found = {
    observedAt,
    ...page.found,
    images: page.found.images.map((one) => withScanState(one, stale?.notes, exemptions)),
    unreachable: distinctPlaces(unreachable),
    ...(stale === undefined ? {} : { scannedAt: stale.scannedAt }),
  };
  const report = operation.answer(input, found, { directory: context.directory });
  return { report, ...omitUndefined({ next: page.next }) };
}

interface StaleLookup {
  readonly scannedAt: string | null;
  readonly notes: ReadonlyMap<string, StaleRecord>;
}

/** By `keyOf`. */
async function loadStaleLookup(context: Pick<UseCaseContext, 'scan' | 'exemptions' | 'clock'>): Promise<StaleLookup> {
  const list = await listStaleImages(context);
  return {
    scannedAt: list?.scannedAt ?? null,
    notes: new Map(list?.images.map((record) => [imageKey(record), record])),
  };
}

/** What is stored about an AMI in addition to EC2's data. */
function withScanState(
  found: SearchHit,
  records: StaleLookup['notes'] | undefined,
  exemptions: ReadonlyMap<string, Exemption>,
): SearchHit {
  const record = records?.get(imageKey(found.image));
  const exemption = exemptions.get(imageKey(found.image));
  return {
    ...found,
    ...(record === undefined ? {} : { stale: { since: record.staleSince, usd: record.usd } }),
    ...(exemption === undefined ? {} : { exemption: toExemptionNote(exemption) }),
  };
}

interface SearchPageResult {
  readonly found: {
    readonly images: readonly SearchHit[];
    readonly count?: { readonly total: number; readonly before: number };
  };
  readonly next?: PageCursor | undefined;
}

function toPage({ images: kept, total, before }: SearchAccumulator, costs: CostOf): SearchPageResult {
  const images = kept.slice(0, PAGE_SIZE);
  return {
    found: { images: images.map((image) => ({ image })), count: { total, before } },
    next: kept.length > PAGE_SIZE ? lastPosition(images, costs) : undefined,
  };
}

/** AMIs that other accounts may launch. AMIs with unknown grantees are included. */
async function filterShared(catalog: Catalog, { images, total, before }: SearchAccumulator): Promise<SearchPageResult> {
  const shared: SearchHit[] = [];
  let checked = 0;
  while (checked < images.length && shared.length < PAGE_SIZE) {
    const batch = images.slice(checked, checked + PAGE_SIZE - shared.length);
    const found = await Promise.all(
      batch.map(async (image) => ({ image, sharedWith: await catalog.launchPermissions(image) })),
    );
    shared.push(...found.filter(({ sharedWith }) => !sharedWith.known || sharedWith.value.length > 0));
    checked += batch.length;
  }
  const isAll = before + checked >= total;
  return { found: { images: shared }, next: isAll ? undefined : lastPosition(images.slice(0, checked)) };
}

function lastPosition(images: readonly Image[], costs?: CostOf): PageCursor | undefined {
  const last = images.at(-1);
  return last === undefined ? undefined : cursorFor(last, costs);
}

/** Several questions may meet the same closed door. */
function distinctPlaces(places: readonly UnreachablePlace[]): readonly UnreachablePlace[] {
  return [...new Map(places.map((place) => [`${place.account} ${place.region}`, place])).values()];
}
