import { z } from 'zod';
import type { Request, Status, StepProgress } from '../../domain/request/types.js';
import { failure, person, requestEvent, policyDecision, time } from './event-schema.js';
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
  outputs: z.record(text, text).exactOptional(),
  detail: text.exactOptional(),
  failure: failure.exactOptional(),
}) satisfies z.ZodType<StepProgress>;

const notice = z.templateLiteral([
  z.enum([
    'decided',
    'ended',
    'reminder',
    'returned-for-approval',
    'stage',
    'stage-in-channel',
    'expiration',
    'expiration-in-channel',
  ]),
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
  policyDecision,
  approvals: z.array(z.strictObject({ by: person, at: time, requirementIndexes: z.array(z.number()) })),
  steps: z.record(text, stepProgress),
  failure: failure.exactOptional(),
  undoOf: z
    .strictObject({
      requestId: text,
      how: z.literal('expiration').exactOptional(),
      markedUndone: z.boolean().exactOptional(),
    })
    .exactOptional(),
  undoneBy: z.strictObject({ requestId: text, done: z.boolean() }).exactOptional(),
  expiration: z.strictObject({ revokeAt: time, warnAt: time.exactOptional(), isSettled: z.boolean() }).exactOptional(),
  approvalExpiresAt: time,
  remindAt: time.exactOptional(),
  lease: z.strictObject({ ownerId: text, expiresAt: time, heartbeat: z.number() }).exactOptional(),
  retryState: z
    .strictObject({ attempts: z.number(), retryAt: time, waitsFor: z.literal('approvers').exactOptional() })
    .exactOptional(),
  notifications: z.strictObject({
    message: z.strictObject({ channel: text, ts: text }).exactOptional(),
    shownRevision: z.number(),
    shownAt: time.exactOptional(),
    sent: z.array(notice),
    failures: z.number(),
    problem: text.exactOptional(),
    retryAt: time.exactOptional(),
  }),
  revision: z.number(),
  history: z.array(requestEvent),
});
