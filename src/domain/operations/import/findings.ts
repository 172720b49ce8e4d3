import { accountLabel, findAccountById, type Directory } from '../../model/directory.js';
import type { S3ObjectFacts } from '../../model/s3-object.js';
import type { Finding } from '../../plan/types.js';
import { info, unknownFinding, refusal } from '../findings/build.js';
import { reasonText } from '../../model/observed-facts.js';
import { truncate } from '../../model/format.js';

/** Everything that speaks against importing it, or follows from it. */
export function findings(facts: S3ObjectFacts, directory: Directory): readonly Finding[] {
  return [
    ...bucketFindings(facts, directory),
    ...fileFindings(facts),
    ...roleFindings(facts, directory),
    ...encryptionFindings(facts),
    ...ALWAYS_REPORTED,
  ];
}

/** (VM Import/Export User Guide, "Troubleshooting VM Import/Export") */
function bucketFindings({ bucketRegion, object }: S3ObjectFacts, directory: Directory): readonly Finding[] {
  const { bucket, account, region } = object;
  if (!bucketRegion.known) {
    const text = `The Region of the bucket ${bucket} is unknown: ${reasonText(bucketRegion)}.`;
    return [
      unknownFinding('bucket-unknown', text, {
        fix: `If it is not ${region}, EC2 refuses the import. Add “in <region>”.`,
      }),
    ];
  }
  if (bucketRegion.value === region) return [];
  if (bucketRegion.value === null) {
    return [refusal('no-such-bucket', `The bucket ${bucket} does not exist.`, { fix: 'Check its name.' })];
  }
  const regions = findAccountById(directory, account)?.regions ?? [];
  const isUsable = regions.includes(bucketRegion.value);
  return [
    refusal(
      'bucket-elsewhere',
      `The bucket is in ${bucketRegion.value}, and EC2 imports into ${region} only from a bucket there.`,
      {
        fix: isUsable
          ? `Leave out “in ${region}”, and copy the AMI afterwards.`
          : `Copy the file to a bucket in a Region that ${accountLabel(directory, account)} is configured for: ${regions.join(', ')}.`,
      },
    ),
  ];
}

/** "Less than 8 TiB". (VM Import/Export User Guide, "Limitations for resources being imported") */
const MAX_IMPORT_BYTES = 8 * 2 ** 40;
/** Classes whose files cannot be read before they are restored. (Amazon S3 User Guide, "Restoring an archived object") */
const ARCHIVED: readonly string[] = ['GLACIER', 'DEEP_ARCHIVE'];

function fileFindings({ file, object, bucketRegion }: S3ObjectFacts): readonly Finding[] {
  // Without a bucket nothing can be said about an object.
  if (bucketRegion.known && bucketRegion.value === null) return [];
  if (!file.known) {
    const text = `Whether the object exists, and its size, is unknown: ${reasonText(file)}.`;
    return [unknownFinding('file-unknown', text, { fix: 'If it is not, EC2 refuses the import.' })];
  }
  if (file.value === null) {
    const text = `${object.bucket} has no file ${truncate(object.key, 300)}.`;
    return [refusal('no-such-file', text, { fix: 'Check its key. It is case-sensitive.' })];
  }
  const { sizeBytes, storageClass } = file.value;
  return [
    ...(sizeBytes === 0 ? [EMPTY_FILE] : []),
    ...(sizeBytes >= MAX_IMPORT_BYTES ? [TOO_BIG] : []),
    ...(ARCHIVED.includes(storageClass) ? [archived(storageClass)] : []),
  ];
}

const EMPTY_FILE = refusal('empty-file', 'The file is empty.', { fix: 'Upload it again.' });

const TOO_BIG = refusal('file-too-big', 'The file has 8 TiB or more: EC2 imports only smaller disks.', {
  fix: 'Use Application Migration Service, or import its disks one by one as snapshots.',
});

function archived(storageClass: string): Finding {
  return unknownFinding(
    'file-archived',
    `The object is archived (${storageClass}). EC2 can read it only while a restored copy exists, which was not checked.`,
    { fix: 'Restore it in S3 first, or copy it to another class.' },
  );
}

const CREATE_ROLE_FIX =
  'An operator must create it as docs/permissions.md describes: it trusts vmie.amazonaws.com, and may read the bucket.';

/** (VM Import/Export User Guide, "Required permissions for VM Import/Export") */
function roleFindings({ role, object }: S3ObjectFacts, directory: Directory): readonly Finding[] {
  const account = accountLabel(directory, object.account);
  if (!role.known) {
    const text = `Whether ${account} has the role vmimport, which EC2 uses to read the object, is unknown: ${reasonText(role)}.`;
    return [unknownFinding('import-role-unknown', text, { fix: 'Without it, EC2 refuses the import.' })];
  }
  switch (role.value) {
    case 'trusted':
      return [];
    case 'missing':
      return [
        refusal('no-import-role', `${account} has no role vmimport, through which EC2 reads the file.`, {
          fix: CREATE_ROLE_FIX,
        }),
      ];
    case 'untrusted':
      return [
        refusal('import-role-distrusts', `The role vmimport of ${account} does not trust VM Import/Export.`, {
          fix: CREATE_ROLE_FIX,
        }),
      ];
  }
}

function encryptionFindings({ encryptionByDefault, object }: S3ObjectFacts): readonly Finding[] {
  if (!encryptionByDefault.known) {
    const text = `Whether its snapshots will be encrypted is unknown: ${reasonText(encryptionByDefault)}.`;
    return [unknownFinding('import-encryption-unknown', text)];
  }
  return encryptionByDefault.value
    ? [
        info(
          'import-encrypted',
          `Encryption is the default in ${object.region}: its snapshots are encrypted under the default key. If that is AWS’s own, the AMI cannot be shared.`,
        ),
      ]
    : [
        info(
          'import-unencrypted',
          `Its snapshots are not encrypted: encryption is not the default in ${object.region}.`,
        ),
      ];
}

const ALWAYS_REPORTED: readonly Finding[] = [
  unknownFinding(
    'import-may-fail',
    'Whether EC2 supports the system in the file, and whether vmimport may read it, shows only during the import.',
    { fix: 'If it fails, the answer says why, and nothing remains.' },
  ),
  info(
    'name-is-a-tag',
    'EC2 accepts no name for an imported AMI: its name is that of the task (import-ami-…). The name that you enter becomes its Name tag.',
  ),
  info('import-takes-time', 'It takes from half an hour to many hours. Its progress is shown; Stop cancels it.'),
  info('import-costs', 'You pay for the storage of its snapshots. The object in S3 stays and keeps costing.'),
  info(
    'licence-detected',
    'EC2 looks what system it is and bills launches for it: Windows gets a licence of AWS, Linux needs its own subscription where it has one.',
  ),
  info(
    'lift-and-shift',
    'For moving servers that are running, AWS Application Migration Service is made: it replicates them while they run.',
  ),
];
