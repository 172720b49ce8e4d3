import { z } from 'zod';
import { flag } from './api/arguments.js';
import { addMessage, checkContent, updateMessage } from './api/chat.js';
import type { Core } from './core.js';
import { SlackError } from './slack-error.js';
import type { ResponseOrigin } from './response-urls.js';
import type { Message } from './state/entities.js';

/** Responses to a user's action: in the acknowledgement of a command, and by a response URL. */

const responseSchema = z.object({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  metadata: z.unknown().optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
  replace_original: flag.default(false),
  delete_original: flag.default(false),
  thread_ts: z.string().optional(),
});

/** Shows an answer. Throws `Refused` with what Slack would answer; `where` is the call. */
export function postResponse(core: Core, where: string, origin: ResponseOrigin, body: unknown): void {
  const read = responseSchema.safeParse(body);
  if (!read.success) throw new SlackError('invalid_payload');
  const { response_type, replace_original, delete_original, thread_ts, ...content } = read.data;
  const original = origin.ts === undefined ? undefined : core.store.message(origin.channel, origin.ts);
  if (delete_original) {
    if (original !== undefined) core.store.removeMessage(original.channel, original.ts);
    return;
  }
  checkContent(core, where, content);
  if (replace_original && origin.ts !== undefined) {
    replaceOriginal(core, where, original, { content, isPublic: response_type === 'in_channel' });
    return;
  }
  const isPrivate = response_type === 'ephemeral';
  addMessage(core, {
    ...content,
    channel: origin.channel,
    thread_ts: isPrivate ? undefined : thread_ts,
    ...(isPrivate ? { visibleTo: origin.user } : {}),
  });
}

type MessageContent = Pick<z.infer<typeof responseSchema>, 'text' | 'blocks' | 'metadata'>;

function replaceOriginal(
  core: Core,
  where: string,
  original: Message | undefined,
  { content, isPublic }: { readonly content: MessageContent; readonly isPublic: boolean },
): void {
  if (original === undefined) throw new SlackError('message_not_found');
  if (original.visibleTo !== null && isPublic) {
    core.callLog.recordViolation('response-url', `${where}: a private message cannot become a public one`);
  }
  updateMessage(core, original, content);
}
