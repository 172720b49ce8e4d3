import { z } from 'zod';
import type { Subject } from '../../domain/model/subject.js';
import type { TextOrRef } from '../../domain/plan/call-inputs.js';
import { CALL_SPECS } from '../../domain/plan/call-specs.js';
import type { Call, WaitCondition, PerTarget, Plan, OutputSource, Step, Target } from '../../domain/plan/types.js';

const text = z.string();
const texts = z.array(text);

const place = { region: text, account: text };

export const subject = z.union([
  z.strictObject({ imageId: text, ...place }),
  z.strictObject({ instanceId: text, ...place }),
  z.strictObject({ bucket: text, key: text, ...place }),
]) satisfies z.ZodType<Subject>;

const textOrRef = z.union([text, z.strictObject({ step: text, output: text })]) satisfies z.ZodType<TextOrRef>;

const grantee = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('account'), id: text }),
  z.strictObject({ kind: z.literal('organization'), arn: text }),
  z.strictObject({ kind: z.literal('ou'), arn: text }),
  z.strictObject({ kind: z.literal('public') }),
]);

const permissions = { present: z.array(grantee), absent: z.array(grantee) };

const billing = z.strictObject({ platformDetails: text, usageOperation: text });

const condition = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('image-available'), imageId: textOrRef, billedAs: billing.exactOptional() }),
  z.strictObject({ kind: z.literal('image-gone'), imageId: textOrRef }),
  z.strictObject({ kind: z.literal('image-present'), imageId: textOrRef }),
  z.strictObject({ kind: z.literal('image-state'), imageId: textOrRef, state: z.enum(['available', 'disabled']) }),
  z.strictObject({ kind: z.literal('deprecation'), imageId: textOrRef, at: text.nullable() }),
  z.strictObject({
    kind: z.literal('deprecated-by'),
    imageId: textOrRef,
    by: z.union([text, z.strictObject({ fromNowMs: z.number() })]),
  }),
  z.strictObject({ kind: z.literal('protection'), imageId: textOrRef, isOn: z.boolean() }),
  z.strictObject({ kind: z.literal('snapshot-completed'), snapshotId: textOrRef }),
  z.strictObject({ kind: z.literal('snapshot-gone'), snapshotId: textOrRef }),
  z.strictObject({
    kind: z.enum(['instance-running', 'instance-stopped', 'instance-terminated']),
    instanceId: textOrRef,
  }),
  z.strictObject({ kind: z.enum(['imported', 'import-ended']), importTaskId: textOrRef }),
  z.strictObject({ kind: z.literal('launch-permissions'), imageId: textOrRef, ...permissions }),
  z.strictObject({ kind: z.literal('volume-permissions'), snapshotId: textOrRef, ...permissions }),
]) satisfies z.ZodType<WaitCondition>;

const source = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('response'), field: text }),
  z.strictObject({ from: z.literal('device'), device: text }),
  z.strictObject({ from: z.literal('image') }),
]) satisfies z.ZodType<OutputSource>;

const callShape = z.strictObject({
  name: text.refine((name) => name in CALL_SPECS),
  account: text,
  region: text,
  input: z.record(text, z.unknown()),
});

/** The parameters of a call are checked where they are made into the SDK's command. */
const call = z.custom<Call>((value) => callShape.safeParse(value).success, { error: 'a call that this version knows' });

export const undoStep = z.strictObject({ id: text, title: text, call, waitFor: condition.exactOptional() });

const step = z.strictObject({
  ...undoStep.shape,
  outputs: z.record(text, source).exactOptional(),
  after: texts,
  delayMs: z.int().positive().exactOptional(),
  cancellable: z.literal(true).exactOptional(),
  cleanup: z.strictObject({ stepId: text, unlessDone: text.exactOptional() }).exactOptional(),
  undo: z.array(undoStep).exactOptional(),
}) satisfies z.ZodType<Step>;

const finding = z.strictObject({
  code: text,
  severity: z.enum(['refusal', 'unknown', 'warning', 'info']),
  text,
  fix: text.exactOptional(),
  subject: text.exactOptional(),
});

const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('account'), id: text }),
  z.strictObject({ kind: z.literal('organization'), arn: text }),
  z.strictObject({ kind: z.literal('region'), region: text }),
  z.strictObject({ kind: z.literal('public') }),
]) satisfies z.ZodType<Target>;

export const evidence = z.strictObject({ label: text, value: text });

const perTarget = z.strictObject({
  phrases: z.strictObject({ done: text, partly: text, failed: text }),
  targets: z.array(z.strictObject({ label: text, steps: texts })),
}) satisfies z.ZodType<PerTarget>;

export const plan = z.strictObject({
  operation: text,
  subject,
  title: text,
  steps: z.array(step),
  perTarget: perTarget.exactOptional(),
  findings: z.array(finding),
  evidence: z.array(evidence),
  policyInput: z.strictObject({
    targets: z.array(target),
    tags: z.record(text, text),
    inUse: z.enum(['yes', 'no', 'unknown']),
    removesAccess: z.boolean(),
  }),
  expiresAfterMs: z.int().positive().exactOptional(),
}) satisfies z.ZodType<Plan>;
