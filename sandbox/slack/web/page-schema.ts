import * as z from 'zod';
import type { ActionResult, PageConversation, PageMessage, PageState, PageUser, PageView } from '../page-api.js';
import { optionGroupSchema, optionSchema } from './elements/schema.js';

/** The server's answers, read at the page's door. */

const record = z.record(z.string(), z.unknown());

const user = z.object({
  id: z.string(),
  name: z.string(),
  real_name: z.string(),
  title: z.string(),
  is_bot: z.boolean(),
}) satisfies z.ZodType<PageUser>;

const message = z.object({
  ts: z.string(),
  user: z.string(),
  text: z.string(),
  blocks: z.array(record),
  ephemeral: z.boolean(),
  edited: z.boolean(),
  thread_ts: z.string().nullable(),
}) satisfies z.ZodType<PageMessage>;

const conversation = z.object({
  id: z.string(),
  kind: z.enum(['channel', 'dm']),
  name: z.string(),
  user: z.string().exactOptional(),
  topic: z.string(),
  messages: z.array(message),
}) satisfies z.ZodType<PageConversation>;

const view = z.object({ id: z.string(), view: record }) satisfies z.ZodType<PageView>;

export const pageStateSchema = z.object({
  team: z.object({ id: z.string(), name: z.string() }),
  me: user,
  users: z.array(user),
  usergroups: z.array(z.object({ id: z.string(), handle: z.string(), name: z.string(), users: z.array(z.string()) })),
  conversations: z.array(conversation),
  views: z.array(view),
  home: view.nullable(),
  home_enabled: z.boolean().exactOptional(),
  commands: z.array(z.object({ command: z.string(), description: z.string(), usage_hint: z.string() })),
  shortcuts: z.array(z.object({ name: z.string(), callback_id: z.string(), description: z.string() })),
  violations: z.array(z.object({ at: z.string(), rule: z.string(), detail: z.string() })),
  guide: z.array(z.object({ command: z.string(), shows: z.string() })).exactOptional(),
}) satisfies z.ZodType<PageState>;

export const doneSchema = z.object({
  ok: z.boolean(),
  error: z.string().exactOptional(),
  errors: z.record(z.string(), z.string()).exactOptional(),
}) satisfies z.ZodType<ActionResult>;

export const optionsSchema = z.object({
  options: z.array(optionSchema).optional(),
  option_groups: z.array(optionGroupSchema).optional(),
});
