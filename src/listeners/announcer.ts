import type { WebClient } from '@slack/web-api';
import { UnknownOutcome } from '../workflows/errors.js';
import type { Directory } from '../workflows/facts/directory.js';
import type { Announcer } from '../workflows/ports.js';
import { isForChannel, occasionOf } from '../workflows/request/owed.js';
import type { NoticeKey, Request, RequestEvent } from '../workflows/request/types.js';
import { isOfLimit, limitNotice } from './blocks/limit-notice.js';
import { approverReminder, requesterNotice } from './blocks/notices.js';
import { rungNotice } from './blocks/rung-notice.js';
import type { Message } from './blocks/message.js';
import { requestMessage } from './blocks/request-message.js';
import { PLAINLY } from './plainly.js';
import { callSlack } from './slack-errors.js';

export interface AnnouncerOptions {
  readonly client: WebClient;
  /** The id of the channel that requests are posted in. */
  readonly approvalsChannel: string;
  readonly directory: Directory;
  /** A request is shown otherwise than before. */
  readonly onChange?: () => void;
}

/** Shows requests in Slack. A post whose answer was lost throws `UnknownOutcome`: a second one is a second message. */
export function createAnnouncer({ client, approvalsChannel, directory, onChange }: AnnouncerOptions): Announcer {
  /** The thread of the request's message, or the conversation with whoever asked. */
  function placeOf(notice: NoticeKey, { announced, requester }: Request): { channel: string; thread_ts?: string } {
    if (!isForChannel(notice)) return { channel: requester.userId };
    const { message } = announced;
    return message === undefined ? { channel: approvalsChannel } : { channel: message.channel, thread_ts: message.ts };
  }

  return {
    async post(request) {
      const message = requestMessage(request, directory);
      const { channel, ts } = await callSlack('post', () =>
        client.chat.postMessage({ channel: approvalsChannel, ...message, ...PLAINLY }),
      );
      if (channel === undefined || ts === undefined) throw new UnknownOutcome('Slack did not say where it posted');
      onChange?.();
      return { channel, ts };
    },
    async update({ channel, ts }, request) {
      const message = requestMessage(request, directory);
      // Without `parse` an update would be parsed by `client`, whatever was posted with. (M: chat.update)
      await callSlack('repeatable', () => client.chat.update({ channel, ts, ...message, parse: 'none' }));
      onChange?.();
    },
    async tell(notice, request) {
      const event = occasionOf(notice, request);
      if (event === undefined) return;
      const place = placeOf(notice, request);
      await callSlack('post', () => client.chat.postMessage({ ...place, ...noticeOf(request, event), ...PLAINLY }));
    },
  };
}

function noticeOf(request: Request, event: RequestEvent): Message {
  if (event.type === 'reminded') return approverReminder(request);
  if (event.type === 'rung-announced') return rungNotice(request, event);
  return isOfLimit(event) ? limitNotice(request, event) : requesterNotice(request, event);
}
