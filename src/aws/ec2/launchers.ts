import type { Reference } from '../../workflows/facts/facts.js';
import type { Fact, Unknown } from '../../workflows/facts/known.js';
import type { ScalingGroup, TemplateUse } from '../autoscaling/groups.js';
import { factOf } from '../ask.js';
import type { Clients } from '../clients.js';
import type { Place } from '../settings.js';
import { byImage } from './references.js';
import { readSpotFleets } from './spot-fleets.js';
import { readTemplateVersions, templateReference, type TemplateVersion } from './template-versions.js';

/** Everything in a place that launches instances by itself, by the AMI that it would launch. */
export interface Launchers {
  of(imageId: string): readonly Reference[];
  /** What could not be read of it. */
  readonly missing: readonly Unknown[];
}

/** Reads what launches instances in an account and Region: the same few calls however many AMIs are asked about. */
export async function readLaunchers(clients: Clients, place: Place): Promise<Launchers> {
  const { readLaunchConfigurations, readScalingGroups } = await import('../autoscaling/groups.js');
  const [versions, configurations, groups, fleets] = await Promise.all([
    factOf('reading the launch templates', () => readTemplateVersions(clients, place)),
    factOf('reading the launch configurations', () => readLaunchConfigurations(clients, place)),
    factOf('reading the Auto Scaling groups', () => readScalingGroups(clients, place)),
    factOf('reading the Spot Fleet requests', () => readSpotFleets(clients, place)),
  ]);
  const users = groupsBy(listOf(groups));
  const references = byImage([
    ...listOf(versions).map((version) => [version.imageId, templateReference(place, version)] as const),
    ...listOf(configurations).map(
      ({ imageId, arn }) => [imageId, { type: 'autoscaling:LaunchConfiguration', arn }] as const,
    ),
    ...listOf(configurations).flatMap(({ imageId, name }) =>
      users.ofConfiguration(name).map((arn) => [imageId, groupReference(arn)] as const),
    ),
    ...listOf(versions).flatMap((version) =>
      users.ofVersion(version).map((arn) => [version.imageId, groupReference(arn)] as const),
    ),
  ]);
  return {
    of: (imageId) => [...(references.get(imageId) ?? []), ...(fleets.known ? (fleets.value.get(imageId) ?? []) : [])],
    missing: [versions, configurations, groups, fleets].filter((fact) => !fact.known),
  };
}

function listOf<T>(fact: Fact<readonly T[]>): readonly T[] {
  return fact.known ? fact.value : [];
}

function groupReference(arn: string): Reference {
  return { type: 'autoscaling:AutoScalingGroup', arn };
}

/** Groups by what they launch from: there may be thousands of both. */
function groupsBy(groups: readonly ScalingGroup[]) {
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
