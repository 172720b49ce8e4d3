import type { Request } from '../workflows/request/types.js';
import type { Desk } from './desk.js';
import { refusalOf } from './slack-errors.js';

/** The address of a request's message. An answer without it is still an answer. */
export async function permalinkOf({ client, log }: Desk, request: Request | undefined): Promise<string | undefined> {
  const message = request?.announced.message;
  if (request === undefined || message === undefined) return undefined;
  try {
    const { permalink } = await client.chat.getPermalink({ channel: message.channel, message_ts: message.ts });
    return permalink;
  } catch (error) {
    log.info('no link to the message of a request', { requestId: request.id, why: refusalOf(error) });
    return undefined;
  }
}
