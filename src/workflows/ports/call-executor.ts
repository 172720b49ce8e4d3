import type { ResolvedCall, ResolvedCondition } from '../../domain/plan/outputs.js';
import type { Person, RequestId } from '../../domain/request/types.js';

/** Executes the calls of a plan, and observes what came of them. */
export interface CallExecutor {
  /**
   * Executes one EC2 call. `planned` are the calls that the plan makes in the same account and Region: the session of
   * the call allows these and nothing else. By default it allows this call.
   * @throws {Rejected} if EC2 refuses the call, and would again.
   * @throws {NotFound} if a resource that the call names does not exist.
   * @throws {AccessDenied} if a permission is missing.
   * @throws {Throttled} if EC2 did not take the call.
   * @throws {UnknownOutcome} if no response arrived.
   */
  executeCall(call: ResolvedCall, attribution: Attribution, planned?: readonly ResolvedCall[]): Promise<CallResult>;

  /**
   * Finds the resource that an earlier attempt of this call created, by its request tags, and returns the response that
   * the call would have given, or `undefined` if there is none. Eventually consistent: a resource created seconds ago
   * may not be found.
   */
  findCreatedResource(call: ResolvedCall, attribution: Attribution): Promise<CallResult | undefined>;

  /**
   * Looks once whether a condition is met.
   * @throws {NotFound} if the resource does not exist, or cannot be seen yet.
   */
  checkCondition(condition: ResolvedCondition, attribution: Attribution): Promise<ConditionStatus>;
}

/** On whose behalf a call is made. Part of the name of the session that CloudTrail records. */
export interface Attribution {
  readonly requestId: RequestId;
  readonly requester: Person;
}

export interface CallResult {
  /** The string values of the response by path: see `OutputSource`. */
  readonly fields: Readonly<Record<string, string>>;
  /** A line for the user, if the response has something to say. */
  readonly detail?: string;
}

export type ConditionStatus =
  | {
      readonly kind: 'satisfied';
      /** Snapshots by device, for an image. */
      readonly snapshotsByDevice?: Readonly<Record<string, string>>;
      /** The id of an image that was only waited for. */
      readonly imageId?: string;
      readonly detail?: string;
    }
  | { readonly kind: 'pending'; readonly detail?: string }
  /** The condition can no longer be met. */
  | { readonly kind: 'failed'; readonly message: string; readonly advice?: string };
