import { DescribeSpotFleetRequestsCommand } from '@aws-sdk/client-ec2';
import { readAllPages } from '../../read.js';
import type { Clients } from '../../clients/clients.js';
import { partitionOf } from '../../partition.js';
import type { AccountRegion } from '../../../domain/model/directory.js';
import { groupByImage, type ReferencesByImage } from './references.js';
import { spotFleetsPageSchema } from '../schema.js';

/** These launch nothing any more. Their running instances are listed as instances. (EC2 API, BatchState) */
const ENDED_STATES = new Set(['cancelled', 'cancelled_running', 'cancelled_terminating', 'failed']);

/**
 * Spot Fleet requests that name an AMI in a launch specification of their own; EC2's list of references does not know them.
 * One that launches from a template is in use through the template.
 */
export async function readSpotFleets(clients: Clients, place: AccountRegion): Promise<ReferencesByImage> {
  const pages = await readAllPages(['ec2', 'DescribeSpotFleetRequests'], spotFleetsPageSchema, (token) =>
    clients.ec2(place).send(new DescribeSpotFleetRequestsCommand({ MaxResults: 100, ...token })),
  );
  const living = pages
    .flatMap(({ SpotFleetRequestConfigs }) => SpotFleetRequestConfigs)
    .filter(({ SpotFleetRequestState }) => !ENDED_STATES.has(SpotFleetRequestState));
  return groupByImage(
    living.flatMap(({ SpotFleetRequestId: id, SpotFleetRequestConfig: { LaunchSpecifications } }) => {
      const arn = `arn:${partitionOf(place.region).name}:ec2:${place.region}:${place.account}:spot-fleet-request/${id}`;
      const imageIds = new Set(LaunchSpecifications.flatMap(({ ImageId }) => ImageId ?? []));
      return [...imageIds].map((imageId) => [imageId, { type: 'ec2:SpotFleetRequest', arn }] as const);
    }),
  );
}
