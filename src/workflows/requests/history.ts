import { omitUndefined } from '../../domain/model/omit-undefined.js';
import type { PageRequest } from '../ports/request-store.js';
import type { ImageMatches } from '../ports/resource-finder.js';
import type { UnresolvedSubject } from '../resolve/unresolved.js';
import { resolveImage, FULL_IMAGE_ID, resolveInstance, FULL_INSTANCE_ID } from '../resolve/resolve-subject.js';
import { REQUEST_TAG } from '../../domain/plan/outputs.js';
import type { Request } from '../../domain/request/types.js';
import type { HistoryQuery, HistoryCursor, HistoryResult } from '../use-cases.js';
import { isoNow, type UseCaseContext } from '../context.js';

type HistoryContext = Pick<UseCaseContext, 'finder' | 'store' | 'exemptions' | 'adoptions' | 'clock'>;

/** The number of requests that are shown with their events. */
const PAGE_SIZE = 5;

/**
 * Returns every request about a subject, and the one that created it. The creator is found by its tag: an index of
 * created resources would be written at every step and hardly ever read. Since a tag can be copied, the request itself
 * must list the resource.
 */
export async function getHistory(context: HistoryContext, query: HistoryQuery): Promise<HistoryResult> {
  const subject = await resolveForHistory(context, query);
  if (subject.kind !== 'subject') return subject;
  const { subjectKey, tags, unreachable } = subject;
  const [page, exemptions, adoptions] = await Promise.all([
    loadHistoryPage(context, subjectKey, { limit: PAGE_SIZE }),
    context.exemptions.listActive(isoNow(context)),
    context.adoptions.list(),
  ]);
  const creator = await findCreator(context, subjectKey, [
    tags,
    ...page.requests.map(({ plan }) => plan.policyInput.tags),
  ]);
  return {
    kind: 'history',
    subjectKey,
    ...page,
    exemptions: exemptions.filter(({ imageId }) => imageId === subjectKey),
    adoptions: adoptions.filter(({ imageId }) => imageId === subjectKey),
    ...omitUndefined({ creator }),
    unreachable: creator === undefined ? unreachable : [],
  };
}

/** Returns the requests before a page. The creator is part of the first page. */
export async function getOlderHistory(
  context: HistoryContext,
  { subjectKey, cursor }: HistoryCursor,
): Promise<HistoryResult> {
  const page = await loadHistoryPage(context, subjectKey, { limit: PAGE_SIZE, cursor });
  return { kind: 'history', subjectKey, ...page, exemptions: [], adoptions: [], unreachable: [] };
}

interface HistoryPage {
  readonly requests: readonly Request[];
  readonly older?: HistoryCursor;
}

async function loadHistoryPage(context: HistoryContext, subjectKey: string, page: PageRequest): Promise<HistoryPage> {
  const { items, cursor } = await context.store.listBySubject(subjectKey, page);
  const requests = await loadAll(
    context,
    items.map(({ id }) => id),
  );
  return { requests, ...(cursor === undefined ? {} : { older: { subjectKey, cursor } }) };
}

interface HistorySubject {
  readonly kind: 'subject';
  readonly subjectKey: string;
  /** Empty if it no longer exists. */
  readonly tags: Tags;
  readonly unreachable: ImageMatches['unreachable'];
}

type Tags = Readonly<Record<string, string>>;

/** A deleted resource cannot be found, but its full id still identifies its requests. */
async function resolveForHistory(
  { finder }: Pick<UseCaseContext, 'finder'>,
  query: HistoryQuery,
): Promise<HistorySubject | UnresolvedSubject> {
  switch (query.subjectKind) {
    case 'object':
      return { kind: 'subject', subjectKey: query.subjectKey, tags: {}, unreachable: [] };
    case 'image': {
      const resolution = await resolveImage(finder, query.input);
      if (resolution.kind === 'resolved') return historySubject(resolution.subject.imageId, resolution.subject.tags);
      const { unreachable } = resolution;
      return FULL_IMAGE_ID.test(query.input.ami) ? historySubject(query.input.ami, {}, unreachable) : resolution;
    }
    case 'instance': {
      const resolution = await resolveInstance(finder, query.input);
      if (resolution.kind === 'resolved') return historySubject(resolution.subject.instanceId, resolution.subject.tags);
      const { unreachable } = resolution;
      return FULL_INSTANCE_ID.test(query.input.instance)
        ? historySubject(query.input.instance, {}, unreachable)
        : resolution;
    }
  }
}

function historySubject(
  subjectKey: string,
  tags: Tags,
  unreachable: HistorySubject['unreachable'] = [],
): HistorySubject {
  return { kind: 'subject', subjectKey, tags, unreachable };
}

async function findCreator(
  context: HistoryContext,
  name: string,
  tagged: readonly Tags[],
): Promise<Request | undefined> {
  const ids = tagged.flatMap((tags) => tags[REQUEST_TAG] ?? []);
  const candidates = await loadAll(context, [...new Set(ids)]);
  return candidates.find((request) => hasCreated(request, name));
}

function hasCreated({ steps }: Request, name: string): boolean {
  return Object.values(steps).some(({ outputs = {} }) => Object.values(outputs).includes(name));
}

async function loadAll({ store }: Pick<UseCaseContext, 'store'>, ids: readonly string[]): Promise<readonly Request[]> {
  const loaded = await Promise.all(ids.map((id) => store.load(id)));
  return loaded.flatMap((request) => request ?? []);
}
