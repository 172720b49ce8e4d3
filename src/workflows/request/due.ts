import { nextTask } from './next-task.js';
import type { Request } from './types.js';

/**
 * The earliest moment at which something is to be done about a request; undefined when never. While a process holds it,
 * that is the end of the lease: until then there is nothing for anybody else to do.
 */
export function dueAt(request: Request): string | undefined {
  if (request.lease !== undefined) return request.lease.until;
  // Asked at its last change, the request tells what was left to do then.
  const lastChange = request.history.at(-1)?.at ?? request.createdAt;
  const task = nextTask(request, lastChange);
  return task.kind === 'rest' ? task.until : lastChange;
}
