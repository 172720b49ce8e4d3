import { trackListeners, type Bot } from '../composition/assemble-bot.js';
import { readSlackBody, type SlackBody } from '../server/slack-body.js';
import { isSignedBySlack } from '../server/slack-signature.js';
import type { Clock } from '../workflows/ports/clock-and-ids.js';
import { workerInput, type WorkerEvent } from './events.js';
import type { SplitReceiver } from './receiver.js';

export interface WorkerOptions {
  /** Creates a bot. */
  readonly assemble: () => Promise<BotAssembly>;
  readonly signingSecret: string;
  readonly clock: Clock;
}

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

/** The longest time that an invocation waits: `MaximumEventAgeInSeconds` in the template. */
const MAX_QUEUE_MS = 300_000;

/**
 * The function that does the work: acknowledged requests, due work, and the digest. A bot that was stopped at the time
 * limit is not used again.
 */
export function createWorkerFunction({
  assemble,
  ...verification
}: WorkerOptions): (event: unknown, invocation: Invocation) => Promise<void> {
  let worker: Promise<Worker> | undefined;

  return async (event, invocation) => {
    const task = workerInput.parse(event);
    const body = task.kind === 'slack' ? readSignedBody(task, verification) : undefined;
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
      if (body !== undefined) await receiver.process(body);
      await finish();
      // The digest has an invocation of its own. Other invocations process due work.
      while (task.kind !== 'digest' && hasTimeLeft(invocation) && (await steward.poll()) > 0) await finish();
    } finally {
      clearTimeout(timer);
    }
  };
}

/**
 * The payload of a request that Slack signed, at most ten minutes ago: five when it was acknowledged, and five in the
 * queue. Throws for any other, which reports it as lost work.
 */
function readSignedBody(
  { body: raw, contentType, ...signature }: WorkerEvent,
  { signingSecret, clock }: Omit<WorkerOptions, 'assemble'>,
): SlackBody {
  const now = clock.now();
  const acknowledgedAt = new Date(now.getTime() - MAX_QUEUE_MS);
  const isSigned = [now, acknowledgedAt].some((at) => isSignedBySlack(raw, signature, signingSecret, at));
  const body = isSigned ? readSlackBody(raw, contentType) : undefined;
  if (body === undefined) throw new Error('the invocation holds no request that Slack signed within ten minutes');
  return body;
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
