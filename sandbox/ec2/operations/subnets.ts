import type { Subnet } from '../entities.js';
import { filterPredicate, type FilterFields } from '../filters.js';
import { ec2Operation } from '../operation.js';
import { paginateList } from '../paging.js';
import { filters, text, wholeNumber } from '../parameters.js';

export const describeSubnets = ec2Operation('DescribeSubnets', {
  params: { Filter: filters, MaxResults: wholeNumber(5, 1000).optional(), NextToken: text.optional() },
  run(params, { store, caller, region }) {
    const own = store.all('subnets').filter((one) => one.ownerId === caller.account && one.region === region);
    const shown = own.filter(filterPredicate(params.Filter, FIELDS, () => ({})));
    const page = paginateList(shown, { size: params.MaxResults, token: params.NextToken });
    return {
      subnetSet: page.items.map(({ id, vpcId, availabilityZone, isDefault, ownerId }) => ({
        subnetId: id,
        vpcId,
        availabilityZone,
        defaultForAz: isDefault,
        ownerId,
        state: 'available',
      })),
      nextToken: page.next,
    };
  },
});

const FIELDS: FilterFields<Subnet> = {
  'subnet-id': ({ id }) => id,
  'vpc-id': ({ vpcId }) => vpcId,
  'default-for-az': ({ isDefault }) => String(isDefault),
};
