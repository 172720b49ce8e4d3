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

/** Enough to finish the current call and to store the progress. */
const RESERVE_MS = 15_000;

/**
 * The function that does the work: acknowledged requests, due work, and the digest. `assemble` creates a bot. A bot
 * that was stopped at the time limit is not used again.
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
      // The digest has an invocation of its own. Other invocations process due work.
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
  /** Resolves when no work is in progress: a function's process is frozen when the invocation ends. */
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
