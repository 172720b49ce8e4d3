import { addSeconds } from 'date-fns';
import type { Instance, InstanceVolume } from '../entities.js';
import { AwsError, invalidCombination } from '../errors.js';
import type { Image } from '../image-entities.js';
import { checkName } from '../copy/source.js';
import { ec2Operation, type Call } from '../operation.js';
import { findOwnInstance } from '../own-instance.js';
import { flag, text } from '../parameters.js';
import { specifiedTags, tagSpecifications, withTags } from '../tagging.js';

const shape = {
  InstanceId: text,
  Name: text,
  Description: text.default(''),
  NoReboot: flag.default(false),
  TagSpecification: tagSpecifications,
};

/** EBS-backed instances only, running or stopped; the image is pending at first. (EC2 API, CreateImage) */
export const createImage = ec2Operation('CreateImage', {
  params: shape,
  run(params, call) {
    const instance = findOwnInstance(call, params.InstanceId);
    const origin = call.store.get('images', instance.imageId);
    checkName(params.Name, call);
    checkImageable(instance, origin);
    const tagsFor = specifiedTags(params.TagSpecification, ['image', 'snapshot']);
    const { store, caller, region, now, copySeconds } = call;
    const imageId = store.newId('ami');
    const run = { startedAt: now.toISOString(), endsAt: addSeconds(now, copySeconds).toISOString() };
    const snapshots = (instance.volumes ?? []).map((volume) => ({
      volume,
      snapshotId: createSnapshot(
        volume,
        { ...instance, imageId },
        { tags: withTags({}, tagsFor('snapshot')), copy: run },
        call,
      ),
    }));
    store.put('images', {
      id: imageId,
      region,
      ownerId: caller.account,
      name: params.Name,
      description: params.Description,
      state: 'pending',
      createdAt: now.toISOString(),
      machine: origin.machine,
      blockDevices: snapshots.map(({ volume, snapshotId }) => ({
        deviceName: volume.deviceName,
        snapshotId,
        volumeSize: volume.size,
        volumeType: volume.type,
        deleteOnTermination: true,
      })),
      tags: withTags({}, tagsFor('image')),
      launchPermissions: [],
      protection: 'disabled',
      sourceImageId: origin.id,
      sourceImageRegion: region,
      copy: run,
    });
    return { imageId };
  },
});

function checkImageable({ id, state }: Instance, origin: Image | undefined): asserts origin is Image {
  if (state !== 'running' && state !== 'stopped') {
    throw new AwsError('IncorrectState', `The instance '${id}' is not in the 'running' or 'stopped' state.`);
  }
  if (origin?.machine.rootDeviceType === 'ebs') return;
  throw invalidCombination('The instance does not have an EBS root volume: it cannot be imaged this way.');
}

function createSnapshot(
  { volumeId, size, keyArn }: InstanceVolume,
  { id, imageId }: Pick<Instance, 'id' | 'imageId'>,
  rest: Pick<Image, 'tags' | 'copy'>,
  { store, caller, region, now }: Call,
): string {
  const snapshotId = store.newId('snap');
  store.put('snapshots', {
    id: snapshotId,
    region,
    ownerId: caller.account,
    description: `Created by CreateImage(${id}) for ${imageId} from ${volumeId}`,
    state: 'pending',
    startedAt: now.toISOString(),
    volumeSize: size,
    fullBytes: Math.round((size / 2) * 2 ** 30),
    storageTier: 'standard',
    volumePermissions: [],
    ...rest,
    ...(keyArn === undefined ? {} : { keyArn }),
  });
  return snapshotId;
}
