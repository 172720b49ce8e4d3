import { z } from 'zod';
import type { Request, Status, StepProgress } from '../../workflows/request/types.js';
import { failure, person, requestEvent, ruling, time } from './event-schema.js';
import { plan, subject } from './plan-schema.js';

/*
 * A request as it is stored. Strict throughout: what another version of the program wrote, and this one does not know,
 * is refused when it is read rather than half understood and written back without it.
 */

const text = z.string();

export const status = z.enum([
  'pending',
  'approved',
  'running',
  'done',
  'failed',
  'denied',
  'cancelled',
  'expired',
]) satisfies z.ZodType<Status>;

const stepProgress = z.strictObject({
  state: z.enum(['started', 'waiting', 'done', 'failed', 'skipped']),
  attempts: z.number(),
  startedAt: time,
  nextAt: time.exactOptional(),
  kept: z.record(text, text).exactOptional(),
  detail: text.exactOptional(),
  failure: failure.exactOptional(),
}) satisfies z.ZodType<StepProgress>;

const notice = z.templateLiteral([
  z.enum(['decided', 'ended', 'reminder', 'sent-back', 'rung', 'rung-in-channel', 'limit', 'limit-in-channel']),
  '-',
  z.int(),
]);

export const request: z.ZodType<Request> = z.strictObject({
  id: text.regex(/^AR-[0-9A-HJKMNP-TV-Z]{6}$/),
  version: z.int().positive(),
  operation: text,
  input: z.unknown(),
  subject,
  requester: person,
  reason: text.exactOptional(),
  createdAt: time,
  status,
  plan,
  ruling,
  approvals: z.array(z.strictObject({ by: person, at: time, counts: z.array(z.number()) })),
  steps: z.record(text, stepProgress),
  failure: failure.exactOptional(),
  undoes: z
    .strictObject({ request: text, how: z.literal('limit').exactOptional(), told: z.boolean().exactOptional() })
    .exactOptional(),
  undo: z.strictObject({ request: text, done: z.boolean() }).exactOptional(),
  limit: z.strictObject({ endsAt: time, warnAt: time.exactOptional(), isOver: z.boolean() }).exactOptional(),
  expiresAt: time,
  remindAt: time.exactOptional(),
  lease: z.strictObject({ holder: text, until: time, beat: z.number() }).exactOptional(),
  trouble: z.strictObject({ attempts: z.number(), retryAt: time }).exactOptional(),
  announced: z.strictObject({
    message: z.strictObject({ channel: text, ts: text }).exactOptional(),
    shown: z.number(),
    shownAt: time.exactOptional(),
    told: z.array(notice),
    failures: z.number(),
    problem: text.exactOptional(),
    retryAt: time.exactOptional(),
  }),
  revision: z.number(),
  history: z.array(requestEvent),
});
