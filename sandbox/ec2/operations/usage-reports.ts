import { addSeconds } from 'date-fns';
import { z } from 'zod';
import type { UsageEntry, UsageReport } from '../entities.js';
import { AwsError } from '../errors.js';
import { findOwnImage } from '../visible-images.js';
import { resolveImageId } from '../launch-template-images.js';
import { ec2Operation, type Call } from '../operation.js';
import { paginateList, refuseIdsWithPage } from '../paging.js';
import { filters, listOf, text, texts, wholeNumber } from '../parameters.js';
import { filterPredicate } from '../filters.js';

const TYPES = [
  'ec2:Instance',
  'ec2:LaunchTemplate',
  'imagebuilder:ImageRecipe',
  'imagebuilder:ContainerRecipe',
] as const;

const resourceType = z.strictObject({
  ResourceType: z.enum(TYPES),
  ResourceTypeOption: listOf(z.strictObject({ OptionName: z.literal('version-depth'), OptionValue: texts })),
});

type RequestedType = z.infer<typeof resourceType>;

/** By the clock; with EC2 it is hours. */
const REPORT_SECONDS = 30;

const DEFAULT_DEPTH = 20;

/** One pending report an image; the owner's alone. (EC2 User Guide, "View your AMI usage") */
export const createImageUsageReport = ec2Operation('CreateImageUsageReport', {
  params: {
    ImageId: text,
    ResourceType: z.array(resourceType).min(1),
    AccountId: texts,
    ClientToken: text.max(64).optional(),
  },
  run({ ImageId, ResourceType, AccountId, ClientToken }, call) {
    const image = findOwnImage(call, ImageId);
    const earlier = ownReports(call);
    const same = earlier.find(({ token }) => token !== undefined && token === ClientToken);
    if (same !== undefined && same.imageId !== ImageId) {
      throw new AwsError(
        'IdempotentParameterMismatch',
        'The request uses the same client token as a previous request.',
      );
    }
    if (same !== undefined) return { reportId: same.id };
    if (earlier.some((one) => one.imageId === ImageId && reportState(one, call) === 'pending')) {
      throw new AwsError('ResourceLimitExceeded', `There is already a pending usage report for ${ImageId}.`);
    }
    const report: UsageReport = {
      id: call.store.newId('amiur'),
      region: image.region,
      ownerId: image.ownerId,
      imageId: ImageId,
      startedAt: call.now.toISOString(),
      readyAt: addSeconds(call.now, REPORT_SECONDS).toISOString(),
      entries: countUses(ImageId, ResourceType, call).filter(
        ({ account }) => AccountId.length === 0 || AccountId.includes(account),
      ),
      ...(ClientToken === undefined ? {} : { token: ClientToken }),
    };
    call.store.put('usageReports', report);
    return { reportId: report.id };
  },
});

const reportsParams = {
  ImageId: texts,
  ReportId: texts,
  Filter: filters,
  MaxResults: wholeNumber(1, 1000).optional(),
  NextToken: text.optional(),
};

type ReportsParams = z.infer<z.ZodObject<typeof reportsParams>>;

export const describeImageUsageReports = ec2Operation('DescribeImageUsageReports', {
  params: reportsParams,
  run(params, call) {
    const passes = filterPredicate<UsageReport>(params.Filter, { state: (one) => reportState(one, call) }, () => ({}));
    const page = paginateList(requestedReports(params, call).filter(passes), {
      size: params.MaxResults,
      token: params.NextToken,
    });
    const imageUsageReportSet = page.items.map((report) => ({
      imageId: report.imageId,
      reportId: report.id,
      state: reportState(report, call),
      stateReason: report.failure,
      creationTime: report.startedAt,
    }));
    return { imageUsageReportSet, nextToken: page.next };
  },
});

export const describeImageUsageReportEntries = ec2Operation('DescribeImageUsageReportEntries', {
  params: reportsParams,
  run(params, call) {
    const entries = requestedReports(params, call)
      .filter((report) => reportState(report, call) === 'available')
      .flatMap((report) => report.entries.map((entry) => ({ report, entry })));
    const passes = filterPredicate<(typeof entries)[number]>(
      params.Filter,
      { 'account-id': ({ entry }) => entry.account, 'resource-type': ({ entry }) => entry.type },
      () => ({}),
    );
    const page = paginateList(entries.filter(passes), { size: params.MaxResults, token: params.NextToken });
    const imageUsageReportEntrySet = page.items.map(({ report, entry }) => ({
      reportId: report.id,
      imageId: report.imageId,
      accountId: entry.account,
      resourceType: entry.type,
      usageCount: entry.count,
      reportCreationTime: report.startedAt,
    }));
    return { imageUsageReportEntrySet, nextToken: page.next };
  },
});

function requestedReports({ ImageId, ReportId, MaxResults }: ReportsParams, call: Call): readonly UsageReport[] {
  refuseIdsWithPage(ReportId, MaxResults, 'reportIds');
  return ownReports(call)
    .filter(({ id }) => ReportId.length === 0 || ReportId.includes(id))
    .filter(({ imageId }) => ImageId.length === 0 || ImageId.includes(imageId));
}

function ownReports({ store, caller, region }: Call): readonly UsageReport[] {
  return store.all('usageReports').filter((one) => one.ownerId === caller.account && one.region === region);
}

function reportState({ readyAt, failure }: UsageReport, { now }: Call): 'pending' | 'available' | 'error' {
  if (Date.parse(readyAt) > now.getTime()) return 'pending';
  return failure === undefined ? 'available' : 'error';
}

/** What uses the image in each account of its Region, as it is now. */
function countUses(imageId: string, wanted: readonly RequestedType[], call: Call): readonly UsageEntry[] {
  const counts = new Map<string, UsageEntry>();
  for (const { ResourceType: type, ResourceTypeOption } of wanted) {
    for (const account of accountsUsing(imageId, type, versionDepth(ResourceTypeOption), call)) {
      const key = `${account} ${type}`;
      counts.set(key, { account, type, count: (counts.get(key)?.count ?? 0) + 1 });
    }
  }
  return [...counts.values()];
}

function versionDepth([option]: RequestedType['ResourceTypeOption']): number {
  return Number(option?.OptionValue[0] ?? DEFAULT_DEPTH);
}

/** The account of each use. */
function accountsUsing(
  imageId: string,
  type: RequestedType['ResourceType'],
  depth: number,
  call: Call,
): readonly string[] {
  const { store, region } = call;
  switch (type) {
    case 'ec2:Instance':
      return store
        .all('instances')
        .filter((one) => one.region === region && one.imageId === imageId && one.state !== 'terminated')
        .map(({ ownerId }) => ownerId);
    case 'ec2:LaunchTemplate':
      return store
        .all('launchTemplates')
        .filter((one) => one.region === region)
        .filter((one) => {
          const there = { ...call, caller: { ...call.caller, account: one.ownerId } };
          return one.versions.slice(-depth).some((version) => resolveImageId(version.imageId ?? '', there) === imageId);
        })
        .map(({ ownerId }) => ownerId);
    case 'imagebuilder:ImageRecipe':
    case 'imagebuilder:ContainerRecipe':
      return store
        .all('mentions')
        .filter((one) => one.region === region && one.type === type && one.imageId === imageId)
        .map(({ ownerId }) => ownerId);
  }
}
