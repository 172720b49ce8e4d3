import { z } from 'zod';
import { idempotentByToken } from '../client-tokens.js';
import { AWS_ALIAS } from '../copy/choose-key.js';
import { copyRunFor } from '../copy/pending-snapshot.js';
import type { StoredObject } from '../import-entities.js';
import { AwsError } from '../errors.js';
import { IMPORT_SERVICE, findRole } from '../imports/role.js';
import { describeTask } from '../imports/task-view.js';
import { findKey } from '../key-access.js';
import { ec2Operation, type Call } from '../operation.js';
import { text } from '../parameters.js';
import { settingsOf } from '../settings.js';
import { specifiedTags, tagSpecifications, withTags } from '../tagging.js';

const diskContainer = z.strictObject({
  Format: z.enum(['OVA', 'VMDK', 'VHD', 'VHDX', 'RAW']),
  UserBucket: z.strictObject({ S3Bucket: text, S3Key: text }),
});

const shape = {
  DiskContainer: z.tuple([diskContainer]),
  Description: text.optional(),
  TagSpecification: tagSpecifications,
  ClientToken: text.max(64).optional(),
};

type ImportParams = z.infer<z.ZodObject<typeof shape>>;

/** Errors of the file show only later, in the task. (EC2 API, ImportImage) */
export const importImage = ec2Operation('ImportImage', {
  params: shape,
  additionalPermissions: ['iam:PassRole'],
  run(params, call) {
    const id = idempotentByToken('ImportImage', params, call, () => startImport(params, call));
    const task = call.store.get('importTasks', id);
    return task === undefined ? {} : describeTask(task, call.now);
  },
});

function startImport({ DiskContainer: [disk], TagSpecification }: ImportParams, call: Call): string {
  const { store, caller, region } = call;
  const tagsFor = specifiedTags(TagSpecification, ['import-image-task']);
  const object = findReadableObject(disk.UserBucket, call);
  const id = store.newId('import-ami');
  const isOfFormat = object.machine.format === disk.Format;
  const failure = isOfFormat
    ? object.machine.failure
    : `ClientError: Disk validation failed [Unsupported ${disk.Format} File Format]`;
  const { encryptionByDefault = false, defaultKeyArn = AWS_ALIAS } = settingsOf(call);
  const key = encryptionByDefault ? findKey(store, defaultKeyArn, { account: caller.account, region }) : undefined;
  store.put('importTasks', {
    id,
    region,
    ownerId: caller.account,
    source: object.machine,
    state: 'active',
    run: copyRunFor(call, 1, failure),
    tags: withTags({}, tagsFor('import-image-task')),
    ...(key === undefined ? {} : { keyArn: key.arn }),
  });
  return id;
}

/** Messages as observed. (VM Import/Export User Guide, "Troubleshooting VM Import/Export") */
function findReadableObject(
  { S3Bucket, S3Key }: z.infer<typeof diskContainer>['UserBucket'],
  call: Call,
): StoredObject {
  const { store, region } = call;
  const role = findRole('vmimport', call);
  const bucket = store.get('buckets', S3Bucket);
  if (bucket !== undefined && bucket.region !== region) {
    throw new AwsError('InvalidParameter', 'The given S3 object is not local to the region.');
  }
  if (role?.services?.includes(IMPORT_SERVICE) !== true || role.reads?.includes(S3Bucket) === false) {
    throw new AwsError(
      'InvalidParameter',
      'The service role vmimport provided does not exist or does not have sufficient permissions',
    );
  }
  const object = store.get('objects', `s3://${S3Bucket}/${S3Key}`);
  if (bucket === undefined || object === undefined) {
    throw new AwsError('InvalidParameter', 'Invalid S3 source location.');
  }
  return object;
}
