import { chooseKey } from '../copy/choose-key.js';
import { pendingSnapshot, copyRunFor } from '../copy/pending-snapshot.js';
import { AwsError, invalidValue, snapshotNotFound } from '../errors.js';
import { ec2Operation, type Call } from '../operation.js';
import { flag, text } from '../parameters.js';
import { isRegion } from '../regions.js';
import { canRestore } from '../sharing.js';
import { specifiedTags, tagSpecifications, withTags } from '../tagging.js';

/** Direct copies of snapshots to one Region at once. (EBS User Guide, "Quotas for Amazon EBS") */
const MAX_CONCURRENT_COPIES = 20;

/** Called in the destination Region. The caller owns the copy. There is no client token. (EC2 API, CopySnapshot) */
export const copySnapshot = ec2Operation('CopySnapshot', {
  params: {
    SourceRegion: text,
    SourceSnapshotId: text,
    Description: text.default(''),
    Encrypted: flag.optional(),
    KmsKeyId: text.optional(),
    TagSpecification: tagSpecifications,
    // The SDK adds it automatically, so that the source Region trusts the destination.
    DestinationRegion: text.optional(),
    PresignedUrl: text.optional(),
  },
  run(params, call) {
    const { SourceRegion, SourceSnapshotId, Description, TagSpecification } = params;
    if (!isRegion(SourceRegion)) throw invalidValue('sourceRegion', SourceRegion, 'The Region does not exist.');
    const source = call.store.get('snapshots', SourceSnapshotId);
    if (source?.region !== SourceRegion || !canRestore(source, call.caller.account)) {
      throw snapshotNotFound(SourceSnapshotId);
    }
    if (params.KmsKeyId !== undefined && params.Encrypted !== true) {
      throw new AwsError(
        'InvalidParameterDependency',
        'The parameter KmsKeyId requires the parameter Encrypted to be set.',
      );
    }
    checkConcurrency(call);
    const tags = withTags({}, specifiedTags(TagSpecification, ['snapshot'])('snapshot'));
    const { keyArn, failure } = chooseKey(source, params, call);
    const copy = pendingSnapshot(source, Description, call);
    call.store.put('snapshots', {
      ...copy,
      tags,
      ...(keyArn === undefined ? {} : { keyArn }),
      copy: copyRunFor(call, 0.9, failure),
    });
    return { snapshotId: copy.id };
  },
});

function checkConcurrency({ store, region, caller }: Call): void {
  const running = store
    .all('snapshots')
    .filter(
      ({ state, ...snapshot }) =>
        state === 'pending' && snapshot.region === region && snapshot.ownerId === caller.account,
    );
  if (running.length < MAX_CONCURRENT_COPIES) return;
  throw new AwsError(
    'ConcurrentSnapshotLimitExceeded',
    'The maximum number of concurrent snapshot copies has been reached.',
  );
}
