import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { DigestAnnouncer } from '../../workflows/ports/digest-store.js';
import { NotFound, UnknownOutcome } from '../../workflows/ports/errors.js';
import { annotatedMessage } from '../blocks/digest/annotated.js';
import { digestPages, type DigestOptions } from '../blocks/digest/pages.js';
import type { Message } from '../blocks/kit/message.js';
import { POST_AS_PLAIN_TEXT } from '../slack/client.js';
import { callSlack } from '../slack/errors.js';

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
      if (message === undefined) throw new NotFound(`the digest has no page ${String(page)}`);
      const place = thread === undefined ? { channel: home } : { channel: thread.channel, thread_ts: thread.ts };
      const { channel, ts } = await callSlack('non-idempotent', () =>
        client.chat.postMessage({ ...place, ...message, ...POST_AS_PLAIN_TEXT }),
      );
      if (channel === undefined || ts === undefined) throw new UnknownOutcome('Slack returned no message location');
      return { message: { channel, ts }, content: JSON.stringify(message) };
    },
    async update({ message: { channel, ts }, content, annotations }) {
      const message = annotatedMessage(postedSchema(content), annotations, options.directory);
      await callSlack('idempotent', () => client.chat.update({ channel, ts, ...message, parse: 'none' }));
    },
  };
}

const withContentLimits = z.object({
  text: z.string(),
  blocks: z.array(z.custom<KnownBlock>((block) => z.object({ type: z.string() }).safeParse(block).success)),
});

/** What was posted. Written by this file, perhaps in an older version. */
function postedSchema(json: string): Message {
  return withContentLimits.parse(JSON.parse(json));
}
