import type { Reference } from '../../workflows/facts/facts.js';
import { known, unknown, type Fact } from '../../workflows/facts/known.js';
import type { LaunchConfiguration, ScalingGroup, TemplateUse } from '../autoscaling/groups.js';
import { factOf } from '../ask.js';
import type { Clients } from '../clients.js';
import type { Place } from '../settings.js';
import { readInstances, readReferences } from './references.js';
import { readTemplateVersions, templateReference, type TemplateVersion } from './template-versions.js';

/**
 * What uses an AMI in one account and Region. Whatever was found is certain, so a use that is found makes the fact known
 * even where another read failed; that nothing uses the AMI is known only when every read succeeded.
 */
export async function readUse(clients: Clients, place: Place, imageId: string): Promise<Fact<readonly Reference[]>> {
  const { readLaunchConfigurations, readScalingGroups } = await import('../autoscaling/groups.js');
  const [references, versions, configurations, groups] = await Promise.all([
    factOf('reading what references the AMI', () => readReferences(clients, place, imageId)),
    factOf('reading the launch templates', () => readTemplateVersions(clients, place, imageId)),
    factOf('reading the launch configurations', () => readLaunchConfigurations(clients, place, imageId)),
    factOf('reading the Auto Scaling groups', () => readScalingGroups(clients, place)),
  ]);
  const instances = references.known
    ? known([])
    : await factOf('reading the instances', () => readInstances(clients, place, imageId));
  const found = [
    ...valueOf(references),
    ...valueOf(instances),
    ...valueOf(versions).map((version) => templateReference(place, version)),
    ...valueOf(configurations).map(({ arn }) => ({ type: 'autoscaling:LaunchConfiguration', arn })),
    ...usedByGroups(valueOf(groups), valueOf(configurations), valueOf(versions)),
  ];
  if (found.length > 0) return known(distinct(found));
  const missing = [references, versions, configurations, groups].filter((fact) => !fact.known);
  const permission = missing.find((fact) => fact.permission !== undefined)?.permission;
  return missing.length === 0 ? known([]) : unknown(missing.map(({ reason }) => reason).join('; '), permission);
}

function valueOf<T>(fact: Fact<readonly T[]>): readonly T[] {
  return fact.known ? fact.value : [];
}

function usedByGroups(
  groups: readonly ScalingGroup[],
  configurations: readonly LaunchConfiguration[],
  versions: readonly TemplateVersion[],
): readonly Reference[] {
  return groups
    .filter(
      ({ configuration, templates }) =>
        configurations.some(({ name }) => name === configuration) ||
        templates.some((use) => versions.some((version) => isVersion(use, version))),
    )
    .map(({ arn }) => ({ type: 'autoscaling:AutoScalingGroup', arn }));
}

function isVersion({ id, version }: TemplateUse, candidate: TemplateVersion): boolean {
  if (id !== candidate.id) return false;
  if (version === '$Latest') return candidate.isLatest;
  return version === '$Default' ? candidate.isDefault : version === candidate.version;
}

function distinct(references: readonly Reference[]): readonly Reference[] {
  return [...new Map(references.map((reference) => [`${reference.type} ${reference.arn}`, reference])).values()];
}
