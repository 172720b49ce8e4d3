import { Conflict, Refused } from '../../src/workflows/errors.js';
import { canonical } from '../../src/workflows/plan/canonical.js';
import type { Page, PageOf, RequestStore } from '../../src/workflows/ports.js';
import { dueAt } from '../../src/workflows/request/due.js';
import type { Request, RequestSummary } from '../../src/workflows/request/types.js';

/** `RequestStore` in memory, for the tests of what stands above the port. Held to the same contract as DynamoDB's. */
export function createInMemoryRequestStore(): RequestStore {
  const requests = new Map<string, Request>();

  function list(page: PageOf, matches: (request: Request) => boolean): Promise<Page<RequestSummary>> {
    const start = page.cursor === undefined ? 0 : Number(page.cursor);
    if (!Number.isInteger(start) || start < 0)
      return Promise.reject(new Refused('invalid-cursor', 'this page is not known'));
    const all = [...requests.values()].filter(matches).sort(newestFirst);
    const items = all.slice(start, start + page.limit).map(summaryOf);
    const end = start + page.limit;
    return Promise.resolve(end < all.length ? { items, cursor: String(end) } : { items });
  }

  /** A repetition of a write that was carried out is the same write. */
  function isStored(request: Request): boolean {
    return canonical(requests.get(request.id)) === canonical(request);
  }

  return {
    create(request) {
      if (requests.has(request.id) && !isStored(request)) return Promise.reject(new Conflict(`${request.id} exists`));
      requests.set(request.id, structuredClone(request));
      return Promise.resolve();
    },
    load: (id) => Promise.resolve(structuredClone(requests.get(id))),
    save(request) {
      if (requests.get(request.id)?.version !== request.version - 1 && !isStored(request)) {
        return Promise.reject(new Conflict(`${request.id} was changed by somebody else`));
      }
      requests.set(request.id, structuredClone(request));
      return Promise.resolve();
    },
    due(now, limit) {
      const due = [...requests.values()].flatMap((request) => {
        const at = dueAt(request);
        return at === undefined || at > now ? [] : [{ id: request.id, at }];
      });
      const sorted = due.sort((one, other) => one.at.localeCompare(other.at));
      return Promise.resolve(sorted.slice(0, limit).map(({ id }) => id));
    },
    byImage: (imageId, page) => list(page, ({ image }) => image.imageId === imageId),
    byRequester: ({ teamId, userId }, page) =>
      list(page, ({ requester }) => requester.teamId === teamId && requester.userId === userId),
    open: (page) => list(page, ({ status }) => ['pending', 'approved', 'running'].includes(status)),
    all: (page) => list(page, () => true),
    ping: () => Promise.resolve(),
  };
}

function newestFirst(one: Request, other: Request): number {
  return other.createdAt.localeCompare(one.createdAt) || other.id.localeCompare(one.id);
}

function summaryOf({ id, status, operation, plan, image, requester, createdAt }: Request): RequestSummary {
  return { id, status, operation, title: plan.title, image, requester, createdAt };
}
