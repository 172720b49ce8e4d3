import type { WebClient } from '@slack/web-api';
import { Gone, UnknownOutcome } from '../workflows/errors.js';
import type { DigestAnnouncer } from '../workflows/ports.js';
import { digestPages, type DigestOptions } from './blocks/digest/pages.js';
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
      return { channel, ts };
    },
  };
}
