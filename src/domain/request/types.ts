import type { Failure } from './failure.js';
import type { Subject } from '../model/subject.js';
import type { Evidence, Plan, UndoStep } from '../plan/types.js';
import type { PolicyDecision } from '../policy/types.js';

/** `AR-` and six characters of Crockford's base 32: `AR-7F3K2M`. */
export type RequestId = string;

/** A person is a Slack user of a Slack team; names and addresses prove nothing. */
export interface Person {
  readonly teamId: string;
  readonly userId: string;
}

export type Status = 'pending' | 'approved' | 'running' | 'done' | 'failed' | 'denied' | 'cancelled' | 'expired';

/** A user's request for an operation. All times are ISO 8601 in UTC. */
export interface Request {
  readonly id: RequestId;
  /** Counts the writes; every change is conditional on it. */
  readonly version: number;
  readonly operation: string;
  /** The operation's parsed input: JSON, checked by the operation's schema when it is read back. */
  readonly input: unknown;
  readonly subject: Subject;
  readonly requester: Person;
  readonly reason?: string;
  readonly createdAt: string;
  readonly status: Status;
  readonly plan: Plan;
  readonly policyDecision: PolicyDecision;
  /** Who has approved the present plan. */
  readonly approvals: readonly Approval[];
  readonly steps: Readonly<Record<string, StepProgress>>;
  /** Why the request failed, or went back to the approvers. */
  readonly failure?: Failure;
  /** The finished request that this one reverts. */
  readonly undoOf?: UndoOf;
  /** The latest request that reverts this one, in any way. */
  readonly undoneBy?: UndoneBy;
  /** Expiration of a time-limited grant. Set when the grant is made; kept for the life of the record. */
  readonly expiration?: Expiration;
  readonly approvalExpiresAt: string;
  /** When the approvers are reminded; absent once they were. */
  readonly remindAt?: string;
  readonly lease?: LeaseRecord;
  /** Set while the AMI cannot be checked before a run or at the expiration. */
  readonly retryState?: RetryState;
  readonly notifications: NotificationState;
  /** Grows with everything that a message about the request would show. */
  readonly revision: number;
  readonly history: readonly RequestEvent[];
}

export interface UndoOf {
  readonly requestId: RequestId;
  /** Absent for a user's undo. `expiration`: the approved time is over, and this was approved with it. */
  readonly how?: 'expiration';
  /** The reverted request is marked as undone. */
  readonly markedUndone?: boolean;
}

/** When a time-limited grant is revoked. */
export interface Expiration {
  readonly revokeAt: string;
  /** When users are warned. Absent after the warning, and if there is no time for one. */
  readonly warnAt?: string;
  /** The expiration is done, or another request's task. */
  readonly isSettled: boolean;
}

/** Written before the request that it names is stored, so that pressing Undo twice makes one. */
export interface UndoneBy {
  readonly requestId: RequestId;
  /** The undo succeeded: the effects are reverted. */
  readonly done: boolean;
}

export interface Approval {
  readonly by: Person;
  readonly at: string;
  /** Indexes of the requirements of the policy decision for which this person counts. */
  readonly requirementIndexes: readonly number[];
}

export interface RetryState {
  /** Absent if the AMI cannot be checked. */
  readonly waitsFor?: 'approvers';
  readonly attempts: number;
  /** Not to be tried before then. */
  readonly retryAt: string;
}

/** One process at a time executes a request. If it dies, the lease expires and another process takes over. */
export interface LeaseRecord {
  readonly ownerId: string;
  readonly expiresAt: string;
  /** Counts the holder's writes, so that it knows its own when the answer to one was lost. */
  readonly heartbeat: number;
}

export interface StepProgress {
  /**
   * `started`: the intent is recorded and the outcome is not (yet) known. `waiting`: the call was accepted, its condition
   * is not met yet. `skipped`: a step that it needs was not done, or there was nothing to clean up.
   */
  readonly state: 'started' | 'waiting' | 'done' | 'failed' | 'skipped';
  /** How often the call was tried in a row without success. */
  readonly attempts: number;
  readonly startedAt: string;
  /** The earliest time of the next attempt or check. */
  readonly nextAt?: string;
  readonly outputs?: Readonly<Record<string, string>>;
  /** For users: "80 %", "snap-1 deleted, snap-2 skipped (another AMI uses it)". Plain text. */
  readonly detail?: string;
  readonly failure?: Failure;
}

/** What was sent to Slack. */
export interface NotificationState {
  readonly message?: MessageRef;
  /** The revision that the message shows, and since when. */
  readonly shownRevision: number;
  readonly shownAt?: string;
  /** Direct messages and replies that were sent, by their key. */
  readonly sent: readonly NoticeKey[];
  readonly failures: number;
  /** Why the last attempt failed, for users: "the channel is archived". Plain text. */
  readonly problem?: string;
  /** Not to be tried before then. */
  readonly retryAt?: string;
}

export interface MessageRef {
  readonly channel: string;
  readonly ts: string;
}

/**
 * `reminder`, `stage-in-channel` and `expiration-in-channel` go to the channel of the request, all others to the
 * requester. Each is sent once for every event that causes it.
 */
export type NoticeKind =
  | 'decided'
  | 'ended'
  | 'reminder'
  | 'returned-for-approval'
  | 'stage'
  | 'stage-in-channel'
  | 'expiration'
  | 'expiration-in-channel';
export type NoticeKey = `${NoticeKind}-${number}`;

/** What happened to a request: the lines of its history. */
export type RequestEvent = { readonly at: string } & (
  | { readonly type: 'requested'; readonly by: Person }
  | {
      readonly type: 'approval-given';
      readonly by: Person;
      /** The `planDigest` of the plan that was shown. */
      readonly planDigest: string;
      readonly requirementIndexes: readonly number[];
    }
  | { readonly type: 'approved'; readonly how: 'people' | 'rule' | 'expiration' }
  | { readonly type: 'denied'; readonly by: Person; readonly reason: string }
  | { readonly type: 'cancelled'; readonly by: Person }
  | { readonly type: 'expired' }
  | { readonly type: 'reminded' }
  /** An action of a user without the permission, or too late. */
  | {
      readonly type: 'action-refused';
      readonly by: Person;
      readonly action: RequestActionName;
      readonly reason: string;
    }
  /** `undo`: the undo steps that have changed since the approval, by step. */
  | { readonly type: 'started'; readonly undo?: Readonly<Record<string, readonly UndoStep[]>> }
  /** Something changed after the approval: the new plan waits for the approvers. */
  | {
      readonly type: 'plan-changed';
      readonly plan: Plan;
      readonly policyDecision: PolicyDecision;
      readonly differences: readonly string[];
      readonly approvalExpiresAt: string;
      readonly remindAt: string;
    }
  /** The rules are no longer those under which the request was made: approvals start over. */
  | { readonly type: 'rules-changed'; readonly policyDecision: PolicyDecision }
  /** A stage was checked and is unchanged. It starts at the time in `due`. */
  | { readonly type: 'stage-announced'; readonly step: string; readonly due: string; readonly evidence?: Evidence }
  /** A stage was checked again as it starts. `undo`: the undo steps that have changed, by step. */
  | {
      readonly type: 'revalidated';
      readonly step: string;
      readonly evidence?: Evidence;
      readonly undo: Readonly<Record<string, readonly UndoStep[]>>;
    }
  /** The current call is finished, and no further step starts. */
  | { readonly type: 'cancel-requested'; readonly by: Person }
  | { readonly type: 'step-started'; readonly step: string }
  | {
      readonly type: 'step-accepted';
      readonly step: string;
      readonly outputs: Readonly<Record<string, string>>;
      readonly detail?: string;
    }
  | {
      readonly type: 'step-done';
      readonly step: string;
      readonly outputs: Readonly<Record<string, string>>;
      readonly detail?: string;
    }
  | { readonly type: 'step-failed'; readonly step: string; readonly failure: Failure }
  | { readonly type: 'step-skipped'; readonly step: string }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'retried'; readonly by: Person }
  /** Another request is to revert this one. */
  | { readonly type: 'undo-requested'; readonly by: Person; readonly undo: RequestId }
  | { readonly type: 'undone'; readonly undo: RequestId }
  /** People were warned that it expires soon, with what uses it. */
  | { readonly type: 'expiry-announced'; readonly due: string; readonly evidence: Evidence }
  /** A user requested that the time-limited grant expires now. */
  | { readonly type: 'expiry-requested'; readonly by: Person }
  /** The grant has expired and cannot be revoked yet, because of a failure or of an undo that is in progress. */
  | { readonly type: 'revocation-delayed'; readonly reason?: string; readonly undo?: RequestId }
  /** It has expired, and the request with this id revokes it. */
  | { readonly type: 'revocation-started'; readonly undo: RequestId }
  /** The grant has expired, and nothing is left to revoke. */
  | { readonly type: 'revocation-not-needed'; readonly reason: string }
);

export type RequestActionName = 'approve' | 'deny' | 'cancel' | 'retry' | 'stop' | 'undo' | 'expire-now';

/** The entry of a request in a list. */
export interface RequestSummary {
  readonly id: RequestId;
  readonly status: Status;
  readonly operation: string;
  readonly title: string;
  readonly subject: Subject;
  readonly requester: Person;
  readonly createdAt: string;
  /** When a time-limited grant is revoked. Absent otherwise. */
  readonly revokeAt?: string;
}
