import type { Instance } from '../entities.js';
import { AwsError } from '../errors.js';
import { filterPredicate, type FilterFields } from '../filters.js';
import { describeInstance } from '../instance-view.js';
import { ec2Operation, type Call } from '../operation.js';
import { paginateList, refuseIdsWithPage } from '../paging.js';
import { filters, text, texts, wholeNumber } from '../parameters.js';

/** One reservation an instance. */
export const describeInstances = ec2Operation('DescribeInstances', {
  params: {
    InstanceId: texts,
    Filter: filters,
    MaxResults: wholeNumber(5, 1000).optional(),
    NextToken: text.optional(),
  },
  run(params, call) {
    const { store, caller, region } = call;
    refuseIdsWithPage(params.InstanceId, params.MaxResults, 'instanceIds');
    const own = store.all('instances').filter((one) => one.ownerId === caller.account && one.region === region);
    const unknown = params.InstanceId.find((id) => !own.some((one) => one.id === id));
    if (unknown !== undefined) {
      throw new AwsError('InvalidInstanceID.NotFound', `The instance ID '${unknown}' does not exist`);
    }
    const passes = filterPredicate(params.Filter, FIELDS, ({ tags }) => tags);
    const shown = own
      .filter((one) => params.InstanceId.length === 0 || params.InstanceId.includes(one.id))
      .filter(passes);
    const page = paginateList(shown, { size: params.MaxResults, token: params.NextToken });
    return { reservationSet: page.items.map((instance) => reservation(instance, call)), nextToken: page.next };
  },
});

function reservation(instance: Instance, call: Call) {
  return {
    reservationId: instance.id.replace(/^i-/, 'r-'),
    ownerId: instance.ownerId,
    instancesSet: [describeInstance(instance, call)],
  };
}

const FIELDS: FilterFields<Instance> = {
  'image-id': ({ imageId }) => imageId,
  'instance-id': ({ id }) => id,
  'instance-state-name': ({ state }) => state,
  'instance-type': ({ instanceType }) => instanceType,
};
