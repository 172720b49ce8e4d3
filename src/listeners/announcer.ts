import type { WebClient } from '@slack/web-api';
import { UnknownOutcome } from '../workflows/errors.js';
import type { Directory } from '../workflows/facts/directory.js';
import type { Announcer } from '../workflows/ports.js';
import { occasionOf } from '../workflows/request/owed.js';
import { approverReminder, requesterNotice } from './blocks/notices.js';
import { requestMessage } from './blocks/request-message.js';
import { PLAINLY } from './plainly.js';
import { callSlack } from './slack-errors.js';

export interface AnnouncerOptions {
  readonly client: WebClient;
  /** The id of the channel that requests are posted in. */
  readonly approvalsChannel: string;
  readonly directory: Directory;
}

/** Shows requests in Slack. A post whose answer was lost throws `UnknownOutcome`: a second one is a second message. */
export function createAnnouncer({ client, approvalsChannel, directory }: AnnouncerOptions): Announcer {
  return {
    async post(request) {
      const message = requestMessage(request, directory);
      const { channel, ts } = await callSlack('post', () =>
        client.chat.postMessage({ channel: approvalsChannel, ...message, ...PLAINLY }),
      );
      if (channel === undefined || ts === undefined) throw new UnknownOutcome('Slack did not say where it posted');
      return { channel, ts };
    },
    async update({ channel, ts }, request) {
      const message = requestMessage(request, directory);
      // Without `parse` an update would be parsed by `client`, whatever was posted with. (M: chat.update)
      await callSlack('repeatable', () => client.chat.update({ channel, ts, ...message, parse: 'none' }));
    },
    async tell(notice, request) {
      const event = occasionOf(notice, request);
      if (event === undefined) return;
      if (event.type !== 'reminded') {
        const message = requesterNotice(request, event);
        const channel = request.requester.userId;
        await callSlack('post', () => client.chat.postMessage({ channel, ...message, ...PLAINLY }));
        return;
      }
      const place = request.announced.message;
      const thread =
        place === undefined ? { channel: approvalsChannel } : { channel: place.channel, thread_ts: place.ts };
      await callSlack('post', () => client.chat.postMessage({ ...thread, ...approverReminder(request), ...PLAINLY }));
    },
  };
}
