import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  CreateTagsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import type { AutoScalingGroup, LaunchTemplate } from '../../sandbox/ec2/entities.js';
import type { SeedContents } from '../../sandbox/ec2/store.js';
import { openInventory } from '../../src/aws/inventory/inventory.js';
import { scanImages } from '../../src/workflows/scan/scan.js';
import type { ImageVerdict } from '../../src/domain/stale/types.js';
import { createInMemoryRequestStore } from '../fakes/in-memory-request-store.js';
import { createInMemoryScanStores } from '../fakes/in-memory-scan-stores.js';
import { AMI, POLICY } from '../workflows/scan/scan-setup.js';
import type { Situation } from '../workflows/scan/scenarios.js';
import { silentLog } from '../workflows/context.js';

/** moto gives every credential that is not of an assumed role to this account. */
const HOME = '123456789012';
const REGION = 'us-east-1';
const DAY_MS = 86_400_000;
const NOW = new Date();

const SEEDS = ['name', 'tags', 'ageDays'];
const AROUND = ['launchTemplates', 'launchConfigurations', 'autoScalingGroups'];
const MOTO_LIMITATIONS: Readonly<Record<string, string>> = {
  instances: 'they are seen by image references alone, which moto lacks',
  mentions: 'they are seen by image references alone, which moto lacks',
  spotFleets: 'RequestSpotFleet answers 500',
  denials: 'moto denies nothing',
  is: 'moto sets no state and no protection',
  launchedDaysAgo: 'moto does not tell the last launch',
  deprecatedInDays: 'moto has no deprecation',
  sharedWith: 'moto has no image references in the other accounts, nor usage reports',
};

/** Why moto cannot express a situation; undefined where it can. */
export function motoLimitation([, , , seed, contents = {}]: Situation): string | undefined {
  const unlike = [...Object.keys(seed), ...Object.keys(contents)].find((key) => ![...SEEDS, ...AROUND].includes(key));
  if (unlike !== undefined) return MOTO_LIMITATIONS[unlike] ?? unlike;
  return Object.keys(seed.tags ?? {}).some((key) => key.startsWith('aws:'))
    ? 'tags with the prefix aws: cannot be set'
    : undefined;
}

/** The id of the AMI of the situation with this number. */
function idOf(index: number): string {
  return `ami-0aa${String(index).padStart(14, '0')}`;
}

/** What moto begins with: the AMIs of the situations. */
export function amisForMoto(situations: readonly Situation[]): readonly object[] {
  return situations.map(([, , , { name = 'golden', ageDays = 400 }], index) => ({
    ami_id: idOf(index),
    name,
    owner_id: HOME,
    creation_date: new Date(NOW.getTime() - ageDays * DAY_MS).toISOString(),
  }));
}

/** Whether what the scan reads by itself names the AMI: newest and default versions of templates, configurations. */
export function launchersName(
  { launchTemplates = [], launchConfigurations = [] }: SeedContents,
  imageId: string,
): boolean {
  const versions = launchTemplates.flatMap((template) => [
    template.versions.at(-1),
    template.versions[template.defaultVersion - 1],
  ]);
  return [...versions, ...launchConfigurations].some((launcher) => launcher?.imageId === imageId);
}

export interface ScannedOnMoto {
  /** The verdict in the situation with this number. */
  of(index: number): ImageVerdict;
}

/** One scan of everything there. */
export async function scanMoto(url: string): Promise<ScannedOnMoto> {
  return withMoto(url, async () => {
    const verdicts: ImageVerdict[] = [];
    const directory = [{ id: HOME, name: 'images', regions: [REGION] }] as const;
    const clock = { now: () => NOW };
    await scanImages(
      {
        openInventory: () => openInventory({ directory, homeRegion: REGION, clock }),
        ...createInMemoryScanStores(),
        requests: createInMemoryRequestStore(),
        clock,
        log: silentLog,
        policy: { ...POLICY, directory },
      },
      { onVerdicts: (some) => void verdicts.push(...some) },
    );
    return {
      of(index) {
        const verdict = verdicts.find(({ image }) => image.imageId === idOf(index));
        if (verdict === undefined) throw new Error(`There is no verdict on ${idOf(index)}`);
        return verdict;
      },
    };
  });
}

/** Makes what is around the AMI of a situation, with its id in place of the table's. */
export async function createResources(
  url: string,
  [, , , seed, contents = {}]: Situation,
  index: number,
): Promise<void> {
  await withMoto(url, async () => {
    const ec2 = new EC2Client({ region: REGION });
    const scaling = new AutoScalingClient({ region: REGION });
    function own(imageId: string | undefined): string {
      return imageId === AMI || imageId === undefined ? idOf(index) : imageId;
    }
    const tags = Object.entries(seed.tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
    if (tags.length > 0) await ec2.send(new CreateTagsCommand({ Resources: [idOf(index)], Tags: tags }));
    const templates = new Map<string, string>();
    for (const template of contents.launchTemplates ?? []) {
      templates.set(template.id, await makeTemplate(ec2, template, `${template.id}-${String(index)}`, own));
    }
    for (const { name, imageId, instanceType } of contents.launchConfigurations ?? []) {
      const LaunchConfigurationName = `${name}-${String(index)}`;
      await scaling.send(
        new CreateLaunchConfigurationCommand({
          LaunchConfigurationName,
          ImageId: own(imageId),
          InstanceType: instanceType,
        }),
      );
    }
    for (const group of contents.autoScalingGroups ?? []) await makeGroup(scaling, group, index, templates);
    ec2.destroy();
    scaling.destroy();
  });
}

async function makeTemplate(
  ec2: EC2Client,
  { versions }: LaunchTemplate,
  name: string,
  own: (imageId: string | undefined) => string,
): Promise<string> {
  const [first, ...later] = versions.map(({ imageId }) => ({ ImageId: own(imageId) }));
  const made = await ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName: name, LaunchTemplateData: first }));
  const id = made.LaunchTemplate?.LaunchTemplateId ?? '';
  for (const data of later) {
    await ec2.send(new CreateLaunchTemplateVersionCommand({ LaunchTemplateId: id, LaunchTemplateData: data }));
  }
  return id;
}

/** A group without instances. */
async function makeGroup(
  scaling: AutoScalingClient,
  { name, launchConfigurationName, launchTemplate, mixed }: AutoScalingGroup,
  index: number,
  templates: ReadonlyMap<string, string>,
): Promise<void> {
  function templateOf(use: { readonly id: string; readonly version: string }) {
    return { LaunchTemplateId: templates.get(use.id), Version: use.version };
  }
  await scaling.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: `${name}-${String(index)}`,
      MinSize: 0,
      MaxSize: 0,
      AvailabilityZones: [`${REGION}a`],
      ...(launchConfigurationName === undefined
        ? {}
        : { LaunchConfigurationName: `${launchConfigurationName}-${String(index)}` }),
      ...(launchTemplate === undefined ? {} : { LaunchTemplate: templateOf(launchTemplate) }),
      ...(mixed === undefined
        ? {}
        : {
            MixedInstancesPolicy: {
              LaunchTemplate: {
                LaunchTemplateSpecification: templateOf(mixed.template),
                Overrides: mixed.overrides.map((override) =>
                  override === undefined ? {} : { LaunchTemplateSpecification: templateOf(override) },
                ),
              },
            },
          }),
    }),
  );
}

async function withMoto<T>(url: string, work: () => Promise<T>): Promise<T> {
  const before = { ...process.env };
  Object.assign(process.env, { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: 'moto', AWS_SECRET_ACCESS_KEY: 'moto' });
  try {
    return await work();
  } finally {
    process.env = before;
  }
}
