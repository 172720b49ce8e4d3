import { subjectKey } from '../../src/domain/model/subject.js';
import { Conflict, Rejected } from '../../src/workflows/ports/errors.js';
import type { Page, PageRequest, RequestStore } from '../../src/workflows/ports/request-store.js';
import { nextDueAt } from '../../src/domain/request/next-task.js';
import { summaryOf } from '../../src/domain/request/summary.js';
import type { Request, RequestSummary } from '../../src/domain/request/types.js';

/** `RequestStore` in memory, for the tests of what stands above the port. Held to the same contract as DynamoDB's. */
export function createInMemoryRequestStore(): RequestStore {
  const requests = new Map<string, Request>();
  const written = new Map<string, Request>();

  function list(page: PageRequest, matches: (request: Request) => boolean): Promise<Page<RequestSummary>> {
    const { limit, cursor = '' } = page;
    if (cursor !== '' && !requests.has(cursor)) {
      return Promise.reject(new Rejected('invalid-cursor', 'this page of the list is unknown'));
    }
    const all = [...requests.values()].filter(matches).sort(newestFirst);
    const start = all.findIndex(({ id }) => id === cursor) + 1;
    const items = all.slice(start, start + limit).map(summaryOf);
    const last = items.at(-1);
    return Promise.resolve(last !== undefined && start + limit < all.length ? { items, cursor: last.id } : { items });
  }

  function write(request: Request, isAsBelieved: boolean): Promise<void> {
    if (!isAsBelieved && written.get(request.id) !== request) {
      return Promise.reject(new Conflict('it was changed by another process'));
    }
    requests.set(request.id, structuredClone(request));
    written.set(request.id, request);
    return Promise.resolve();
  }

  return {
    create: (request) => write(request, !requests.has(request.id)),
    load: (id) => Promise.resolve(structuredClone(requests.get(id))),
    save: (request) => write(request, requests.get(request.id)?.version === request.version - 1),
    listDue(now, limit) {
      const due = [...requests.values()].flatMap((request) => {
        const at = nextDueAt(request);
        return at === undefined || at > now ? [] : [{ id: request.id, at }];
      });
      const sorted = due.sort((one, other) => one.at.localeCompare(other.at));
      return Promise.resolve(sorted.slice(0, limit).map(({ id }) => id));
    },
    listBySubject: (name, page) => list(page, ({ subject }) => subjectKey(subject) === name),
    listByRequester: ({ teamId, userId }, page) =>
      list(page, ({ requester }) => requester.teamId === teamId && requester.userId === userId),
    listOpen: (page) => list(page, ({ status }) => ['pending', 'approved', 'running'].includes(status)),
    listAll: (page) => list(page, () => true),
    ping: () => Promise.resolve(),
  };
}

function newestFirst(one: Request, other: Request): number {
  return other.createdAt.localeCompare(one.createdAt) || other.id.localeCompare(one.id);
}
