import type { Grantee } from '../model/facts.js';
import type { Subject } from '../model/subject.js';
import type { CallInputs, CallName, RelativeTime, TextOrRef } from './call-inputs.js';

/**
 * A plan is what the approver sees, what is stored, and what runs. All text in it is plain data, since it may contain
 * names and tags that users and AWS chose.
 */
export interface Plan {
  /** The name of the operation, which is also the `action` of the approval rules. */
  readonly operation: string;
  readonly subject: Subject;
  /** One line, imperative: "Share ami-0abc… (golden-base) with prod (444455556666)". */
  readonly title: string;
  readonly steps: readonly Step[];
  /** Present if the plan does the same for several targets. */
  readonly perTarget?: PerTarget;
  readonly findings: readonly Finding[];
  /** Evidence for the approver, as label and value, the most important first. */
  readonly evidence: readonly Evidence[];
  /** The input of the approval rules. */
  readonly policyInput: PolicyInput;
  /** The milliseconds after which the plan's grants are revoked. Absent: never. */
  readonly expiresAfterMs?: number;
}

/** The result per target, if it differs. */
export interface PerTarget {
  /** Headings by result: "Shared with", "Shared only in part with", "Not shared with". */
  readonly phrases: Readonly<Record<'done' | 'partly' | 'failed', string>>;
  readonly targets: readonly TargetPart[];
}

export interface TargetPart {
  /** "prod (111122223333)". */
  readonly label: string;
  /** Ids of the steps that make it up, without those that are only on the way. */
  readonly steps: readonly string[];
}

export interface Evidence {
  readonly label: string;
  readonly value: string;
}

export interface PolicyInput {
  /** The accounts or places that the operation reaches. Empty if it affects only its subject. */
  readonly targets: readonly Target[];
  readonly tags: Readonly<Record<string, string>>;
  /** Whether something references the AMI. `unknown` counts as used. */
  readonly inUse: 'yes' | 'no' | 'unknown';
  /** Whether the operation takes the AMI away from those who use it (deregister, disable, retire). */
  readonly removesAccess: boolean;
}

export type Target =
  | { readonly kind: 'account'; readonly id: string }
  | { readonly kind: 'organization'; readonly arn: string }
  | { readonly kind: 'region'; readonly region: string }
  | { readonly kind: 'public' };

/**
 * A warning, or a reason to refuse, that a plan rests on.
 *
 * - `refusal`: the operation cannot or must not run.
 * - `unknown`: something could not be read, and the approver should know.
 * - `warning`: the operation can run, and this speaks against it or follows from it.
 * - `info`: worth knowing. Plans that differ only in these are equal.
 */
export interface Finding {
  /** Stable and kebab-case, unique to its meaning: `snapshot-under-aws-managed-key`. */
  readonly code: string;
  readonly severity: 'refusal' | 'unknown' | 'warning' | 'info';
  /** The fact: one or two plain sentences. */
  readonly text: string;
  /** What can be done about it. */
  readonly fix?: string;
  /** What exactly it is about, where a plan can have the finding more than once: a snapshot, an account. */
  readonly subject?: string;
}

/** One API call and what to wait for afterwards. */
export interface Step {
  /** Unique within the plan, kebab-case, and the same in every plan made from the same input: `copy-eu-west-1`. */
  readonly id: string;
  /** One line, imperative, plain text. */
  readonly title: string;
  readonly call: Call;
  /** The step counts as done only when this is so, looked up after the call. */
  readonly waitFor?: WaitCondition;
  /** What later steps use of this one's answer or awaited condition, by the name they use. */
  readonly outputs?: Readonly<Record<string, OutputSource>>;
  /**
   * Ids of the steps that must be done before this one. It is skipped if one of them was not. For a clean-up: the steps
   * that must have ended, whatever their result, since they use what it removes.
   */
  readonly after: readonly string[];
  /**
   * A stage of a staged request: it starts this many milliseconds after those steps were done, or after the run began.
   * It is announced before, and the evidence of the plan is checked again before it starts.
   */
  readonly delayMs?: number;
  /**
   * Cancel may end the step while its condition is pending. Its clean-up then removes what it began. Otherwise Cancel
   * lets the step finish.
   */
  readonly cancellable?: true;
  /** Makes the step a clean-up, which runs also when others have failed. */
  readonly cleanup?: Cleanup;
  /**
   * Reverts the step, in the order of the calls. Written when the step is planned, while the former state is known.
   * Undo turns these into a request of its own. Absent if the step cannot be reverted. Empty if there is nothing to
   * revert, because the undo of another step, or a later step, removes it.
   */
  readonly undo?: readonly UndoStep[];
}

/** Removes what a step created once nothing needs it. Skipped if the step created nothing. */
export interface Cleanup {
  readonly stepId: string;
  /**
   * If this step was done, the resource stays: it is the requested result, or part of it. Absent: the resource is
   * intermediate and is always removed.
   */
  readonly unlessDone?: string;
}

/** One call of an Undo. Its outputs are those of the request that it reverts. */
export type UndoStep = Pick<Step, 'id' | 'title' | 'call' | 'waitFor'>;

/** The source of an output. */
export type OutputSource =
  /** A text of the call's answer by its path, as the CLI's `--query` takes it: `ImageId`, `Instances[0].InstanceId`. */
  | { readonly from: 'response'; readonly field: string }
  /** The snapshot behind a device of the image that the step's condition waited for. */
  | { readonly from: 'device'; readonly device: string }
  /** The id of the image that the step's condition waited for, where the call could not tell it yet. */
  | { readonly from: 'image' };

export type Call = { [N in CallName]: CallOf<N> }[CallName];

export interface CallOf<N extends CallName> {
  readonly name: N;
  /** The account whose credentials make the call, and the Region it is made in. */
  readonly account: string;
  readonly region: string;
  readonly input: CallInputs[N];
}

/** What launches from an AMI are billed as. (EC2 User Guide, "AMI billing information fields") */
export interface Billing {
  readonly platformDetails: string;
  readonly usageOperation: string;
}
export type InstanceCondition = 'instance-running' | 'instance-stopped' | 'instance-terminated';

/** Something that can be looked up again and again until it is so. It is looked up in the step's account and Region. */
export type WaitCondition =
  /** Satisfied when the image is available. Failed if it never will be, or if its billing differs. */
  | { readonly kind: 'image-available'; readonly imageId: TextOrRef; readonly billedAs?: Billing }
  | { readonly kind: 'image-gone'; readonly imageId: TextOrRef }
  /** Met when the image is there, in whatever state. */
  | { readonly kind: 'image-present'; readonly imageId: TextOrRef }
  /** Unlike `image-available`, another state is only not yet the wanted one. */
  | { readonly kind: 'image-state'; readonly imageId: TextOrRef; readonly state: 'available' | 'disabled' }
  /** Met when the image is deprecated from that time on, to the minute; null: when it has no such time. */
  | { readonly kind: 'deprecation'; readonly imageId: TextOrRef; readonly at: string | null }
  /** Met when the image is deprecated from that time on, or from an earlier one, to the minute. */
  | { readonly kind: 'deprecated-by'; readonly imageId: TextOrRef; readonly by: string | RelativeTime }
  | { readonly kind: 'protection'; readonly imageId: TextOrRef; readonly isOn: boolean }
  /** Met when the snapshot is completed; failed when it never will be. */
  | { readonly kind: 'snapshot-completed'; readonly snapshotId: TextOrRef }
  | { readonly kind: 'snapshot-gone'; readonly snapshotId: TextOrRef }
  /** Failed when the instance is on its way to another end. */
  | { readonly kind: InstanceCondition; readonly instanceId: TextOrRef }
  /** Met when the import has made its image; failed when it never will. */
  | { readonly kind: 'imported'; readonly importTaskId: TextOrRef }
  /** Met when the import has ended without an image; failed when it has made one. */
  | { readonly kind: 'import-ended'; readonly importTaskId: TextOrRef }
  | {
      readonly kind: 'launch-permissions';
      readonly imageId: TextOrRef;
      readonly present: readonly Grantee[];
      readonly absent: readonly Grantee[];
    }
  | {
      readonly kind: 'volume-permissions';
      readonly snapshotId: TextOrRef;
      readonly present: readonly Grantee[];
      readonly absent: readonly Grantee[];
    };
