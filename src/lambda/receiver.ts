import type { App, Receiver } from '@slack/bolt';

/** A request of Slack's, parsed: what Bolt calls the body. */
export type SlackBody = Readonly<Record<string, unknown>>;

/** What a listener has said to Slack with its acknowledgement: nothing, a text, or a message or an answer to a form. */
export interface Acknowledgement {
  readonly answer: unknown;
}

/**
 * A receiver for functions that stop when they have answered. Listeners acknowledge first and work afterwards; here the two
 * halves are apart, so that each can have a process of its own.
 */
export interface SplitReceiver extends Receiver {
  /** Runs listeners up to their acknowledgement and no further. Resolves with undefined where none acknowledges. */
  acknowledge(body: SlackBody): Promise<Acknowledgement | undefined>;
  /** Runs listeners to the end. What they acknowledge has been said already. */
  carryOut(body: SlackBody): Promise<void>;
}

export function createSplitReceiver(): SplitReceiver {
  let app: App | undefined;

  function appOf(): App {
    if (app === undefined) throw new Error('the receiver belongs to no app');
    return app;
  }

  return {
    init(given) {
      app = given;
    },
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    acknowledge: (body) =>
      new Promise((resolve, reject) => {
        // A listener that waits for its acknowledgement forever goes no further: the rest is for `carryOut`.
        function ack(answer: unknown): Promise<never> {
          resolve({ answer });
          return new Promise(() => undefined);
        }
        appOf()
          .processEvent({ body, ack })
          .then(() => resolve(undefined), reject);
      }),
    carryOut: (body) => appOf().processEvent({ body, ack: () => Promise.resolve() }),
  };
}
