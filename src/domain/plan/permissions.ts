import type { CallName } from './call-specs.js';

const TAGS = 'ec2:CreateTags';

/** EC2 User Guide, "How Amazon EC2 AMI copy works"; EBS User Guide, "How Amazon EBS encryption works" */
const ENCRYPTED_COPY_PERMISSIONS = [
  'kms:CreateGrant',
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** What a call needs besides the permission of its own name, with where AWS says so. */
const EXTRA_PERMISSIONS: Partial<Readonly<Record<CallName, readonly string[]>>> = {
  CopyImage: [TAGS, ...ENCRYPTED_COPY_PERMISSIONS],
  CopySnapshot: [TAGS, ...ENCRYPTED_COPY_PERMISSIONS],
  // EC2 User Guide, "Grant permission to tag Amazon EC2 resources during creation"
  CreateImage: [TAGS],
  // VM Import/Export User Guide, "Required permissions for VM Import/Export"
  ImportImage: [TAGS, 'iam:PassRole'],
  RegisterImage: [TAGS],
  RunInstances: [TAGS, 'kms:CreateGrant', 'kms:Decrypt', 'kms:GenerateDataKeyWithoutPlaintext'],
  // EC2 API Reference, DeregisterImage, DeleteAssociatedSnapshots
  DeregisterImage: ['ec2:DeleteSnapshot'],
};

/** What IAM must allow for calls to be made, each once: those of the calls' own names first. */
export function requiredPermissions(calls: readonly CallName[]): readonly string[] {
  return [
    ...new Set([...calls.map((name) => `ec2:${name}`), ...calls.flatMap((name) => EXTRA_PERMISSIONS[name] ?? [])]),
  ];
}
