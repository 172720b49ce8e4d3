import type { App, Receiver } from '@slack/bolt';
import type { SlackBody } from '../server/slack-body.js';

/** What a listener acknowledged with: nothing, a text, a message, or the response to a form. */
export interface Acknowledgement {
  readonly response: unknown;
}

/**
 * A receiver for functions that stop when they have answered. Listeners acknowledge first and work afterwards; here the two
 * halves are apart, so that each can have a process of its own.
 */
export interface SplitReceiver extends Receiver {
  /** Runs listeners up to their acknowledgement and no further. Resolves with undefined where none acknowledges. */
  acknowledge(body: SlackBody): Promise<Acknowledgement | undefined>;
  /** Runs listeners to the end. Their acknowledgement was sent before. */
  process(body: SlackBody): Promise<void>;
}

export function createSplitReceiver(): SplitReceiver {
  let app: App | undefined;

  function requireApp(): App {
    if (app === undefined) throw new Error('the receiver belongs to no app');
    return app;
  }

  return {
    init(boltApp) {
      app = boltApp;
    },
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    acknowledge: (body) =>
      new Promise((resolve, reject) => {
        // A listener that waits for its acknowledgement forever goes no further: `process` does the rest.
        function ack(response: unknown): Promise<never> {
          resolve({ response });
          return new Promise(() => undefined);
        }
        requireApp()
          .processEvent({ body, ack })
          .then(() => resolve(undefined), reject);
      }),
    process: (body) => requireApp().processEvent({ body, ack: () => Promise.resolve() }),
  };
}
