import { ec2Operation } from '../operation.js';
import { paginateList } from '../paging.js';
import { text, texts, wholeNumber } from '../parameters.js';

export const describeSpotFleetRequests = ec2Operation('DescribeSpotFleetRequests', {
  params: { SpotFleetRequestId: texts, MaxResults: wholeNumber(1, 1000).optional(), NextToken: text.optional() },
  run(params, { store, caller, region }) {
    const own = store.all('spotFleets').filter((one) => one.ownerId === caller.account && one.region === region);
    const shown = own.filter(
      ({ id }) => params.SpotFleetRequestId.length === 0 || params.SpotFleetRequestId.includes(id),
    );
    const page = paginateList(shown, { size: params.MaxResults, token: params.NextToken });
    const spotFleetRequestConfigSet = page.items.map((fleet) => ({
      spotFleetRequestId: fleet.id,
      spotFleetRequestState: fleet.state,
      createTime: fleet.createdAt,
      spotFleetRequestConfig: {
        iamFleetRole: `arn:aws:iam::${fleet.ownerId}:role/spot-fleet`,
        targetCapacity: 1,
        launchSpecifications: fleet.imageIds.map((imageId) => ({ imageId, instanceType: 'm7i.large' })),
      },
    }));
    return { spotFleetRequestConfigSet, nextToken: page.next };
  },
});
