import { Denied, Gone, isPortFailure, Throttled } from './errors.js';
import { backoffMs } from './request/backoff.js';
import { owed } from './request/owed.js';
import { later } from './request/times.js';
import type { Announced, MessageRef, NoticeKey, Request } from './request/types.js';
import { nowOf, type World } from './world.js';

/**
 * Drives what Slack shows to the record: posts or updates the request's message, and sends the notices that are owed.
 * Safe to run again at any time. Never throws what Slack does: a failure is kept with the time to try again.
 */
export async function announceRequest(world: World, request: Request): Promise<Announced> {
  let announced = request.announced;
  try {
    if (owed(request).message) announced = await showMessage(world, request);
    for (const notice of owed(request).notices) announced = await tell(world, request, notice, announced);
    return succeeded(announced);
  } catch (error) {
    return failed(world, request, announced, error);
  }
}

async function showMessage(world: World, request: Request): Promise<Announced> {
  const { announced, revision } = request;
  const message = await postOrUpdate(world, request);
  const at = nowOf(world);
  return { ...announced, shown: revision, shownAt: at, ...(message === undefined ? {} : { message }) };
}

async function postOrUpdate(world: World, request: Request): Promise<MessageRef | undefined> {
  const { message } = request.announced;
  if (message === undefined) return world.announcer.post(request);
  try {
    await world.announcer.update(message, request);
    return message;
  } catch (error) {
    if (!(error instanceof Gone)) throw error;
    world.log.warn('the message of a request is gone', { requestId: request.id, channel: message.channel });
    // Somebody deleted it. One that can still be acted on is posted again; the record of a finished one stays as it is.
    return isOpen(request) ? world.announcer.post(request) : message;
  }
}

async function tell(world: World, request: Request, notice: NoticeKey, before: Announced): Promise<Announced> {
  const announced = { ...before, told: [...before.told, notice] };
  try {
    await world.announcer.tell(notice, request);
  } catch (error) {
    // A person who cannot be written to must not keep the others from being told.
    if (!(error instanceof Gone || error instanceof Denied)) throw error;
    world.log.warn('a notice could not be delivered', { requestId: request.id, notice, why: error.kind });
  }
  return announced;
}

function succeeded({ message, shown, shownAt, told }: Announced): Announced {
  return {
    shown,
    told,
    failures: 0,
    ...(message === undefined ? {} : { message }),
    ...(shownAt === undefined ? {} : { shownAt }),
  };
}

function failed(world: World, request: Request, announced: Announced, error: unknown): Announced {
  if (!isPortFailure(error)) throw error;
  const failures = announced.failures + 1;
  const wait = (error instanceof Throttled ? error.retryAfterMs : undefined) ?? backoffMs(failures, request.id);
  world.log.warn('Slack could not be told about a request', { requestId: request.id, why: error.kind, failures });
  return { ...announced, failures, problem: error.message, retryAt: later(nowOf(world), wait) };
}

function isOpen({ status }: Request): boolean {
  return status === 'pending' || status === 'approved' || status === 'running' || status === 'failed';
}
