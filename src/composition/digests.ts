import type { App } from '@slack/bolt';
import { createDigestAnnouncer } from '../listeners/index.js';
import type { DigestStore } from '../workflows/ports/digest-store.js';
import type { Schedule } from '../domain/digest/schedule.js';
import type { DigestAnnotation } from '../domain/digest/digest-message.js';
import type { Directory } from '../domain/model/directory.js';
import { OPERATIONS } from '../domain/operations/registry.js';
import { createDailyDigestJob, type DigestContext } from '../workflows/digest/post-digest.js';
import { createDigestMessageUpdater } from '../workflows/digest/update-messages.js';

/** The digests of the digest channel. Does nothing without one. Failures are logged. */
export interface DigestJobs {
  /** Makes and posts the digest of the day if it is due, unless this process is at it. Never rejects. */
  postIfDue(): Promise<void>;
  /** Starts updating the messages with pending responses, unless this process is already doing so. */
  syncMessages(): void;
  /** Shows responses in the messages of the last digest. */
  addAnnotations(annotations: readonly DigestAnnotation[]): void;
}

export interface DigestDependencies extends Omit<
  DigestContext,
  'announcer' | 'shutdownSignal' | 'digestStore' | 'schedule'
> {
  readonly app: App;
  readonly directory: Directory;
  readonly ownerTag: string;
  readonly digest?: { readonly channel: string; readonly schedule: Schedule; readonly digestStore: DigestStore };
}

export function createDigestJobs(
  { app, digest, directory, ownerTag, ...dependencies }: DigestDependencies,
  shutdownSignal: AbortSignal,
  track: (work: Promise<void>) => Promise<void>,
): DigestJobs {
  if (digest === undefined)
    return { postIfDue: () => Promise.resolve(), syncMessages: () => undefined, addAnnotations: () => undefined };
  const { channel, ...leaseOptions } = digest;
  const announcer = createDigestAnnouncer({ client: app.client, channel, directory, ownerTag, operations: OPERATIONS });
  const context = { ...dependencies, ...leaseOptions, announcer, shutdownSignal };
  const messageUpdater = createDigestMessageUpdater(context);
  const post = singleFlight(createDailyDigestJob(context));
  const sync = singleFlight(() => messageUpdater.syncPending());

  function runLogged(jobName: string, work: Promise<void>): Promise<void> {
    return track(work.catch((error: unknown) => dependencies.log.error(`${jobName} failed`, { error })));
  }

  return {
    postIfDue: () => runLogged('the daily digest', post()),
    syncMessages: () => void runLogged('redrawing the digest', sync()),
    addAnnotations: (annotations) =>
      void runLogged('showing answers in the digest', messageUpdater.addAnnotations(annotations)),
  };
}

/** Drops calls while one is running. */
function singleFlight(work: () => Promise<void>): () => Promise<void> {
  let isRunning = false;
  return async () => {
    if (isRunning) return;
    isRunning = true;
    try {
      await work();
    } finally {
      isRunning = false;
    }
  };
}
