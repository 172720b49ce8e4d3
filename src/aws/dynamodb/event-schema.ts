import { z } from 'zod';
import type { PolicyDecision } from '../../domain/policy/types.js';
import type { Failure } from '../../domain/request/failure.js';
import type { Person, RequestEvent } from '../../domain/request/types.js';
import { evidence, plan, undoStep } from './plan-schema.js';

const text = z.string();
const outputs = z.record(text, text);

/** As `Date.toISOString` writes it, and in no other way: times are compared and sorted as texts. */
export const time = z.iso.datetime({ precision: 3 });

export const person = z.strictObject({ teamId: text, userId: text }) satisfies z.ZodType<Person>;

export const failure: z.ZodType<Failure> = z.strictObject({
  code: text,
  message: text.exactOptional(),
  advice: text.exactOptional(),
  params: z.record(text, text).exactOptional(),
  parts: z.array(z.strictObject({ text, failures: z.array(z.lazy(() => failure)) })).exactOptional(),
});

const namedEffect = { action: text, target: text.exactOptional() };

export const policyDecision = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('auto'), rules: z.array(z.number()) }),
  z.strictObject({
    kind: z.literal('approval'),
    requirements: z.array(z.strictObject({ approvers: z.array(text), required: z.number(), rule: z.number() })),
  }),
  z.strictObject({
    kind: z.literal('refused'),
    reason: z.discriminatedUnion('code', [
      z.strictObject({ code: z.literal('refused-by-rule'), rule: z.number(), message: text, ...namedEffect }),
      z.strictObject({ code: z.literal('no-rule-matches'), ...namedEffect }),
      z.strictObject({ code: z.literal('in-use'), inUse: z.enum(['yes', 'unknown']) }),
    ]),
  }),
]) satisfies z.ZodType<PolicyDecision>;

/** One line of a request's history. */
export const requestEvent = z.discriminatedUnion('type', [
  event('requested', { by: person }),
  event('approval-given', { by: person, planDigest: text, requirementIndexes: z.array(z.number()) }),
  event('approved', { how: z.enum(['people', 'rule', 'expiration']) }),
  event('denied', { by: person, reason: text }),
  event('cancelled', { by: person }),
  event('expired', {}),
  event('reminded', {}),
  event('action-refused', {
    by: person,
    action: z.enum(['approve', 'deny', 'cancel', 'retry', 'stop', 'undo', 'expire-now']),
    reason: text,
  }),
  event('started', { undo: z.record(text, z.array(undoStep)).exactOptional() }),
  event('plan-changed', {
    plan,
    policyDecision,
    differences: z.array(text),
    approvalExpiresAt: time,
    remindAt: time,
  }),
  event('rules-changed', { policyDecision }),
  event('stage-announced', { step: text, due: time, evidence: evidence.exactOptional() }),
  event('revalidated', { step: text, evidence: evidence.exactOptional(), undo: z.record(text, z.array(undoStep)) }),
  event('cancel-requested', { by: person }),
  event('step-started', { step: text }),
  event('step-accepted', { step: text, outputs, detail: text.exactOptional() }),
  event('step-done', { step: text, outputs, detail: text.exactOptional() }),
  event('step-failed', { step: text, failure }),
  event('step-skipped', { step: text }),
  event('done', {}),
  event('failed', { failure }),
  event('retried', { by: person }),
  event('undo-requested', { by: person, undo: text }),
  event('undone', { undo: text }),
  event('expiry-announced', { due: time, evidence }),
  event('expiry-requested', { by: person }),
  event('revocation-delayed', { reason: text.exactOptional(), undo: text.exactOptional() }),
  event('revocation-started', { undo: text }),
  event('revocation-not-needed', { reason: text }),
]) satisfies z.ZodType<RequestEvent>;

function event<T extends RequestEvent['type'], S extends z.core.$ZodLooseShape>(type: T, shape: S) {
  return z.strictObject({ type: z.literal(type), at: time, ...shape });
}
