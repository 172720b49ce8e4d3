import type { FetchFunction, WebClient } from '@slack/web-api';
import type { Log } from '../../workflows/ports/log.js';
import type { Message } from '../blocks/kit/message.js';
import type { Sender } from '../payloads.js';
import { POST_AS_PLAIN_TEXT } from './client.js';
import { callSlack, slackErrorCode } from './errors.js';

/** Private answers to commands, presses and forms. */
export interface Replies {
  /**
   * Answers in place, visible to that user alone. If that is no longer possible, answers by direct message. Throws what
   * the direct message throws.
   */
  answer(sender: Sender, message: Message): Promise<void>;
  /** Puts a message in the place of the one that a button was pressed in. Whether it worked. */
  replace(sender: Sender, message: Message): Promise<boolean>;
}

export interface RepliesOptions {
  readonly client: WebClient;
  readonly fetch: FetchFunction;
  readonly log: Log;
}

export function createReplies({ client, fetch, log }: RepliesOptions): Replies {
  /** A `response_url` takes 5 posts within 30 minutes, also where the bot is no member. */
  async function respond(responseUrl: string, payload: object): Promise<boolean> {
    try {
      const { ok, status } = await fetch(responseUrl, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(payload),
      });
      if (!ok) log.info('response_url expired', { status });
      return ok;
    } catch (error) {
      log.info('a response_url does not answer', { error });
      return false;
    }
  }

  /** For forms, which have no `response_url`. Slack refuses where the bot or the person is not in the channel. */
  async function postEphemeral(channel: string, user: string, message: Message): Promise<boolean> {
    try {
      await client.chat.postEphemeral({ channel, user, ...message, parse: 'none' });
      return true;
    } catch (error) {
      log.info('a private answer in a channel failed', { channel, why: slackErrorCode(error) });
      return false;
    }
  }

  function answerInPlace({ responseUrl, channel, person }: Sender, message: Message): Promise<boolean> {
    if (responseUrl !== undefined) {
      return respond(responseUrl, { response_type: 'ephemeral', replace_original: false, ...message });
    }
    return channel === undefined ? Promise.resolve(false) : postEphemeral(channel, person.userId, message);
  }

  return {
    async answer(sender, message) {
      if (await answerInPlace(sender, message)) return;
      const channel = sender.person.userId;
      await callSlack('non-idempotent', () => client.chat.postMessage({ channel, ...message, ...POST_AS_PLAIN_TEXT }));
    },
    async replace({ responseUrl }, message) {
      return responseUrl !== undefined && (await respond(responseUrl, { replace_original: true, ...message }));
    },
  };
}
