import { omitUndefined } from '../../domain/model/omit-undefined.js';
import { subjectKey } from '../../domain/model/subject.js';
import type { RequestStore } from '../ports/request-store.js';
import type { Request } from '../../domain/request/types.js';

/** Returns all requests about a subject in their latest version, since an index may lag. */
export async function loadRequestsAbout(
  { store }: { readonly store: Pick<RequestStore, 'listBySubject' | 'load'> },
  { subject }: Pick<Request, 'subject'>,
): Promise<Request[]> {
  const found: Request[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.listBySubject(subjectKey(subject), {
      limit: 50,
      ...omitUndefined({ cursor }),
    });
    const loaded = await Promise.all(page.items.map(({ id }) => store.load(id)));
    found.push(...loaded.flatMap((request) => request ?? []));
    ({ cursor } = page);
  } while (cursor !== undefined);
  return found;
}
