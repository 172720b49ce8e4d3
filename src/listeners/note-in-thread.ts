import type { MessageRef } from '../workflows/request/types.js';
import type { Message } from './blocks/message.js';
import type { Desk } from './desk.js';
import { PLAINLY } from './plainly.js';
import { callSlack } from './slack-errors.js';

/** Tells an answer to a digest in its thread. The answer counts whether it could be told or not. */
export async function noteInThread(
  { client, log }: Desk,
  thread: MessageRef | undefined,
  note: Message | undefined,
): Promise<void> {
  if (thread === undefined || note === undefined) return;
  try {
    const { channel, ts: thread_ts } = thread;
    await callSlack('post', () => client.chat.postMessage({ channel, thread_ts, ...note, ...PLAINLY }));
  } catch (error) {
    log.warn('an answer to a digest could not be told in its thread', { channel: thread.channel, error });
  }
}
