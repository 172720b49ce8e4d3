import type { MessageRef, Request } from '../../domain/request/types.js';
import type { Message } from '../blocks/kit/message.js';
import type { ListenerContext } from '../context.js';
import { POST_AS_PLAIN_TEXT } from './client.js';
import { callSlack, slackErrorCode } from './errors.js';

/** The address of a request's message. An answer without it is still an answer. */
export async function getPermalink(
  { client, log }: ListenerContext,
  request: Request | undefined,
): Promise<string | undefined> {
  const message = request?.notifications.message;
  if (request === undefined || message === undefined) return undefined;
  try {
    const { permalink } = await client.chat.getPermalink({ channel: message.channel, message_ts: message.ts });
    return permalink;
  } catch (error) {
    log.info('no link to the message of a request', { requestId: request.id, why: slackErrorCode(error) });
    return undefined;
  }
}

/** Posts the result of a response in the digest's thread. The response counts whether that succeeds or not. */
export async function postInThread(
  { client, log }: ListenerContext,
  thread: MessageRef | undefined,
  message: Message | undefined,
): Promise<void> {
  if (thread === undefined || message === undefined) return;
  try {
    const { channel, ts: thread_ts } = thread;
    await callSlack('non-idempotent', () =>
      client.chat.postMessage({ channel, thread_ts, ...message, ...POST_AS_PLAIN_TEXT }),
    );
  } catch (error) {
    log.warn('posting a digest response in its thread failed', { channel: thread.channel, error });
  }
}
