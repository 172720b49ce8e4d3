import {
  CALLS,
  createdBy,
  type CallName,
  type FromNow,
  type Kept,
  type TagInput,
  type TaggedType,
  type TagsInput,
} from './calls.js';
import type { Call, Condition, Step } from './types.js';

/** A call that is ready to be sent: nothing in it stands for something else. */
export interface ResolvedCall {
  readonly name: CallName;
  readonly account: string;
  readonly region: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A condition that is ready to be looked up, with the place to look. */
export type ResolvedCondition = { readonly account: string; readonly region: string } & Resolved<Condition>;

/** Each of a union's members, with texts where something else could stand for one. */
type Resolved<T> = T extends unknown ? { readonly [K in keyof T]: Exclude<T[K], Kept | FromNow> } : never;

/** One attempt to carry a request out; Retry begins the next round, so that EC2 does not answer with the failed one. */
export interface Run {
  readonly requestId: string;
  readonly round: number;
}

/** Gives what an earlier step kept, as text. */
export type Lookup = (kept: Kept) => string;

/** The tag that everything the bot creates carries, with the request's id as its value. */
export const REQUEST_TAG = 'ami-steward:request';
/** And this one, with the id of the step that created it. */
export const STEP_TAG = 'ami-steward:step';

/**
 * The call of a step as it is sent (and shown): with what earlier steps kept, a client token made of request and step
 * where EC2 takes one, and the request's tag on what is created.
 */
export function resolveCall(step: Step, run: Run, lookup: Lookup): ResolvedCall {
  const { name, account, region, input } = step.call;
  return { name, account, region, input: { ...fill(input, lookup), ...identity(step.call, step.id, run) } };
}

export function resolveCondition(step: Pick<Step, 'call'>, condition: Condition, lookup: Lookup): ResolvedCondition {
  const { account, region } = step.call;
  return { ...fill(condition, lookup), account, region } as ResolvedCondition;
}

function identity(call: Call, stepId: string, run: Run): Record<string, unknown> {
  const { name, input } = call;
  if (name === 'CreateTags') return { Tags: [...call.input.Tags, ...marks(run, stepId)] };
  const created = createdBy(name);
  return {
    ...(CALLS[name].repetition === 'token' ? { ClientToken: clientToken(run, stepId) } : {}),
    ...(created.length === 0 ? {} : { TagSpecifications: created.map((type) => tagsFor(type, input, run, stepId)) }),
  };
}

/** By the tags of request and step, what a call has created is found again. */
function tagsFor(type: TaggedType, input: Call['input'], run: Run, stepId: string): TagsInput {
  const given = 'TagSpecifications' in input ? (input.TagSpecifications ?? []) : [];
  return {
    ResourceType: type,
    Tags: [
      ...given.filter(({ ResourceType }) => ResourceType === type).flatMap(({ Tags }) => Tags),
      ...marks(run, stepId),
    ],
  };
}

function marks({ requestId }: Run, stepId: string): readonly TagInput[] {
  return [
    { Key: REQUEST_TAG, Value: requestId },
    { Key: STEP_TAG, Value: stepId },
  ];
}

/** At most 64 ASCII characters, as EC2 wants it. */
function clientToken({ requestId, round }: Run, stepId: string): string {
  return `${requestId}-${round}-${stepId}`.slice(0, 64);
}

/** The same with what earlier steps kept in the place of what stands for it. Throws what the look-up throws. */
export function fill<T extends object>(value: T, lookup: Lookup): T {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, substituteValue(inner, lookup)])) as T;
}

function substituteValue(value: unknown, lookup: Lookup): unknown {
  if (Array.isArray(value)) return value.map((inner: unknown) => substituteValue(inner, lookup));
  if (typeof value !== 'object' || value === null) return value;
  return isKept(value) ? lookup(value) : fill(value, lookup);
}

function isKept(value: object): value is Kept {
  return 'step' in value && 'keep' in value;
}
