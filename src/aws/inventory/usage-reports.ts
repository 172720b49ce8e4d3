import {
  CreateImageUsageReportCommand,
  DescribeImageUsageReportEntriesCommand,
  DescribeImageUsageReportsCommand,
  type ImageUsageResourceTypeRequest,
} from '@aws-sdk/client-ec2';
import type { ImageRef } from '../../domain/model/image.js';
import type { UsageReportState } from '../../workflows/ports/inventory.js';
import type { UsageCount } from '../../domain/stale/types.js';
import { readAllPages, withPortErrors, parseResponse } from '../read.js';
import { chunk } from '../collections.js';
import type { Clients } from '../clients/clients.js';
import type { AccountRegion } from '../../domain/model/directory.js';
import { entriesPageSchema, reportsPageSchema, startedSchema } from './schema.js';

/** Without the depth only the newest 20 versions of a template are counted. (EC2 User Guide, "View your AMI usage") */
const RESOURCE_TYPES: ImageUsageResourceTypeRequest[] = [
  { ResourceType: 'ec2:Instance' },
  {
    ResourceType: 'ec2:LaunchTemplate',
    ResourceTypeOptions: [{ OptionName: 'version-depth', OptionValues: ['10000'] }],
  },
  { ResourceType: 'imagebuilder:ImageRecipe' },
  { ResourceType: 'imagebuilder:ContainerRecipe' },
];

const MAX_IDS_PER_CALL = 100;

/** Has EC2 count an AMI's use in all accounts, and gives the report's id. */
export async function startUsageReport(clients: Clients, image: ImageRef, token: string): Promise<string> {
  const command = new CreateImageUsageReportCommand({
    ImageId: image.imageId,
    ResourceTypes: RESOURCE_TYPES,
    ClientToken: token,
  });
  const call = { service: 'ec2', operation: 'CreateImageUsageReport', changes: true };
  const response = await withPortErrors(() => clients.ec2(image).send(command), call);
  return parseResponse(startedSchema, response, call.operation).ReportId;
}

/** How far reports are, with what they count where they are ready. Those that EC2 no longer has are left out. */
export async function readUsageReports(
  clients: Clients,
  place: AccountRegion,
  ids: readonly string[],
): Promise<ReadonlyMap<string, UsageReportState>> {
  const reports = await inChunks(ids, (batch) => describeReports(clients, place, batch));
  const ready = reports.filter(({ State }) => State === 'available').map(({ ReportId }) => ReportId);
  const entries = await inChunks(ready, (batch) => describeEntries(clients, place, batch));
  const uses = new Map<string, UsageCount[]>(ready.map((id) => [id, []]));
  for (const { ReportId, AccountId, ResourceType, UsageCount } of entries) {
    uses.get(ReportId)?.push({ account: AccountId, type: ResourceType, count: UsageCount });
  }
  return new Map(
    reports.map(({ ReportId, State, StateReason }): readonly [string, UsageReportState] => {
      const counted = uses.get(ReportId);
      if (counted !== undefined) return [ReportId, { kind: 'available', uses: counted }];
      if (State === 'error') return [ReportId, { kind: 'failed', reason: StateReason ?? 'no reason given' }];
      return [ReportId, { kind: 'pending' }];
    }),
  );
}

async function describeReports(clients: Clients, place: AccountRegion, ids: readonly string[]) {
  const pages = await readAllPages(['ec2', 'DescribeImageUsageReports'], reportsPageSchema, (token) =>
    clients.ec2(place).send(new DescribeImageUsageReportsCommand({ ReportIds: [...ids], ...token })),
  );
  return pages.flatMap(({ ImageUsageReports }) => ImageUsageReports);
}

async function describeEntries(clients: Clients, place: AccountRegion, ids: readonly string[]) {
  const pages = await readAllPages(['ec2', 'DescribeImageUsageReportEntries'], entriesPageSchema, (token) =>
    clients.ec2(place).send(new DescribeImageUsageReportEntriesCommand({ ReportIds: [...ids], ...token })),
  );
  return pages.flatMap(({ ImageUsageReportEntries }) => ImageUsageReportEntries);
}

async function inChunks<T>(
  ids: readonly string[],
  read: (batch: readonly string[]) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  return (await Promise.all(chunk(ids, MAX_IDS_PER_CALL).map(read))).flat();
}
