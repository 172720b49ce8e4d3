import type { App, Receiver } from '@slack/bolt';
import { z } from 'zod';

/** A request of Slack's, parsed: what Bolt calls the body. */
export type SlackBody = Readonly<Record<string, unknown>>;

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
        // A listener that waits for its acknowledgement forever goes no further: the rest is for `carryOut`.
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

const object = z.record(z.string(), z.unknown());

/**
 * A request of Slack: a form, which for interactions has JSON in `payload`, or JSON for events. `undefined` for
 * anything else. (docs: "Handling user interaction", "The Events API")
 */
export function readSlackBody(raw: string, contentType: string): SlackBody | undefined {
  const [type] = contentType.split(';');
  if (type?.trim().toLowerCase() === 'application/json') return fromJson(raw);
  if (type?.trim().toLowerCase() !== 'application/x-www-form-urlencoded') return undefined;
  const fields = new URLSearchParams(raw);
  const payload = fields.get('payload');
  return payload === null ? Object.fromEntries(fields) : fromJson(payload);
}

function fromJson(text: string): SlackBody | undefined {
  try {
    return object.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
