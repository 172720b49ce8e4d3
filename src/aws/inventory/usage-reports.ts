import {
  CreateImageUsageReportCommand,
  DescribeImageUsageReportEntriesCommand,
  DescribeImageUsageReportsCommand,
  type ImageUsageResourceTypeRequest,
} from '@aws-sdk/client-ec2';
import type { ImageRef } from '../../workflows/facts/image.js';
import type { ReportState } from '../../workflows/ports.js';
import type { CountedUse } from '../../workflows/stale/types.js';
import { askAll, sent, understood } from '../ask.js';
import { batchesOf } from '../batches.js';
import type { Clients } from '../clients.js';
import type { Place } from '../settings.js';
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

const IDS_TOGETHER = 100;

/** Has EC2 count an AMI's use in all accounts, and gives the report's id. */
export async function startUsageReport(clients: Clients, image: ImageRef, token: string): Promise<string> {
  const command = new CreateImageUsageReportCommand({
    ImageId: image.imageId,
    ResourceTypes: RESOURCE_TYPES,
    ClientToken: token,
  });
  const call = { service: 'ec2', operation: 'CreateImageUsageReport', changes: true };
  const answer = await sent(() => clients.ec2(image).send(command), call);
  return understood(startedSchema, answer, call.operation).ReportId;
}

/** How far reports are, with what they count where they are ready. Those that EC2 no longer has are left out. */
export async function readUsageReports(
  clients: Clients,
  place: Place,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReportState>> {
  const reports = await inBatches(ids, (batch) => describeReports(clients, place, batch));
  const ready = reports.filter(({ State }) => State === 'available').map(({ ReportId }) => ReportId);
  const entries = await inBatches(ready, (batch) => describeEntries(clients, place, batch));
  const uses = new Map<string, CountedUse[]>(ready.map((id) => [id, []]));
  for (const { ReportId, AccountId, ResourceType, UsageCount } of entries) {
    uses.get(ReportId)?.push({ account: AccountId, type: ResourceType, count: UsageCount });
  }
  return new Map(
    reports.map(({ ReportId, State, StateReason }): readonly [string, ReportState] => {
      const counted = uses.get(ReportId);
      if (counted !== undefined) return [ReportId, { kind: 'available', uses: counted }];
      if (State === 'error') return [ReportId, { kind: 'failed', reason: StateReason ?? 'no reason given' }];
      return [ReportId, { kind: 'pending' }];
    }),
  );
}

async function describeReports(clients: Clients, place: Place, ids: readonly string[]) {
  const pages = await askAll(['ec2', 'DescribeImageUsageReports'], reportsPageSchema, (token) =>
    clients.ec2(place).send(new DescribeImageUsageReportsCommand({ ReportIds: [...ids], ...token })),
  );
  return pages.flatMap(({ ImageUsageReports }) => ImageUsageReports);
}

async function describeEntries(clients: Clients, place: Place, ids: readonly string[]) {
  const pages = await askAll(['ec2', 'DescribeImageUsageReportEntries'], entriesPageSchema, (token) =>
    clients.ec2(place).send(new DescribeImageUsageReportEntriesCommand({ ReportIds: [...ids], ...token })),
  );
  return pages.flatMap(({ ImageUsageReportEntries }) => ImageUsageReportEntries);
}

async function inBatches<T>(
  ids: readonly string[],
  read: (batch: readonly string[]) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  return (await Promise.all(batchesOf(ids, IDS_TOGETHER).map(read))).flat();
}
