import type { CallName, TaggedType } from './call-inputs.js';

/**
 * How a call is repeated after it was sent and no response arrived.
 *
 * - `idempotent`: making the call twice has the same effect as making it once.
 * - `client-token`: EC2 takes a client token and answers a repetition with the first response.
 * - `check-first`: the executor checks whether the call took effect before it sends it again: by the request tags of what
 *   the call creates, or by the condition of its step.
 *
 * (Amazon EC2 Developer Guide, "Ensuring idempotency in Amazon EC2 API requests")
 */
export type RetryMode = 'idempotent' | 'client-token' | 'check-first';

/** What a call does, as the approval rules judge it. `action` is the `action` of a rule. */
export type CallEffect =
  /** Each permission that it gives or revokes: `share`, `unshare`, `publish` and `unpublish`. */
  | { readonly kind: 'permissions' }
  /** Within a plan of one of the operations in `within`, it is a part of that operation. */
  | { readonly kind: 'action'; readonly action: string; readonly within: readonly string[] }
  /** As `action`, but no effect of its own on what an earlier step of the plan creates. */
  | { readonly kind: 'action-on-existing'; readonly action: string };

/** Everything that the product knows about one EC2 call. */
export interface CallSpec {
  readonly retry: RetryMode;
  readonly effect: CallEffect;
  /** The types of the resources that the call creates and tags with request and step. Absent if it creates none. */
  readonly creates?: readonly TaggedType[];
  /** The IAM actions that the call needs besides `ec2:<its name>`. */
  readonly extraPermissions?: readonly string[];
  /** Types of resources that the call uses or creates without naming or tagging them. */
  readonly usesUnnamed?: readonly string[];
  /** EC2 refuses the call when its effect is already in place. The error kinds that it then answers with. */
  readonly refusedWhenDone?: readonly ('not-found' | 'rejected')[];
  /** The call takes an AMI away from everyone who uses it. */
  readonly removesAccess?: true;
  /** The call sets a state, so that it can be made again although it is not idempotent: EC2 refuses it, or does nothing. */
  readonly setsState?: true;
}

const TAGS = 'ec2:CreateTags';

/** EC2 User Guide, "How Amazon EC2 AMI copy works"; EBS User Guide, "How Amazon EBS encryption works" */
const ENCRYPTED_COPY = [
  'kms:CreateGrant',
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

const PERMISSIONS = { kind: 'permissions' } as const;

function itself(action: string, ...within: readonly string[]): CallEffect {
  return { kind: 'action', action, within };
}

/** One entry a call. Adding a call starts here. The compiler names the other places. */
export const CALL_SPECS = {
  ModifyImageAttribute: { retry: 'idempotent', effect: PERMISSIONS },
  ModifySnapshotAttribute: { retry: 'idempotent', effect: PERMISSIONS },
  CopyImage: {
    retry: 'client-token',
    effect: itself('copy'),
    creates: ['image', 'snapshot'],
    extraPermissions: [TAGS, ...ENCRYPTED_COPY],
  },
  CopySnapshot: {
    retry: 'check-first',
    effect: itself('copy'),
    creates: ['snapshot'],
    extraPermissions: [TAGS, ...ENCRYPTED_COPY],
  },
  RegisterImage: {
    retry: 'check-first',
    effect: itself('create', 'copy'),
    creates: ['image'],
    extraPermissions: [TAGS],
  },
  // DeleteAssociatedSnapshots needs the extra permission. (EC2 API Reference, DeregisterImage)
  DeregisterImage: {
    retry: 'check-first',
    effect: itself('deregister', 'retire'),
    extraPermissions: ['ec2:DeleteSnapshot'],
    removesAccess: true,
  },
  // A resource that is not in the Recycle Bin may never have been: EC2 keeps a snapshot that another AMI uses.
  RestoreImageFromRecycleBin: { retry: 'check-first', effect: itself('restore'), refusedWhenDone: ['not-found'] },
  RestoreSnapshotFromRecycleBin: { retry: 'check-first', effect: itself('restore'), refusedWhenDone: ['not-found'] },
  EnableImageDeprecation: { retry: 'idempotent', effect: itself('deprecate', 'retire') },
  DisableImageDeprecation: { retry: 'idempotent', effect: itself('undeprecate') },
  // An AMI that was disabled may come back from the Recycle Bin available.
  EnableImage: { retry: 'check-first', effect: itself('enable'), refusedWhenDone: ['not-found'], setsState: true },
  DisableImage: { retry: 'check-first', effect: itself('disable', 'retire'), removesAccess: true, setsState: true },
  EnableImageDeregistrationProtection: { retry: 'idempotent', effect: itself('protect') },
  DisableImageDeregistrationProtection: { retry: 'idempotent', effect: itself('unprotect') },
  DeleteSnapshot: { retry: 'check-first', effect: itself('deregister') },
  // EC2 User Guide, "Grant permission to tag Amazon EC2 resources during creation"
  CreateImage: {
    retry: 'check-first',
    effect: itself('create', 'copy'),
    creates: ['image', 'snapshot'],
    extraPermissions: [TAGS],
  },
  // The call tags the task. The AMI is tagged when it exists.
  // (VM Import/Export User Guide, "Required permissions for VM Import/Export")
  ImportImage: {
    retry: 'client-token',
    effect: itself('import'),
    creates: ['import-image-task'],
    usesUnnamed: ['image', 'snapshot'],
    extraPermissions: [TAGS, 'iam:PassRole'],
  },
  // EC2 has several codes for an import that has already ended.
  CancelImportTask: { retry: 'check-first', effect: itself('deregister'), refusedWhenDone: ['not-found', 'rejected'] },
  CreateTags: { retry: 'idempotent', effect: { kind: 'action-on-existing', action: 'create' } },
  RunInstances: {
    retry: 'client-token',
    effect: itself('launch'),
    creates: ['instance', 'volume'],
    usesUnnamed: ['network-interface', 'security-group', 'snapshot', 'subnet'],
    extraPermissions: [TAGS, 'kms:CreateGrant', 'kms:Decrypt', 'kms:GenerateDataKeyWithoutPlaintext'],
  },
  StopInstances: { retry: 'idempotent', effect: { kind: 'action-on-existing', action: 'terminate' } },
  TerminateInstances: { retry: 'idempotent', effect: itself('terminate') },
} as const satisfies Readonly<Record<CallName, CallSpec>>;

/** Returns the spec of a call. */
export function callSpec(name: CallName): CallSpec {
  return CALL_SPECS[name];
}

/** Returns the types of the tagged resources that a call creates. Empty if it creates none. */
export function createdResourceTypes(name: CallName): readonly TaggedType[] {
  return callSpec(name).creates ?? [];
}

/** Returns the IAM actions that the calls need, each once. The actions of the calls' own names come first. */
export function requiredPermissions(calls: readonly CallName[]): readonly string[] {
  return [
    ...new Set([
      ...calls.map((name) => `ec2:${name}`),
      ...calls.flatMap((name) => callSpec(name).extraPermissions ?? []),
    ]),
  ];
}
