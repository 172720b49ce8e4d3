import type { ImageMatches, PageOf } from './ports.js';
import type { NotSettled } from './located.js';
import { locateImage, WHOLE_ID as WHOLE_IMAGE_ID } from './locate-image.js';
import { locateInstance, WHOLE_ID as WHOLE_INSTANCE_ID } from './locate-instance.js';
import { REQUEST_TAG } from './plan/resolve.js';
import type { Request } from './request/types.js';
import type { HistoryAsk, OlderFrom, Told } from './use-cases.js';
import { nowOf, type World } from './world.js';

/** So many requests are told with all that happened to them. */
const TOLD = 5;

/**
 * Every request about something, and the one that made it. That one is found by the tag that it left: an index of all that
 * requests make would be written at every step and read hardly ever. A tag can be copied and changed by hand, so the
 * request itself has to know of what it made.
 */
export async function tellHistory(world: World, ask: HistoryAsk): Promise<Told> {
  const found = await findThing(world, ask);
  if (found.kind !== 'thing') return found;
  const { name, tags, unreachable } = found;
  const [page, keeps, adoptions] = await Promise.all([
    requestsAbout(world, name, { limit: TOLD }),
    world.scan.memory.keeps(nowOf(world)),
    world.scan.memory.adoptions(),
  ]);
  const maker = await makerOf(world, name, [tags, ...page.requests.map(({ plan }) => plan.scope.tags)]);
  return {
    kind: 'told',
    name,
    ...page,
    keeps: keeps.filter(({ imageId }) => imageId === name),
    adoptions: adoptions.filter(({ imageId }) => imageId === name),
    ...(maker === undefined ? {} : { maker }),
    unreachable: maker === undefined ? unreachable : [],
  };
}

/** What goes before what was told. Who made the thing was told with the newest. */
export async function tellOlder(world: World, { name, cursor }: OlderFrom): Promise<Told> {
  const page = await requestsAbout(world, name, { limit: TOLD, cursor });
  return { kind: 'told', name, ...page, keeps: [], adoptions: [], unreachable: [] };
}

interface HistoryPage {
  readonly requests: readonly Request[];
  readonly older?: OlderFrom;
}

async function requestsAbout(world: World, name: string, page: PageOf): Promise<HistoryPage> {
  const { items, cursor } = await world.store.bySubject(name, page);
  const requests = await loadAll(
    world,
    items.map(({ id }) => id),
  );
  return { requests, ...(cursor === undefined ? {} : { older: { name, cursor } }) };
}

interface Thing {
  readonly kind: 'thing';
  readonly name: string;
  /** Empty when it is not there any more. */
  readonly tags: Tags;
  readonly unreachable: ImageMatches['unreachable'];
}

type Tags = Readonly<Record<string, string>>;

/** What is gone cannot be found any more, but its whole id still names its requests. */
async function findThing({ cloud }: World, ask: HistoryAsk): Promise<Thing | NotSettled> {
  switch (ask.about) {
    case 'object':
      return { kind: 'thing', name: ask.name, tags: {}, unreachable: [] };
    case 'image': {
      const located = await locateImage(cloud, ask.input);
      if (located.kind === 'image') return thing(located.image.imageId, located.image.tags);
      const { unreachable } = located;
      return WHOLE_IMAGE_ID.test(ask.input.ami) ? thing(ask.input.ami, {}, unreachable) : located;
    }
    case 'instance': {
      const located = await locateInstance(cloud, ask.input);
      if (located.kind === 'instance') return thing(located.instance.instanceId, located.instance.tags);
      const { unreachable } = located;
      return WHOLE_INSTANCE_ID.test(ask.input.instance) ? thing(ask.input.instance, {}, unreachable) : located;
    }
  }
}

function thing(name: string, tags: Tags, unreachable: Thing['unreachable'] = []): Thing {
  return { kind: 'thing', name, tags, unreachable };
}

async function makerOf(world: World, name: string, tagged: readonly Tags[]): Promise<Request | undefined> {
  const ids = tagged.flatMap((tags) => tags[REQUEST_TAG] ?? []);
  const candidates = await loadAll(world, [...new Set(ids)]);
  return candidates.find((request) => hasMade(request, name));
}

function hasMade({ steps }: Request, name: string): boolean {
  return Object.values(steps).some(({ kept = {} }) => Object.values(kept).includes(name));
}

async function loadAll({ store }: World, ids: readonly string[]): Promise<readonly Request[]> {
  const loaded = await Promise.all(ids.map((id) => store.load(id)));
  return loaded.flatMap((request) => request ?? []);
}
