import { z } from 'zod';
import type { Subject } from '../../workflows/facts/subject.js';
import { CALLS, type Text } from '../../workflows/plan/calls.js';
import type { Call, Condition, Parts, Plan, Source, Step, Target } from '../../workflows/plan/types.js';

const text = z.string();
const texts = z.array(text);

const place = { region: text, account: text };

export const subject = z.union([
  z.strictObject({ imageId: text, ...place }),
  z.strictObject({ instanceId: text, ...place }),
  z.strictObject({ bucket: text, key: text, ...place }),
]) satisfies z.ZodType<Subject>;

const textOrKept = z.union([text, z.strictObject({ step: text, keep: text })]) satisfies z.ZodType<Text>;

const grantee = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('account'), id: text }),
  z.strictObject({ kind: z.literal('organization'), arn: text }),
  z.strictObject({ kind: z.literal('ou'), arn: text }),
  z.strictObject({ kind: z.literal('public') }),
]);

const permissions = { present: z.array(grantee), absent: z.array(grantee) };

const billing = z.strictObject({ platformDetails: text, usageOperation: text });

const condition = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('image-available'), imageId: textOrKept, billedAs: billing.exactOptional() }),
  z.strictObject({ kind: z.literal('image-gone'), imageId: textOrKept }),
  z.strictObject({ kind: z.literal('image-present'), imageId: textOrKept }),
  z.strictObject({ kind: z.literal('image-state'), imageId: textOrKept, state: z.enum(['available', 'disabled']) }),
  z.strictObject({ kind: z.literal('deprecation'), imageId: textOrKept, at: text.nullable() }),
  z.strictObject({
    kind: z.literal('deprecated-by'),
    imageId: textOrKept,
    by: z.union([text, z.strictObject({ fromNowMs: z.number() })]),
  }),
  z.strictObject({ kind: z.literal('protection'), imageId: textOrKept, isOn: z.boolean() }),
  z.strictObject({ kind: z.literal('snapshot-completed'), snapshotId: textOrKept }),
  z.strictObject({ kind: z.literal('snapshot-gone'), snapshotId: textOrKept }),
  z.strictObject({
    kind: z.enum(['instance-running', 'instance-stopped', 'instance-terminated']),
    instanceId: textOrKept,
  }),
  z.strictObject({ kind: z.enum(['imported', 'import-ended']), importTaskId: textOrKept }),
  z.strictObject({ kind: z.literal('launch-permissions'), imageId: textOrKept, ...permissions }),
  z.strictObject({ kind: z.literal('volume-permissions'), snapshotId: textOrKept, ...permissions }),
]) satisfies z.ZodType<Condition>;

const source = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('answer'), field: text }),
  z.strictObject({ from: z.literal('device'), device: text }),
  z.strictObject({ from: z.literal('image') }),
]) satisfies z.ZodType<Source>;

const callShape = z.strictObject({
  name: text.refine((name) => name in CALLS),
  account: text,
  region: text,
  input: z.record(text, z.unknown()),
});

/** The parameters of a call are checked where they are made into the SDK's command. */
const call = z.custom<Call>((value) => callShape.safeParse(value).success, { error: 'a call that this version knows' });

export const undoStep = z.strictObject({ id: text, title: text, call, until: condition.exactOptional() });

const step = z.strictObject({
  ...undoStep.shape,
  keep: z.record(text, source).exactOptional(),
  after: texts,
  waitMs: z.int().positive().exactOptional(),
  mayBeStopped: z.literal(true).exactOptional(),
  cleansUp: z.strictObject({ of: text, unless: text.exactOptional() }).exactOptional(),
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

const parts = z.strictObject({
  said: z.strictObject({ done: text, partly: text, failed: text }),
  each: z.array(z.strictObject({ label: text, steps: texts })),
}) satisfies z.ZodType<Parts>;

export const plan = z.strictObject({
  operation: text,
  subject,
  title: text,
  steps: z.array(step),
  parts: parts.exactOptional(),
  findings: z.array(finding),
  evidence: z.array(evidence),
  scope: z.strictObject({
    targets: z.array(target),
    tags: z.record(text, text),
    inUse: z.enum(['yes', 'no', 'unknown']),
    takesAway: z.boolean(),
  }),
  forMs: z.int().positive().exactOptional(),
}) satisfies z.ZodType<Plan>;
