import { subjectName } from '../../src/workflows/facts/subject.js';
import { Conflict, Refused } from '../../src/workflows/errors.js';
import type { Page, PageOf, RequestStore } from '../../src/workflows/ports.js';
import { dueAt } from '../../src/workflows/request/due.js';
import { summaryOf } from '../../src/workflows/request/summary.js';
import type { Request, RequestSummary } from '../../src/workflows/request/types.js';

/** `RequestStore` in memory, for the tests of what stands above the port. Held to the same contract as DynamoDB's. */
export function createInMemoryRequestStore(): RequestStore {
  const requests = new Map<string, Request>();
  const written = new Map<string, Request>();

  function list(page: PageOf, matches: (request: Request) => boolean): Promise<Page<RequestSummary>> {
    const { limit, cursor = '' } = page;
    if (cursor !== '' && !requests.has(cursor)) {
      return Promise.reject(new Refused('invalid-cursor', 'this page of the list is not known'));
    }
    const all = [...requests.values()].filter(matches).sort(newestFirst);
    const start = all.findIndex(({ id }) => id === cursor) + 1;
    const items = all.slice(start, start + limit).map(summaryOf);
    const last = items.at(-1);
    return Promise.resolve(last !== undefined && start + limit < all.length ? { items, cursor: last.id } : { items });
  }

  function write(request: Request, isAsBelieved: boolean): Promise<void> {
    if (!isAsBelieved && written.get(request.id) !== request) {
      return Promise.reject(new Conflict('it was changed by somebody else'));
    }
    requests.set(request.id, structuredClone(request));
    written.set(request.id, request);
    return Promise.resolve();
  }

  return {
    create: (request) => write(request, !requests.has(request.id)),
    load: (id) => Promise.resolve(structuredClone(requests.get(id))),
    save: (request) => write(request, requests.get(request.id)?.version === request.version - 1),
    due(now, limit) {
      const due = [...requests.values()].flatMap((request) => {
        const at = dueAt(request);
        return at === undefined || at > now ? [] : [{ id: request.id, at }];
      });
      const sorted = due.sort((one, other) => one.at.localeCompare(other.at));
      return Promise.resolve(sorted.slice(0, limit).map(({ id }) => id));
    },
    bySubject: (name, page) => list(page, ({ subject }) => subjectName(subject) === name),
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
