import { trackListeners, type Bot } from '../bot.js';
import { work } from './events.js';
import type { SplitReceiver } from './receiver.js';

export interface WorkerBot {
  readonly receiver: Pick<SplitReceiver, 'carryOut'>;
  readonly bot: Bot;
}

/** The part of Lambda's context that is used. */
export interface Invocation {
  getRemainingTimeInMillis(): number;
}

/** Enough to finish the call in hand and to write down where it is. */
const RESERVE_MS = 15_000;

/**
 * The function that does the work: what Slack's function has acknowledged, whatever is due, and the digest. `assemble` makes a bot;
 * one that was stopped for want of time is not used again.
 */
export function createWorkerFunction(
  assemble: () => Promise<WorkerBot>,
): (event: unknown, invocation: Invocation) => Promise<void> {
  let assembled: Promise<Worker> | undefined;

  return async (event, invocation) => {
    const task = work.parse(event);
    assembled ??= workerOf(assemble()).catch((error: unknown) => {
      assembled = undefined;
      throw error;
    });
    const { receiver, steward, finish } = await assembled;
    const timer = setTimeout(
      () => {
        assembled = undefined;
        void steward.stop();
      },
      Math.max(0, invocation.getRemainingTimeInMillis() - RESERVE_MS),
    );
    try {
      if (task.kind === 'digest') await steward.postDigest();
      if (task.kind === 'slack') await receiver.carryOut(task.body);
      await finish();
      // The digest has an invocation of its own; what is due is the others'.
      while (task.kind !== 'digest' && hasTime(invocation) && (await steward.poll()) > 0) await finish();
    } finally {
      clearTimeout(timer);
    }
  };
}

function hasTime(invocation: Invocation): boolean {
  return invocation.getRemainingTimeInMillis() > 2 * RESERVE_MS;
}

interface Worker {
  readonly receiver: WorkerBot['receiver'];
  readonly steward: Bot['steward'];
  /** Resolves when nothing is in hand: a function's process is frozen when it ends. */
  finish(): Promise<void>;
}

async function workerOf(assembling: Promise<WorkerBot>): Promise<Worker> {
  const { receiver, bot } = await assembling;
  const listenersEnded = trackListeners(bot.app);
  return {
    receiver,
    steward: bot.steward,
    async finish() {
      await listenersEnded();
      await bot.steward.settle();
    },
  };
}
