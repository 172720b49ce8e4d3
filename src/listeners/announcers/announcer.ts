import type { WebClient } from '@slack/web-api';
import { UnknownOutcome } from '../../workflows/ports/errors.js';
import type { Directory } from '../../domain/model/directory.js';
import type { Announcer } from '../../workflows/ports/announcer.js';
import { isForChannel, triggerEventOf } from '../../domain/request/notifications.js';
import type { NoticeKey, Request, RequestEvent } from '../../domain/request/types.js';
import {
  isExpirationEvent,
  expirationNotice,
  approverReminder,
  requesterNotice,
  stageNotice,
} from '../blocks/request/notices.js';
import type { Message } from '../blocks/kit/message.js';
import { requestMessage } from '../blocks/request/message.js';
import { POST_AS_PLAIN_TEXT } from '../slack/client.js';
import { callSlack } from '../slack/errors.js';

export interface AnnouncerOptions {
  readonly client: WebClient;
  /** The id of the channel that requests are posted in. */
  readonly approvalsChannel: string;
  readonly directory: Directory;
  /** The request is shown in another state. */
  readonly onChange?: () => void;
}

/** Shows requests in Slack. A post whose answer was lost throws `UnknownOutcome`: a second one is a second message. */
export function createAnnouncer({ client, approvalsChannel, directory, onChange }: AnnouncerOptions): Announcer {
  /** The thread of the request's message, or the direct messages of the requester. */
  function findPlace(
    notice: NoticeKey,
    { notifications, requester }: Request,
  ): { channel: string; thread_ts?: string } {
    if (!isForChannel(notice)) return { channel: requester.userId };
    const { message } = notifications;
    return message === undefined ? { channel: approvalsChannel } : { channel: message.channel, thread_ts: message.ts };
  }

  return {
    async post(request) {
      const message = requestMessage(request, directory);
      const { channel, ts } = await callSlack('non-idempotent', () =>
        client.chat.postMessage({ channel: approvalsChannel, ...message, ...POST_AS_PLAIN_TEXT }),
      );
      if (channel === undefined || ts === undefined) throw new UnknownOutcome('Slack returned no message location');
      onChange?.();
      return { channel, ts };
    },
    async update({ channel, ts }, request) {
      const message = requestMessage(request, directory);
      // Without `parse` an update is parsed as `client`, whatever the post used. (M: chat.update)
      await callSlack('idempotent', () => client.chat.update({ channel, ts, ...message, parse: 'none' }));
      onChange?.();
    },
    async notify(notice, request) {
      const event = triggerEventOf(notice, request);
      if (event === undefined) return;
      const place = findPlace(notice, request);
      await callSlack('non-idempotent', () =>
        client.chat.postMessage({ ...place, ...toNotice(request, event), ...POST_AS_PLAIN_TEXT }),
      );
    },
  };
}

function toNotice(request: Request, event: RequestEvent): Message {
  if (event.type === 'reminded') return approverReminder(request);
  if (event.type === 'stage-announced') return stageNotice(request, event);
  return isExpirationEvent(event) ? expirationNotice(request, event) : requesterNotice(request, event);
}
