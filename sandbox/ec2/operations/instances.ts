import type { Instance } from '../entities.js';
import { AwsError } from '../errors.js';
import { passing, type FilterFields } from '../filters.js';
import { ec2Operation } from '../operation.js';
import { pageOf, refuseIdsWithPage } from '../paging.js';
import { filters, text, texts, wholeNumber } from '../parameters.js';
import { tagSet } from '../wire/tags.js';

/** (EC2 API, InstanceState) */
const STATE_CODES: Readonly<Record<Instance['state'], number>> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

/** One reservation an instance. */
export const describeInstances = ec2Operation('DescribeInstances', {
  params: {
    InstanceId: texts,
    Filter: filters,
    MaxResults: wholeNumber(5, 1000).optional(),
    NextToken: text.optional(),
  },
  run(params, { store, caller, region }) {
    refuseIdsWithPage(params.InstanceId, params.MaxResults, 'instanceIds');
    const own = store.all('instances').filter((one) => one.ownerId === caller.account && one.region === region);
    const unknown = params.InstanceId.find((id) => !own.some((one) => one.id === id));
    if (unknown !== undefined) {
      throw new AwsError('InvalidInstanceID.NotFound', `The instance ID '${unknown}' does not exist`);
    }
    const passes = passing(params.Filter, FIELDS, ({ tags }) => tags);
    const shown = own
      .filter((one) => params.InstanceId.length === 0 || params.InstanceId.includes(one.id))
      .filter(passes);
    const page = pageOf(shown, { size: params.MaxResults, token: params.NextToken });
    return { reservationSet: page.items.map(reservation), nextToken: page.next };
  },
});

function reservation(instance: Instance) {
  return {
    reservationId: instance.id.replace(/^i-/, 'r-'),
    ownerId: instance.ownerId,
    instancesSet: [
      {
        instanceId: instance.id,
        imageId: instance.imageId,
        instanceState: { code: STATE_CODES[instance.state], name: instance.state },
        instanceType: instance.instanceType,
        launchTime: instance.launchedAt,
        tagSet: tagSet(instance.tags),
      },
    ],
  };
}

const FIELDS: FilterFields<Instance> = {
  'image-id': ({ imageId }) => imageId,
  'instance-id': ({ id }) => id,
  'instance-state-name': ({ state }) => state,
  'instance-type': ({ instanceType }) => instanceType,
};
