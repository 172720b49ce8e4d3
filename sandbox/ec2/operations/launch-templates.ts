import type { LaunchTemplate } from '../entities.js';
import { AwsError, invalidCombination } from '../errors.js';
import { filterPredicate, type FilterFields } from '../filters.js';
import { resolveImageId } from '../launch-template-images.js';
import { ec2Operation, type Call } from '../operation.js';
import { paginateList, refuseIdsWithPage } from '../paging.js';
import { filters, flag, text, texts, wholeNumber } from '../parameters.js';
import { tagSet } from '../wire/tags.js';

export const describeLaunchTemplates = ec2Operation('DescribeLaunchTemplates', {
  params: {
    LaunchTemplateId: texts,
    LaunchTemplateName: texts,
    Filter: filters,
    MaxResults: wholeNumber(1, 200).optional(),
    NextToken: text.optional(),
  },
  run(params, call) {
    refuseIdsWithPage(params.LaunchTemplateId, params.MaxResults, 'launchTemplateIds');
    const all = ownTemplates(call);
    const unknown = params.LaunchTemplateId.find((id) => !all.some((one) => one.id === id));
    if (unknown !== undefined) throw templateNotFound(unknown);
    const shown = all
      .filter(({ id }) => params.LaunchTemplateId.length === 0 || params.LaunchTemplateId.includes(id))
      .filter(({ name }) => params.LaunchTemplateName.length === 0 || params.LaunchTemplateName.includes(name))
      .filter(filterPredicate(params.Filter, { 'launch-template-name': ({ name }) => name }, ({ tags }) => tags));
    const page = paginateList(shown, { size: params.MaxResults, token: params.NextToken });
    return { launchTemplates: page.items.map(describeTemplate), nextToken: page.next };
  },
});

function describeTemplate({ id, name, createdAt, ownerId, defaultVersion, versions, tags }: LaunchTemplate) {
  return {
    launchTemplateId: id,
    launchTemplateName: name,
    createTime: createdAt,
    createdBy: `arn:aws:iam::${ownerId}:root`,
    defaultVersionNumber: defaultVersion,
    latestVersionNumber: versions.length,
    tagSet: tagSet(tags),
  };
}

interface Version {
  readonly template: LaunchTemplate;
  readonly number: number;
  readonly imageId: string | undefined;
  readonly instanceType: string;
  readonly description: string;
}

/** Of one template any versions; of all templates only `$Latest` and `$Default`. (EC2 API, DescribeLaunchTemplateVersions) */
export const describeLaunchTemplateVersions = ec2Operation('DescribeLaunchTemplateVersions', {
  params: {
    LaunchTemplateId: text.optional(),
    LaunchTemplateName: text.optional(),
    LaunchTemplateVersion: texts,
    Filter: filters,
    ResolveAlias: flag.default(false),
    MaxResults: wholeNumber(1, 200).optional(),
    NextToken: text.optional(),
  },
  run(params, call) {
    const named = params.LaunchTemplateId ?? params.LaunchTemplateName;
    const templates = ownTemplates(call).filter(
      ({ id, name }) => named === undefined || id === named || name === named,
    );
    if (named !== undefined && templates.length === 0) throw templateNotFound(named);
    const wanted = params.LaunchTemplateVersion;
    if (named === undefined && (wanted.length === 0 || wanted.some((version) => !version.startsWith('$')))) {
      throw invalidCombination('Without a launch template, versions must be $Latest or $Default.');
    }
    const all = templates.flatMap((template) => selectVersions(template, wanted));
    const page = paginateList(all, { size: params.MaxResults, token: params.NextToken });
    const shown = page.items.filter(filterPredicate(params.Filter, VERSION_FIELDS, () => ({})));
    return {
      launchTemplateVersionSet: shown.map((version) =>
        describeVersion(version, params.ResolveAlias ? call : undefined),
      ),
      nextToken: page.next,
    };
  },
});

/** Newest first; a version that is both the latest and the default is listed once. */
function selectVersions(template: LaunchTemplate, wanted: readonly string[]): readonly Version[] {
  const { versions, defaultVersion } = template;
  const names: Readonly<Record<string, number>> = { $Latest: versions.length, $Default: defaultVersion };
  const numbers = new Set(wanted.map((version) => names[version] ?? Number(version)));
  return versions
    .map((version, index) => ({ ...version, template, number: index + 1, imageId: version.imageId }))
    .filter(({ number }) => wanted.length === 0 || numbers.has(number))
    .reverse();
}

function describeVersion(
  { template, number, imageId, instanceType, description }: Version,
  resolving: Call | undefined,
) {
  return {
    launchTemplateId: template.id,
    launchTemplateName: template.name,
    versionNumber: number,
    versionDescription: description,
    createTime: template.createdAt,
    createdBy: `arn:aws:iam::${template.ownerId}:root`,
    defaultVersion: number === template.defaultVersion,
    launchTemplateData: {
      imageId: imageId === undefined || resolving === undefined ? imageId : resolveImageId(imageId, resolving),
      instanceType,
    },
  };
}

/** The filter matches the text of the template, not the value of its parameter. */
const VERSION_FIELDS: FilterFields<Version> = {
  'image-id': ({ imageId }) => imageId,
  'instance-type': ({ instanceType }) => instanceType,
  'is-default-version': ({ template, number }) => String(number === template.defaultVersion),
};

function ownTemplates({ store, caller, region }: Call): readonly LaunchTemplate[] {
  return store.all('launchTemplates').filter((one) => one.ownerId === caller.account && one.region === region);
}

function templateNotFound(id: string): AwsError {
  return new AwsError(
    'InvalidLaunchTemplateId.NotFound',
    `The specified launch template, with template ID ${id}, does not exist.`,
  );
}
