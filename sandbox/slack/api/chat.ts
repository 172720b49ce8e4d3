import { z } from 'zod';
import { withGeneratedIds } from '../block-ids.js';
import type { Core } from '../core.js';
import { rejectCall, rejectViolations, SlackError } from '../slack-error.js';
import { MAX_UPDATED_TEXT_LENGTH, checkMessage, type MessageContent } from '../rules/message.js';
import type { Message } from '../state/entities.js';
import { json, text } from './arguments.js';
import { postableChannel, visibleChannel } from './channels.js';
import { defineMethod } from './method.js';
import { messageShape } from './shapes.js';

const content = { text: z.string().optional(), blocks: json.optional(), metadata: json.optional() };

export const chatMethods = [
  defineMethod({
    name: 'chat.postMessage',
    scopes: ['chat:write'],
    args: z.object({ channel: text, thread_ts: text.optional(), ...content }),
    run: (core, args) => {
      const channel = postableChannel(core, args.channel);
      checkContent(core, 'chat.postMessage', args);
      if (args.thread_ts !== undefined && core.store.message(channel.id, args.thread_ts) === undefined) {
        throw new SlackError('thread_not_found');
      }
      const message = addMessage(core, { ...args, channel: channel.id });
      return { channel: channel.id, ts: message.ts, message: messageShape(core, message) };
    },
  }),
  defineMethod({
    name: 'chat.postEphemeral',
    scopes: ['chat:write'],
    args: z.object({ channel: text, user: text, thread_ts: text.optional(), ...content }),
    run: (core, args) => {
      const channel = postableChannel(core, args.channel);
      if (core.store.user(args.user) === undefined) throw new SlackError('user_not_found');
      if (!channel.members.includes(args.user)) throw new SlackError('user_not_in_channel');
      checkContent(core, 'chat.postEphemeral', args);
      const message = addMessage(core, { ...args, channel: channel.id, visibleTo: args.user });
      return { message_ts: message.ts };
    },
  }),
  defineMethod({
    name: 'chat.update',
    scopes: ['chat:write'],
    args: z.object({ channel: text, ts: text, ...content }),
    run: (core, args) => {
      const before = ownMessage(core, args.channel, args.ts, 'cant_update_message');
      if ([...(args.text ?? '')].length > MAX_UPDATED_TEXT_LENGTH) {
        rejectCall(core, 'content', 'msg_too_long', `chat.update takes ${MAX_UPDATED_TEXT_LENGTH} characters of text`);
      }
      checkContent(core, 'chat.update', args);
      const message = updateMessage(core, before, args);
      return { channel: message.channel, ts: message.ts, text: message.text, message: messageShape(core, message) };
    },
  }),
  defineMethod({
    name: 'chat.delete',
    scopes: ['chat:write'],
    args: z.object({ channel: text, ts: text }),
    run: (core, { channel, ts }) => {
      ownMessage(core, channel, ts, 'cant_delete_message');
      core.store.removeMessage(channel, ts);
      return { channel, ts };
    },
  }),
  defineMethod({
    name: 'chat.getPermalink',
    scopes: [],
    args: z.object({ channel: text, message_ts: text }),
    run: (core, { channel, message_ts }) => {
      visibleChannel(core, channel);
      const message = core.store.message(channel, message_ts);
      if (message?.visibleTo !== null) throw new SlackError('message_not_found');
      const { domain } = core.store.seed.team;
      return {
        channel,
        permalink: `https://${domain}.slack.com/archives/${channel}/p${message_ts.replace('.', '')}`,
      };
    },
  }),
];

/** Refuses content that Slack refuses, and puts down what no app should send. `where` is the call. */
export function checkContent(core: Core, where: string, { text: words, blocks, metadata }: MessageContent): void {
  const isEmpty = isNothing(words) && isNothing(blocks);
  if (isEmpty) rejectCall(core, 'content', 'no_text', `${where} has neither text nor blocks`);
  rejectViolations(core, where, checkMessage({ text: words, blocks, metadata }), 'invalid_blocks');
}

export interface NewMessage {
  readonly channel: string;
  readonly text?: string | undefined;
  readonly blocks?: unknown;
  readonly metadata?: unknown;
  readonly thread_ts?: string | undefined;
  readonly visibleTo?: string;
}

/** Adds a message of the app whose content was checked. */
export function addMessage(core: Core, posting: NewMessage): Message {
  const message: Message = {
    channel: posting.channel,
    ts: core.sequence.ts(),
    user: core.store.seed.app.botUserId,
    text: posting.text ?? '',
    blocks: prepareBlocks(core, posting.blocks),
    metadata: mergeMetadata(posting.metadata, null),
    thread_ts: posting.thread_ts ?? null,
    edited: false,
    visibleTo: posting.visibleTo ?? null,
  };
  core.store.putMessage(message);
  return message;
}

/** Text without blocks removes the blocks; metadata that is left out stays; a text alone is marked as edited. */
export function updateMessage(core: Core, before: Message, given: MessageContent): Message {
  const blocks = prepareBlocks(core, given.blocks);
  const message: Message = {
    ...before,
    text: typeof given.text === 'string' ? given.text : '',
    blocks,
    metadata: mergeMetadata(given.metadata, before.metadata),
    edited: blocks.length === 0,
  };
  core.store.putMessage(message);
  return message;
}

function ownMessage(core: Core, channel: string, ts: string, error: string): Message {
  // The id of a person is no conversation here, other than in `chat.postMessage`.
  visibleChannel(core, channel);
  const message = core.store.message(channel, ts);
  if (message === undefined) throw new SlackError('message_not_found');
  if (message.user !== core.store.seed.app.botUserId || message.visibleTo !== null) {
    rejectCall(core, 'ownership', error, `${channel} ${ts} is not a message that the app can change`);
  }
  return message;
}

function prepareBlocks(core: Core, blocks: unknown): Message['blocks'] {
  return Array.isArray(blocks) ? withGeneratedIds(blocks, core.sequence) : [];
}

function mergeMetadata(given: unknown, before: Message['metadata']): Message['metadata'] {
  if (typeof given !== 'object' || given === null) return before;
  return Object.keys(given).length === 0 ? null : Object.fromEntries(Object.entries(given));
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
