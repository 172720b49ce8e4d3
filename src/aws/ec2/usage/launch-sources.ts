import type { ImageReference } from '../../../domain/model/facts.js';
import type { Fact, Unknown } from '../../../domain/model/fact.js';
import type { ScalingGroup, TemplateUse } from '../../autoscaling/groups.js';
import { toFact } from '../../read.js';
import type { Clients } from '../../clients/clients.js';
import type { AccountRegion } from '../../../domain/model/directory.js';
import { groupByImage } from './references.js';
import { readSpotFleets } from './spot-fleets.js';
import { readTemplateVersions, templateReference, type TemplateVersion } from './template-versions.js';

/** Everything in a place that launches instances on its own, by the AMI that it would launch. */
export interface LaunchSources {
  referencesTo(imageId: string): readonly ImageReference[];
  /** What could not be read of it. */
  readonly unreadable: readonly Unknown[];
}

/** Reads what launches instances in an account and Region: the same few calls for any number of AMIs. */
export async function readLaunchSources(clients: Clients, place: AccountRegion): Promise<LaunchSources> {
  const { readLaunchConfigurations, readScalingGroups } = await import('../../autoscaling/groups.js');
  const [versions, configurations, groups, fleets] = await Promise.all([
    toFact('reading the launch templates', () => readTemplateVersions(clients, place)),
    toFact('reading the launch configurations', () => readLaunchConfigurations(clients, place)),
    toFact('reading the Auto Scaling groups', () => readScalingGroups(clients, place)),
    toFact('reading the Spot Fleet requests', () => readSpotFleets(clients, place)),
  ]);
  const groupIndex = indexGroups(knownOrEmpty(groups));
  const references = groupByImage([
    ...knownOrEmpty(versions).map((version) => [version.imageId, templateReference(place, version)] as const),
    ...knownOrEmpty(configurations).map(
      ({ imageId, arn }) => [imageId, { type: 'autoscaling:LaunchConfiguration', arn }] as const,
    ),
    ...knownOrEmpty(configurations).flatMap(({ imageId, name }) =>
      groupIndex.ofConfiguration(name).map((arn) => [imageId, groupReference(arn)] as const),
    ),
    ...knownOrEmpty(versions).flatMap((version) =>
      groupIndex.ofVersion(version).map((arn) => [version.imageId, groupReference(arn)] as const),
    ),
  ]);
  return {
    referencesTo: (imageId) => [
      ...(references.get(imageId) ?? []),
      ...(fleets.known ? (fleets.value.get(imageId) ?? []) : []),
    ],
    unreadable: [versions, configurations, groups, fleets].filter((fact) => !fact.known),
  };
}

function knownOrEmpty<T>(fact: Fact<readonly T[]>): readonly T[] {
  return fact.known ? fact.value : [];
}

function groupReference(arn: string): ImageReference {
  return { type: 'autoscaling:AutoScalingGroup', arn };
}

/** Groups by what they launch from: there may be thousands of both. */
function indexGroups(groups: readonly ScalingGroup[]) {
  const byConfiguration = new Map<string, string[]>();
  const byTemplate = new Map<string, { readonly arn: string; readonly use: TemplateUse }[]>();
  for (const { arn, configuration, templates } of groups) {
    if (configuration !== undefined) append(byConfiguration, configuration, arn);
    for (const use of templates) append(byTemplate, use.id, { arn, use });
  }
  return {
    ofConfiguration: (name: string): readonly string[] => byConfiguration.get(name) ?? [],
    ofVersion: (version: TemplateVersion): readonly string[] =>
      (byTemplate.get(version.id) ?? []).filter(({ use }) => isVersion(use, version)).map(({ arn }) => arn),
  };
}

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  lists.set(key, [...(lists.get(key) ?? []), item]);
}

function isVersion({ version }: TemplateUse, candidate: TemplateVersion): boolean {
  if (version === '$Latest') return candidate.isLatest;
  return version === '$Default' ? candidate.isDefault : version === candidate.version;
}
