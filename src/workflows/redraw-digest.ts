import { withAnswers, withDrawn, type ShownAnswer, type ShownPage } from './digest/shown.js';
import { Conflict, Gone, isPortFailure } from './errors.js';
import { insist } from './insist.js';
import type { DigestAnnouncer, DigestBook } from './digest/ports.js';
import type { Clock, Log } from './ports.js';

export interface RedrawWorld {
  readonly book: DigestBook;
  readonly announcer: DigestAnnouncer;
  readonly clock: Clock;
  readonly log: Log;
}

/** Keeps the messages of the last digest in step with what is answered. Never throws what ports throw. */
export interface Redrawing {
  /** Writes answers down beside the messages that they are about, and redraws these. */
  note(answers: readonly ShownAnswer[]): Promise<void>;
  /** Redraws what could not be redrawn before, by whatever process. To be called again and again. */
  tick(): Promise<void>;
}

const SEED = 'digest-page';
const WRITE_ATTEMPTS = 20;
/** Whoever was to redraw may have ended. Looking is one read. */
const LOOK_EVERY_MS = 10 * 60_000;
const TRY_AGAIN_MS = 30_000;

export function createRedrawing(world: RedrawWorld): Redrawing {
  let lookAt = 0;

  async function tolerant(doing: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!isPortFailure(error)) throw error;
      world.log.warn(doing, { why: error.kind });
      lookAt = Math.min(lookAt, world.clock.now().getTime() + TRY_AGAIN_MS);
    }
  }

  return {
    note: (answers) =>
      tolerant('answers could not be shown in the digest for now', async () => {
        if (answers.length === 0) return;
        for (const shown of await world.book.shownPages()) await redraw(world, await write(world, shown, answers));
      }),
    tick: () =>
      tolerant('the digest could not be redrawn for now', async () => {
        const now = world.clock.now().getTime();
        if (now < lookAt) return;
        lookAt = now + LOOK_EVERY_MS;
        for (const shown of await world.book.shownPages()) await redraw(world, shown);
      }),
  };
}

/** Adds answers to a page as it is stored now: others answer at the same time. */
async function write(world: RedrawWorld, shown: ShownPage, answers: readonly ShownAnswer[]): Promise<ShownPage> {
  let current: ShownPage | undefined = shown;
  for (let attempt = 1; current !== undefined && attempt <= WRITE_ATTEMPTS; attempt += 1) {
    const next = withAnswers(current, answers);
    if (next === undefined) return current;
    try {
      await insist(SEED, () => world.book.saveShown(next));
      return next;
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      current = await again(world, shown);
    }
  }
  return shown;
}

/** Undefined when another digest has taken its place. */
async function again({ book }: RedrawWorld, { message, page }: ShownPage): Promise<ShownPage | undefined> {
  const pages = await book.shownPages();
  return pages.find((one) => one.page === page && one.message.ts === message.ts);
}

/**
 * Makes the message show the answers, then says so. When it was redrawn meanwhile by somebody else, with more of them, it
 * stays owed and is drawn once more.
 */
async function redraw(world: RedrawWorld, shown: ShownPage): Promise<void> {
  if (shown.drawn >= shown.answers.length) return;
  try {
    await world.announcer.update(shown);
  } catch (error) {
    // There is no message any more: nothing is owed.
    if (!(error instanceof Gone)) throw error;
  }
  try {
    await insist(SEED, () => world.book.saveShown(withDrawn(shown, shown.answers.length)));
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const now = await again(world, shown);
    if (now !== undefined) await redraw(world, now);
  }
}
