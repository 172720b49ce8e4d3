import type { CallName, RelativeTime, OutputRef, TagInput, TaggedType, TagSpecificationInput } from './call-inputs.js';
import { CALL_SPECS, createdResourceTypes } from './call-specs.js';
import type { Call, WaitCondition, Step } from './types.js';

/** A call that can be sent: it contains no references. */
export interface ResolvedCall {
  readonly name: CallName;
  readonly account: string;
  readonly region: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A condition that is ready to be looked up, with the place to look. */
export type ResolvedCondition = { readonly account: string; readonly region: string } & Resolved<WaitCondition>;

/** The members of a union, with text in place of references. */
type Resolved<T> = T extends unknown ? { readonly [K in keyof T]: Exclude<T[K], OutputRef | RelativeTime> } : never;

/** One attempt to carry a request out; Retry begins the next round, so that EC2 does not answer with the failed one. */
export interface RunIdentity {
  readonly requestId: string;
  readonly attempt: number;
}

/** Returns the output of an earlier step as text. */
export type OutputResolver = (outputRef: OutputRef) => string;

/** The tag that everything the bot creates carries, with the request's id as its value. */
export const REQUEST_TAG = 'ami-steward:request';
/** And this one, with the id of the step that created it. */
export const STEP_TAG = 'ami-steward:step';

/**
 * Returns the call of a step as it is sent (and shown): with the outputs of earlier steps, a client token made of
 * request and step if EC2 takes one, and the request's tags on created resources.
 */
export function resolveCall(step: Step, runIdentity: RunIdentity, resolveOutput: OutputResolver): ResolvedCall {
  const { name, account, region, input } = step.call;
  return {
    name,
    account,
    region,
    input: { ...substituteOutputs(input, resolveOutput), ...idempotencyParameters(step.call, step.id, runIdentity) },
  };
}

export function resolveCondition(
  step: Pick<Step, 'call'>,
  condition: WaitCondition,
  resolveOutput: OutputResolver,
): ResolvedCondition {
  const { account, region } = step.call;
  return { ...substituteOutputs(condition, resolveOutput), account, region } as ResolvedCondition;
}

function idempotencyParameters(call: Call, stepId: string, runIdentity: RunIdentity): Record<string, unknown> {
  const { name, input } = call;
  if (name === 'CreateTags') return { Tags: [...call.input.Tags, ...requestTags(runIdentity, stepId)] };
  const created = createdResourceTypes(name);
  return {
    ...(CALL_SPECS[name].retry === 'client-token' ? { ClientToken: clientToken(runIdentity, stepId) } : {}),
    ...(created.length === 0
      ? {}
      : { TagSpecifications: created.map((type) => tagSpecificationFor(type, input, runIdentity, stepId)) }),
  };
}

/** The tags of request and step identify what a call created. */
function tagSpecificationFor(
  type: TaggedType,
  input: Call['input'],
  runIdentity: RunIdentity,
  stepId: string,
): TagSpecificationInput {
  const given = 'TagSpecifications' in input ? (input.TagSpecifications ?? []) : [];
  return {
    ResourceType: type,
    Tags: [
      ...given.filter(({ ResourceType }) => ResourceType === type).flatMap(({ Tags }) => Tags),
      ...requestTags(runIdentity, stepId),
    ],
  };
}

function requestTags({ requestId }: RunIdentity, stepId: string): readonly TagInput[] {
  return [
    { Key: REQUEST_TAG, Value: requestId },
    { Key: STEP_TAG, Value: stepId },
  ];
}

/** At most 64 ASCII characters, as EC2 requires. */
function clientToken({ requestId, attempt }: RunIdentity, stepId: string): string {
  return `${requestId}-${attempt}-${stepId}`.slice(0, 64);
}

/** Replaces references by the outputs of earlier steps. Throws what the resolver throws. */
export function substituteOutputs<T extends object>(value: T, resolveOutput: OutputResolver): T {
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, substituteValue(inner, resolveOutput)]),
  ) as T;
}

function substituteValue(value: unknown, resolveOutput: OutputResolver): unknown {
  if (Array.isArray(value)) return value.map((inner: unknown) => substituteValue(inner, resolveOutput));
  if (typeof value !== 'object' || value === null) return value;
  return isOutputRef(value) ? resolveOutput(value) : substituteOutputs(value, resolveOutput);
}

function isOutputRef(value: object): value is OutputRef {
  return 'step' in value && 'output' in value;
}
