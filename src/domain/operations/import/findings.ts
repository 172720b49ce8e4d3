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
    const text = `In which Region the bucket ${bucket} is, is not known: ${reasonText(bucketRegion)}.`;
    return [
      unknownFinding('bucket-unknown', text, {
        fix: `If it is not ${region}, EC2 refuses the import: say “in <region>”.`,
      }),
    ];
  }
  if (bucketRegion.value === region) return [];
  if (bucketRegion.value === null) {
    return [refusal('no-such-bucket', `There is no bucket ${bucket}.`, { fix: 'Look for a slip in its name.' })];
  }
  const regions = findAccountById(directory, account)?.regions ?? [];
  const isUsable = regions.includes(bucketRegion.value);
  return [
    refusal(
      'bucket-elsewhere',
      `The bucket is in ${bucketRegion.value}, and EC2 imports into ${region} only what is in a bucket there.`,
      {
        fix: isUsable
          ? `Leave out “in ${region}”, and copy the AMI once it is there.`
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
    const text = `Whether the file is there, and how big it is, is not known: ${reasonText(file)}.`;
    return [unknownFinding('file-unknown', text, { fix: 'If it is not, EC2 refuses the import.' })];
  }
  if (file.value === null) {
    const text = `${object.bucket} has no file ${truncate(object.key, 300)}.`;
    return [refusal('no-such-file', text, { fix: 'Look for a slip in its key: capitals count.' })];
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
    `The file is archived (${storageClass}). EC2 can read it only while a restored copy is there, and whether one is was not looked at.`,
    { fix: 'Restore it in S3 first, or copy it to another class.' },
  );
}

const CREATE_ROLE_FIX =
  'Have an operator make it as docs/permissions.md says: it trusts vmie.amazonaws.com, and may read the bucket.';

/** (VM Import/Export User Guide, "Required permissions for VM Import/Export") */
function roleFindings({ role, object }: S3ObjectFacts, directory: Directory): readonly Finding[] {
  const account = accountLabel(directory, object.account);
  if (!role.known) {
    const text = `Whether ${account} has the role vmimport, through which EC2 reads the file, is not known: ${reasonText(role)}.`;
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
        refusal('import-role-distrusts', `The role vmimport of ${account} does not let VM Import/Export act as it.`, {
          fix: CREATE_ROLE_FIX,
        }),
      ];
  }
}

function encryptionFindings({ encryptionByDefault, object }: S3ObjectFacts): readonly Finding[] {
  if (!encryptionByDefault.known) {
    const text = `Whether its snapshots will be encrypted is not known: ${reasonText(encryptionByDefault)}.`;
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
    { fix: 'If it fails, the answer says why, and nothing is left.' },
  ),
  info(
    'name-is-a-tag',
    'EC2 takes no name for an imported AMI: its Name is that of the task (import-ami-…), and the name is given as its Name tag.',
  ),
  info('import-takes-time', 'It takes from half an hour to many hours. Its progress is shown; Stop cancels it.'),
  info('import-costs', 'It costs the storage of its snapshots; the file in S3 stays and costs what it did.'),
  info(
    'licence-detected',
    'EC2 looks what system it is and bills launches for it: Windows gets a licence of AWS, Linux needs its own subscription where it has one.',
  ),
  info(
    'lift-and-shift',
    'For moving servers that are running, AWS Application Migration Service is made: it replicates them while they run.',
  ),
];
