import type { App } from '@slack/bolt';
import { createDigestAnnouncer } from './listeners/index.js';
import type { DigestBook } from './workflows/digest/ports.js';
import type { Schedule } from './workflows/digest/schedule.js';
import type { ShownAnswer } from './workflows/digest/shown.js';
import type { Directory } from './workflows/facts/directory.js';
import { OPERATIONS } from './workflows/operations/index.js';
import { createDailyDigest, type DigestWorld } from './workflows/post-digest.js';
import { createRedrawing } from './workflows/redraw-digest.js';

/** The digests of the digest channel; nothing happens where there is none. Failures are logged. */
export interface Digests {
  /** Makes and posts the digest of the day if it is due, unless this process is at it. Never rejects. */
  post(): Promise<void>;
  /** Begins to draw what is owed to the messages, unless this process is at it. */
  redraw(): void;
  /** Has the messages of the last digest show what was answered. */
  note(answers: readonly ShownAnswer[]): void;
}

export interface DigestDependencies extends Omit<DigestWorld, 'announcer' | 'stopping' | 'book' | 'schedule'> {
  readonly app: App;
  readonly directory: Directory;
  readonly ownerTag: string;
  readonly digest?: { readonly channel: string; readonly schedule: Schedule; readonly book: DigestBook };
}

export function createDigests(
  { app, digest, directory, ownerTag, ...dependencies }: DigestDependencies,
  stopping: AbortSignal,
  keepInHand: (work: Promise<void>) => Promise<void>,
): Digests {
  if (digest === undefined) return { post: () => Promise.resolve(), redraw: () => undefined, note: () => undefined };
  const { channel, ...due } = digest;
  const announcer = createDigestAnnouncer({ client: app.client, channel, directory, ownerTag, operations: OPERATIONS });
  const world = { ...dependencies, ...due, announcer, stopping };
  const redrawing = createRedrawing(world);
  const post = onceAtATime(createDailyDigest(world));
  const redraw = onceAtATime(() => redrawing.tick());

  function begin(doing: string, work: Promise<void>): Promise<void> {
    return keepInHand(work.catch((error: unknown) => dependencies.log.error(`${doing} failed`, { error })));
  }

  return {
    post: () => begin('the daily digest', post()),
    redraw: () => void begin('redrawing the digest', redraw()),
    note: (answers) => void begin('showing answers in the digest', redrawing.note(answers)),
  };
}

/** Leaves out what is called for while it is at it. */
function onceAtATime(work: () => Promise<void>): () => Promise<void> {
  let isAtIt = false;
  return async () => {
    if (isAtIt) return;
    isAtIt = true;
    try {
      await work();
    } finally {
      isAtIt = false;
    }
  };
}
