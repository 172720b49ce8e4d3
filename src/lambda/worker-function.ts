import { trackListeners, type Bot } from '../composition/assemble-bot.js';
import { workerInput } from './events.js';
import type { SplitReceiver } from './receiver.js';

export interface BotAssembly {
  readonly receiver: Pick<SplitReceiver, 'process'>;
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
  assemble: () => Promise<BotAssembly>,
): (event: unknown, invocation: Invocation) => Promise<void> {
  let worker: Promise<Worker> | undefined;

  return async (event, invocation) => {
    const task = workerInput.parse(event);
    worker ??= createWorker(assemble()).catch((error: unknown) => {
      worker = undefined;
      throw error;
    });
    const { receiver, steward, finish } = await worker;
    const timer = setTimeout(
      () => {
        worker = undefined;
        void steward.stop();
      },
      Math.max(0, invocation.getRemainingTimeInMillis() - RESERVE_MS),
    );
    try {
      if (task.kind === 'digest') await steward.postDigest();
      if (task.kind === 'slack') await receiver.process(task.body);
      await finish();
      // The digest has an invocation of its own; what is due is the others'.
      while (task.kind !== 'digest' && hasTimeLeft(invocation) && (await steward.poll()) > 0) await finish();
    } finally {
      clearTimeout(timer);
    }
  };
}

function hasTimeLeft(invocation: Invocation): boolean {
  return invocation.getRemainingTimeInMillis() > 2 * RESERVE_MS;
}

interface Worker {
  readonly receiver: BotAssembly['receiver'];
  readonly steward: Bot['steward'];
  /** Resolves when nothing is in hand: a function's process is frozen when it ends. */
  finish(): Promise<void>;
}

async function createWorker(assembly: Promise<BotAssembly>): Promise<Worker> {
  const { receiver, bot } = await assembly;
  const listenersEnded = trackListeners(bot.app);
  return {
    receiver,
    steward: bot.steward,
    async finish() {
      await listenersEnded();
      await bot.steward.whenIdle();
    },
  };
}
