import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { DigestAnnouncer } from '../workflows/digest/ports.js';
import { Gone, UnknownOutcome } from '../workflows/errors.js';
import { answeredMessage } from './blocks/digest/answered.js';
import { digestPages, type DigestOptions } from './blocks/digest/pages.js';
import type { Message } from './blocks/message.js';
import { PLAINLY } from './plainly.js';
import { callSlack } from './slack-errors.js';

export interface DigestAnnouncerOptions extends DigestOptions {
  readonly client: WebClient;
  /** The id of the channel that digests are posted in. */
  readonly channel: string;
}

/** Shows digests in Slack. */
export function createDigestAnnouncer({ client, channel: home, ...options }: DigestAnnouncerOptions): DigestAnnouncer {
  return {
    pages: (digest) => digestPages(digest, options).length,
    async post(digest, page, thread) {
      const message = digestPages(digest, options)[page];
      if (message === undefined) throw new Gone(`the digest has no page ${String(page)}`);
      const place = thread === undefined ? { channel: home } : { channel: thread.channel, thread_ts: thread.ts };
      const { channel, ts } = await callSlack('post', () =>
        client.chat.postMessage({ ...place, ...message, ...PLAINLY }),
      );
      if (channel === undefined || ts === undefined) throw new UnknownOutcome('Slack did not say where it posted');
      return { message: { channel, ts }, content: JSON.stringify(message) };
    },
    async update({ message: { channel, ts }, content, answers }) {
      const message = answeredMessage(posted(content), answers, options.directory);
      await callSlack('repeatable', () => client.chat.update({ channel, ts, ...message, parse: 'none' }));
    },
  };
}

const content = z.object({
  text: z.string(),
  blocks: z.array(z.custom<KnownBlock>((block) => z.object({ type: z.string() }).safeParse(block).success)),
});

/** What was posted; written by this very file, if perhaps by an older version of it. */
function posted(json: string): Message {
  return content.parse(JSON.parse(json));
}
