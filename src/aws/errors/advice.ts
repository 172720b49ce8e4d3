/**
 * What the user can do about a refusal of AWS, in one sentence. `undefined` if AWS's message is enough. Messages are
 * matched only if one code has several meanings. (Amazon EC2 Developer Guide, "Error codes for the Amazon EC2 API")
 */
export function advice(code: string, message: string): string | undefined {
  return ADVICE.find(
    (entry) => entry.code === code && (entry.messagePattern === undefined || entry.messagePattern.test(message)),
  )?.text;
}

interface Advice {
  readonly code: string;
  /** Observed, not promised by AWS: when the words change, the general advice of the code remains. */
  readonly messagePattern?: RegExp;
  readonly text: string;
}

/** The first match wins. */
const ADVICE: readonly Advice[] = [
  {
    code: 'AuthFailure',
    messagePattern: /AWS Backup/i,
    text: 'Delete the recovery point in AWS Backup. Only AWS Backup can remove this AMI.',
  },
  {
    code: 'AuthFailure',
    text: 'Only the owner of an AMI can do this. Request it through the account that owns the AMI.',
  },
  {
    code: 'OperationNotPermitted',
    messagePattern: /block public access|public access/i,
    text: 'Block public access is on for this account and Region; it must be turned off before an AMI can be made public.',
  },
  {
    code: 'OperationNotPermitted',
    messagePattern: /snapshot|default|key|encrypt/i,
    text: 'Copy the AMI under a customer managed key first and share the copy: what the AWS managed key encrypts cannot be shared.',
  },
  {
    code: 'OperationNotPermitted',
    messagePattern: /protect/i,
    text: 'Turn the deregistration protection off first; with a cooldown, wait 24 hours after that.',
  },
  {
    code: 'OperationNotPermitted',
    text: 'The state of the AMI or a setting of the account forbids it. Check /ami info.',
  },
  {
    code: 'InvalidParameter',
    messagePattern: /service role .* does not exist/i,
    text: 'Create the role vmimport as docs/permissions.md describes, let it read this bucket (and decrypt with its KMS key), and let the bot pass it (iam:PassRole). Then press Retry.',
  },
  {
    code: 'InvalidParameter',
    messagePattern: /not local to the region/i,
    text: 'EC2 imports only from a bucket in the same Region. Submit it again without “in”, or copy the object to a bucket there.',
  },
  {
    code: 'InvalidParameter',
    messagePattern: /S3 (source|object|bucket)/i,
    text: 'Check that the object exists, and that the role vmimport may read the bucket.',
  },
  {
    code: 'InvalidParameter',
    messagePattern: /key|encrypt/i,
    text: 'Copy the AMI under a customer managed key first and share the copy: what the AWS managed key encrypts cannot be shared.',
  },
  {
    code: 'InvalidRequest',
    messagePattern: /permission to access the storage/i,
    text: 'The owner must share every snapshot of the AMI (and its key) with the account that copies it. /ami share does both. Or request the copy “by snapshots”.',
  },
  {
    code: 'InvalidRequest',
    messagePattern: /Marketplace|BillingProduct/i,
    text: 'Request the copy “by launching <instance type>”: an instance is launched from the AMI in the other account, and an AMI is created from it, which keeps the licence.',
  },
  {
    code: 'InvalidAMIAttributeItemValue',
    text: 'Check the account, organization or OU that was named: AWS does not know it.',
  },
  {
    code: 'InvalidAMIName.Duplicate',
    text: 'Submit it again with another name. After a deregistration a name stays taken for a short while.',
  },
  {
    code: 'InvalidAMIName.Malformed',
    text: "Use 3 to 128 letters, digits, spaces or ( ) [ ] . / - ' @ _ for the name.",
  },
  { code: 'InvalidAMIID.Malformed', text: 'Enter the AMI ID as AWS prints it: ami- and 17 hexadecimal digits.' },
  { code: 'InvalidSnapshot.InUse', text: 'Deregister the AMI that the snapshot backs first.' },
  {
    code: 'IdempotentParameterMismatch',
    text: 'Submit a new request. This one was already sent to AWS with other parameters.',
  },
  { code: 'TagLimitExceeded', text: 'Remove some tags: a resource takes 50.' },
  { code: 'TagPolicyViolation', text: "Change the tags so that they meet the organization's tag policy." },
  {
    code: 'OptInRequired',
    text: 'Subscribe to the product in AWS Marketplace, or opt in to the Region, in the account that is to use it.',
  },
  {
    code: 'CustomerKeyHasBeenRevoked',
    text: 'Enable the KMS key again, or use another: this one can no longer be used.',
  },
  {
    code: 'RequestExpired',
    text: "Set the clock of the machine that the bot runs on: it is more than 15 minutes off AWS's.",
  },
];
