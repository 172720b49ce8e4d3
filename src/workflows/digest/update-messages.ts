import {
  withAnnotations,
  withRendered,
  type DigestAnnotation,
  type DigestMessage,
} from '../../domain/digest/digest-message.js';
import { Conflict, NotFound, isPortFailure } from '../ports/errors.js';
import { retryOnConflict, retryWrite } from '../execution/retry-write.js';
import type { DigestAnnouncer, DigestStore } from '../ports/digest-store.js';
import type { Clock } from '../ports/clock-and-ids.js';
import type { Log } from '../ports/log.js';

export interface UpdateMessagesContext {
  readonly digestStore: DigestStore;
  readonly announcer: DigestAnnouncer;
  readonly clock: Clock;
  readonly log: Log;
}

/** Keeps the messages of the last digest in sync with the responses. Never throws port failures. */
export interface DigestMessageUpdater {
  /** Stores responses with the messages that they concern, and updates these. */
  addAnnotations(annotations: readonly DigestAnnotation[]): Promise<void>;
  /** Updates the messages that could not be updated before, by any process. Call it repeatedly. */
  syncPending(): Promise<void>;
}

const JITTER_KEY = 'digest-page';
/** The process that had to update the message may have died. Checking costs one read. */
const CHECK_INTERVAL_MS = 10 * 60_000;
const RETRY_AFTER_MS = 30_000;

export function createDigestMessageUpdater(context: UpdateMessagesContext): DigestMessageUpdater {
  let nextCheckAt = 0;

  async function logPortFailures(failureMessage: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!isPortFailure(error)) throw error;
      context.log.warn(failureMessage, { why: error.kind });
      nextCheckAt = Math.min(nextCheckAt, context.clock.now().getTime() + RETRY_AFTER_MS);
    }
  }

  return {
    addAnnotations: (annotations) =>
      logPortFailures('updating the responses in the digest failed', async () => {
        if (annotations.length === 0) return;
        for (const message of await context.digestStore.messages())
          await sync(context, await saveAnnotations(context, message, annotations));
      }),
    syncPending: () =>
      logPortFailures('updating the digest message failed', async () => {
        const now = context.clock.now().getTime();
        if (now < nextCheckAt) return;
        nextCheckAt = now + CHECK_INTERVAL_MS;
        for (const message of await context.digestStore.messages()) await sync(context, message);
      }),
  };
}

/** Adds answers to a page as it is stored now: others answer at the same time. */
function saveAnnotations(
  context: UpdateMessagesContext,
  message: DigestMessage,
  annotations: readonly DigestAnnotation[],
): Promise<DigestMessage> {
  return retryOnConflict(async (attempt) => {
    const current = attempt === 1 ? message : await reload(context, message);
    const next = current && withAnnotations(current, annotations);
    if (next === undefined) return current ?? message;
    await retryWrite(JITTER_KEY, () => context.digestStore.saveMessage(next));
    return next;
  });
}

/** Undefined when another digest has taken its place. */
async function reload(
  { digestStore }: UpdateMessagesContext,
  { message, page }: DigestMessage,
): Promise<DigestMessage | undefined> {
  const pages = await digestStore.messages();
  return pages.find((one) => one.page === page && one.message.ts === message.ts);
}

/**
 * Makes the message show the responses, then records it. If another process has added more responses, the message is
 * updated once more.
 */
async function sync(context: UpdateMessagesContext, message: DigestMessage): Promise<void> {
  if (message.renderedCount >= message.annotations.length) return;
  try {
    await context.announcer.update(message);
  } catch (error) {
    // The message no longer exists. Nothing remains to update.
    if (!(error instanceof NotFound)) throw error;
  }
  try {
    await retryWrite(JITTER_KEY, () =>
      context.digestStore.saveMessage(withRendered(message, message.annotations.length)),
    );
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const latest = await reload(context, message);
    if (latest !== undefined) await sync(context, latest);
  }
}
