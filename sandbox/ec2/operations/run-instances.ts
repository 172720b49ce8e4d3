import { z } from 'zod';
import type { Instance } from '../entities.js';
import { AwsError, imageNotFound, imageUnavailable } from '../errors.js';
import type { Image } from '../image-entities.js';
import { checkImageId, visibleImages } from '../visible-images.js';
import { startTransition } from '../instance-transitions.js';
import { describeInstance } from '../instance-view.js';
import { checkSubscription, findSubnet, checkInstanceType } from '../launch/checks.js';
import { createVolumes, volumeFailure } from '../launch/volumes.js';
import { idempotentByToken } from '../client-tokens.js';
import { ec2Operation, type Call } from '../operation.js';
import { text, wholeNumber } from '../parameters.js';
import { specifiedTags, tagSpecifications, withTags } from '../tagging.js';

const shape = {
  ImageId: text,
  InstanceType: text,
  MinCount: wholeNumber(1, 1),
  MaxCount: wholeNumber(1, 1),
  SubnetId: text.optional(),
  MetadataOptions: z.strictObject({ HttpTokens: z.enum(['required', 'optional']) }).optional(),
  TagSpecification: tagSpecifications,
  ClientToken: text.max(64).optional(),
};

type RunParams = z.infer<z.ZodObject<typeof shape>>;

/** Pending at first. A bad key of a volume shows only later. (EC2 API, RunInstances) */
export const runInstances = ec2Operation('RunInstances', {
  params: shape,
  run(params, call) {
    const id = idempotentByToken('RunInstances', params, call, () => launch(params, call).id);
    const instance = call.store.get('instances', id);
    if (instance === undefined || instance.state === 'terminated') {
      throw new AwsError('IdempotentInstanceTerminated', 'The instance that this client token launched is terminated.');
    }
    return {
      reservationId: id.replace(/^i-/, 'r-'),
      ownerId: call.caller.account,
      instancesSet: [describeInstance(instance, call)],
    };
  },
});

function launch(params: RunParams, call: Call): Instance {
  const { store, caller, region, now } = call;
  const tagsFor = specifiedTags(params.TagSpecification, ['instance', 'volume']);
  const image = findLaunchableImage(params.ImageId, call);
  checkInstanceType(image, params.InstanceType);
  checkSubscription(image, call);
  const failure = volumeFailure(image, call);
  const instance: Instance = {
    id: store.newId('i'),
    region,
    ownerId: caller.account,
    imageId: image.id,
    instanceType: params.InstanceType,
    launchedAt: now.toISOString(),
    subnetId: findSubnet(params.SubnetId, call),
    volumes: createVolumes(image, call),
    tags: withTags({}, tagsFor('instance')),
    ...startTransition('pending', failure === undefined ? 'running' : 'terminated', call),
    ...(failure === undefined ? {} : { stateReason: { code: 'Client.InternalError', message: failure } }),
  };
  store.put('instances', instance);
  return instance;
}

function findLaunchableImage(id: string, call: Call): Image {
  checkImageId(id);
  const image = visibleImages(call).find((one) => one.id === id);
  if (image === undefined) throw imageNotFound([id]);
  if (image.state !== 'available') throw imageUnavailable(id);
  return image;
}
