import { listStale } from './answer-stale.js';
import type { FoundImage, UnreachablePlace } from './facts/catalog.js';
import type { Image } from './facts/image.js';
import type { Catalog } from './ports.js';
import { NOTHING_YET, positionOf, select, type Costs, type Position, type Selection } from './search/selection.js';
import { keyOf } from './stale/changes.js';
import { keptBy } from './stale/kept-by.js';
import type { Keep, StaleNote } from './stale/types.js';
import type { SearchAnswer, SearchQuestion } from './use-cases.js';
import type { World } from './world.js';

const PAGE = 10;
/** Whom an AMI is shared with takes a call each: of so many it is asked for one page. */
const MOST_ASKED = 200;

/** Looks for AMIs and gives one page of them, newest first, or the costliest of stale ones. Changes and stores nothing. */
export async function searchImages(
  world: Pick<World, 'catalog' | 'clock' | 'directory' | 'scan'>,
  { operation, input, after }: SearchQuestion,
): Promise<SearchAnswer> {
  const sharedOnly = operation.sharedOnly(input);
  // One more than is shown says whether there is a next page.
  const most = sharedOnly ? MOST_ASKED : PAGE + 1;
  const stale = operation.staleOnly(input) ? await staleNotes(world) : undefined;
  const costs = stale === undefined ? undefined : (image: Image) => stale.notes.get(keyOf(image))?.usd ?? 0;
  let selection: Selection = NOTHING_YET;
  const looks = operation.questions(input).map((question) =>
    world.catalog.search(question, (images) => {
      selection = select(
        selection,
        images.filter((image) => operation.matches(input, image) && stale?.notes.has(keyOf(image)) !== false),
        { after, most, costs },
      );
    }),
  );
  const unreachable = (await Promise.all(looks)).flat();
  const page = sharedOnly ? await sharedOf(world.catalog, selection) : pageOf(selection, costs);
  const observedAt = world.clock.now().toISOString();
  const keeps = new Map((await world.scan.memory.keeps(observedAt)).map((keep) => [keyOf(keep), keep]));
  const found = {
    observedAt,
    ...page.found,
    images: page.found.images.map((one) => withMemory(one, stale?.notes, keeps)),
    unreachable: eachOnce(unreachable),
    ...(stale === undefined ? {} : { scannedAt: stale.scannedAt }),
  };
  const sheet = operation.answer(input, found, { directory: world.directory });
  return { sheet, ...(page.next === undefined ? {} : { next: page.next }) };
}

interface Stale {
  readonly scannedAt: string | null;
  readonly notes: ReadonlyMap<string, StaleNote>;
}

/** By `keyOf`. */
async function staleNotes(world: Pick<World, 'scan' | 'clock'>): Promise<Stale> {
  const list = await listStale(world);
  return { scannedAt: list?.scannedAt ?? null, notes: new Map(list?.images.map((note) => [keyOf(note), note])) };
}

/** What is remembered of an AMI beside what EC2 says. */
function withMemory(
  found: FoundImage,
  notes: Stale['notes'] | undefined,
  keeps: ReadonlyMap<string, Keep>,
): FoundImage {
  const note = notes?.get(keyOf(found.image));
  const keep = keeps.get(keyOf(found.image));
  return {
    ...found,
    ...(note === undefined ? {} : { stale: { since: note.staleSince, usd: note.usd } }),
    ...(keep === undefined ? {} : { kept: keptBy(keep) }),
  };
}

interface PageFound {
  readonly found: {
    readonly images: readonly FoundImage[];
    readonly count?: { readonly total: number; readonly before: number };
  };
  readonly next?: Position | undefined;
}

function pageOf({ kept, total, before }: Selection, costs: Costs): PageFound {
  const images = kept.slice(0, PAGE);
  return {
    found: { images: images.map((image) => ({ image })), count: { total, before } },
    next: kept.length > PAGE ? endOf(images, costs) : undefined,
  };
}

/** Those that somebody else may launch, or may: what could not be found out is shown. */
async function sharedOf(catalog: Catalog, { kept, total, before }: Selection): Promise<PageFound> {
  const shared: FoundImage[] = [];
  let asked = 0;
  while (asked < kept.length && shared.length < PAGE) {
    const batch = kept.slice(asked, asked + PAGE - shared.length);
    const found = await Promise.all(
      batch.map(async (image) => ({ image, sharedWith: await catalog.sharedWith(image) })),
    );
    shared.push(...found.filter(({ sharedWith }) => !sharedWith.known || sharedWith.value.length > 0));
    asked += batch.length;
  }
  const isAll = before + asked >= total;
  return { found: { images: shared }, next: isAll ? undefined : endOf(kept.slice(0, asked)) };
}

function endOf(images: readonly Image[], costs?: Costs): Position | undefined {
  const last = images.at(-1);
  return last === undefined ? undefined : positionOf(last, costs);
}

/** Several questions may meet the same closed door. */
function eachOnce(places: readonly UnreachablePlace[]): readonly UnreachablePlace[] {
  return [...new Map(places.map((place) => [`${place.account} ${place.region}`, place])).values()];
}
