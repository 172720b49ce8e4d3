import type { Grantee } from '../model/facts.js';
import type { Subject } from '../model/subject.js';
import type { CallInputs, CallName, RelativeTime, TextOrRef } from './call-inputs.js';

/**
 * A plan is what the approver sees, what is stored, and what runs. All text in it is plain: whoever shows it must treat
 * it as data, since it may hold names and tags that people and AWS chose.
 */
export interface Plan {
  /** The name of the operation, which is also the `action` of the approval rules. */
  readonly operation: string;
  readonly subject: Subject;
  /** One line, imperative: "Share ami-0abc… (golden-base) with prod (444455556666)". */
  readonly title: string;
  readonly steps: readonly Step[];
  /** Only where it does the same for several. */
  readonly perTarget?: PerTarget;
  readonly findings: readonly Finding[];
  /** What an approver wants to know, as label and value; most telling first. */
  readonly evidence: readonly Evidence[];
  /** What the approval rules look at. */
  readonly policyInput: PolicyInput;
  /** What it gives is taken back so many milliseconds after it was done; for good without. */
  readonly expiresAfterMs?: number;
}

/** What is told of each of several, when it comes off for some of them only. */
export interface PerTarget {
  /** What stands before those of whom it is so: "Shared with", "Shared only in part with", "Not shared with". */
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
  /** Whom or where the operation reaches; empty when it touches only its subject. */
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
 * A warning or a reason to refuse that a plan rests on.
 *
 * - `refusal`: the operation cannot or must not be done.
 * - `unknown`: something could not be found out, and the approver should know.
 * - `warning`: it can be done, and this speaks against it or follows from it.
 * - `info`: worth knowing; two plans that differ only in these are the same.
 */
export interface Finding {
  /** Stable and kebab-case, unique to its meaning: `snapshot-under-aws-managed-key`. */
  readonly code: string;
  readonly severity: 'refusal' | 'unknown' | 'warning' | 'info';
  /** What is so: one or two plain sentences. */
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
   * Ids of the steps that must be done before this one; it is skipped when one of them was not. For a clean-up, those that
   * must be over, however they ended: they use what it takes away.
   */
  readonly after: readonly string[];
  /**
   * A rung of a ladder: it is begun so many milliseconds after those steps were done, or after the run began. It is
   * announced beforehand, and what the plan rests on is looked at again before it is begun.
   */
  readonly delayMs?: number;
  /**
   * Stop may end it while its condition is waited for: its clean-up then takes away what was begun. Without it, Stop lets
   * what is in hand end by itself.
   */
  readonly cancellable?: true;
  /** Makes the step a clean-up, which runs also when others have failed. */
  readonly cleanup?: Cleanup;
  /**
   * What takes the step back, in the order to be called: written when it is planned, while what was there before is known.
   * Undo makes these into a request of its own. Left out where nothing can; empty where there is nothing to take back,
   * because another step's undo or a later step takes it away.
   */
  readonly undo?: readonly UndoStep[];
}

/** Takes away what a step made, once nothing needs it any more; skipped when the step made nothing. */
export interface Cleanup {
  readonly stepId: string;
  /**
   * When this step was done, what was made stays: it is what was wanted, or a part of that. Absent: what was made is only
   * there on the way, and is always taken away.
   */
  readonly unlessDone?: string;
}

/** One call of an Undo. Kept values are those of the request that is taken back. */
export type UndoStep = Pick<Step, 'id' | 'title' | 'call' | 'waitFor'>;

/** Where a kept value comes from. */
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
  /** Met when the image is available; failed when it never will be, or is billed otherwise than it should be. */
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
