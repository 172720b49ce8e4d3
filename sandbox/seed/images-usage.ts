import type { SeedContents } from '../ec2/store.js';
import { ACCOUNTS } from './accounts.js';
import type { ImageSeed } from './images-builder.js';

/** Images that something names or runs from. */
export const IMAGES_IN_USE: readonly ImageSeed[] = [
  {
    id: 'ami-01f5e11a1b2c3d4e0',
    name: 'build-agent-9',
    shows: 'Two instances run from it; a third is terminated',
    command: '/ami deregister ami-01f5e11',
    ageDays: 130,
    launchedDaysAgo: 0.5,
    tags: { Name: 'build-agent', Team: 'ci' },
  },
  {
    id: 'ami-01f5e12a1b2c3d4e0',
    name: 'queue-worker-4',
    shows: 'Used by the default version of a launch template of an Auto Scaling group',
    command: '/ami deregister ami-01f5e12',
    ageDays: 110,
    launchedDaysAgo: 20,
    tags: { Name: 'queue-worker' },
  },
  {
    id: 'ami-01f5e13a1b2c3d4e0',
    name: 'batch-legacy-1',
    shows: "Used by a launch configuration only, which EC2's list of references omits",
    command: '/ami deregister ami-01f5e13',
    ageDays: 800,
    tags: { Name: 'batch-legacy' },
  },
  {
    id: 'ami-01f5e14a1b2c3d4e0',
    name: 'edge-proxy-30',
    shows: 'Used by an SSM parameter that a launch template resolves',
    command: '/ami deregister ami-01f5e14',
    ageDays: 50,
    tags: { Name: 'edge-proxy' },
  },
  {
    id: 'ami-01f5e15a1b2c3d4e0',
    name: 'recipe-parent-2',
    shows: 'The parent of an Image Builder recipe',
    command: '/ami deregister ami-01f5e15',
    ageDays: 95,
    tags: { Name: 'recipe-parent' },
  },
  {
    id: 'ami-01f5e16a1b2c3d4e0',
    name: 'old-template-3',
    shows: 'Used by an old version of a launch template only',
    command: '/ami deregister ami-01f5e16',
    ageDays: 340,
    tags: { Name: 'old-template' },
  },
];

const HOME = { region: 'us-east-1', ownerId: ACCOUNTS.images } as const;
const PROD = { region: 'us-east-1', ownerId: ACCOUNTS.prod } as const;
const MADE = { createdAt: '2025-06-01T08:00:00.000Z', tags: {} } as const;

function instance(
  id: string,
  imageId: string,
  state: 'running' | 'stopped' | 'terminated',
  place: typeof HOME | typeof PROD,
) {
  return { id, imageId, state, ...place, instanceType: 'm7i.large', launchedAt: '2026-10-20T08:00:00.000Z', tags: {} };
}

/** The volumes of an instance that an image of two is made of. */
const VOLUMES = [
  { deviceName: '/dev/xvda', volumeId: 'vol-0b111d00000000001', size: 20, type: 'gp3' },
  { deviceName: '/dev/sdf', volumeId: 'vol-0b111d00000000002', size: 100, type: 'gp3' },
];

function subnet(id: string, availabilityZone: string, place: typeof HOME | typeof PROD, isDefault: boolean) {
  return { id, ...place, availabilityZone, isDefault, vpcId: `vpc-${id.slice('subnet-'.length)}` };
}

function version(description: string, imageId: string) {
  return { description, imageId, instanceType: 'm7i.large' };
}

/** What runs from the images above and names them. */
export const USAGE_CONTENTS: SeedContents = {
  instances: [
    { ...instance('i-0b111d00000000001', 'ami-01f5e11a1b2c3d4e0', 'running', HOME), volumes: VOLUMES },
    instance('i-0b111d00000000002', 'ami-01f5e11a1b2c3d4e0', 'stopped', HOME),
    instance('i-0b111d00000000003', 'ami-01f5e11a1b2c3d4e0', 'terminated', HOME),
    instance('i-0157b3c00000000a1', 'ami-0157b3c4d5e6f7a80', 'running', HOME),
    instance('i-0b111d00000000004', 'ami-05ba4ed1f2e3d4c50', 'running', PROD),
    instance('i-0b111d00000000005', 'ami-0d0d1a2b3c4d5e6f0', 'running', PROD),
  ],
  subnets: [
    subnet('subnet-0de7a017000000001', 'us-east-1a', HOME, true),
    subnet('subnet-0de7a017000000002', 'us-east-1b', HOME, false),
    // prod has no default VPC: a launch there must name a subnet.
    subnet('subnet-0de7a017000000003', 'us-east-1a', PROD, false),
  ],
  launchTemplates: [
    {
      id: 'lt-0c0de000000000001',
      ...HOME,
      ...MADE,
      name: 'queue-worker',
      defaultVersion: 1,
      versions: [version('first', 'ami-01f5e12a1b2c3d4e0'), version('bigger', 'ami-01f5e12a1b2c3d4e0')],
    },
    {
      id: 'lt-0c0de000000000002',
      ...HOME,
      ...MADE,
      name: 'edge-proxy',
      defaultVersion: 1,
      versions: [version('by parameter', 'resolve:ssm:/images/edge-proxy')],
    },
    {
      id: 'lt-0c0de000000000003',
      ...HOME,
      ...MADE,
      name: 'web',
      defaultVersion: 2,
      versions: [version('old', 'ami-01f5e16a1b2c3d4e0'), version('new', 'ami-0badcafe2d3e4f500')],
    },
    {
      id: 'lt-0c0de000000000004',
      ...PROD,
      ...MADE,
      name: 'orders',
      defaultVersion: 1,
      versions: [version('first', 'ami-05ba4ed1f2e3d4c50')],
    },
  ],
  launchConfigurations: [
    {
      id: '5b0d3a1c-0000-4000-8000-000000000001',
      ...HOME,
      name: 'batch-legacy-lc',
      imageId: 'ami-01f5e13a1b2c3d4e0',
      instanceType: 'm4.large',
      createdAt: '2023-02-01T08:00:00.000Z',
    },
  ],
  autoScalingGroups: [
    {
      id: '5b0d3a1c-0000-4000-8000-000000000002',
      ...HOME,
      name: 'batch-legacy',
      launchConfigurationName: 'batch-legacy-lc',
      createdAt: '2023-02-01T08:00:00.000Z',
    },
    {
      id: '5b0d3a1c-0000-4000-8000-000000000003',
      ...HOME,
      name: 'queue-worker',
      launchTemplate: { id: 'lt-0c0de000000000001', version: '$Default' },
      createdAt: '2025-06-01T08:00:00.000Z',
    },
  ],
  mentions: [
    {
      id: 'parameter-edge-proxy',
      ...HOME,
      type: 'ssm:Parameter',
      name: '/images/edge-proxy',
      arn: 'arn:aws:ssm:us-east-1:999988887777:parameter/images/edge-proxy',
      imageId: 'ami-01f5e14a1b2c3d4e0',
    },
    {
      id: 'recipe-base',
      ...HOME,
      type: 'imagebuilder:ImageRecipe',
      arn: 'arn:aws:imagebuilder:us-east-1:999988887777:image-recipe/base/1.0.2',
      imageId: 'ami-01f5e15a1b2c3d4e0',
    },
  ],
};
