import type { AutoScalingGroup, Instance, LaunchTemplate, SpotFleet } from '../../../sandbox/ec2/entities.js';
import type { SeedContents } from '../../../sandbox/ec2/store.js';
import { ACCOUNTS, ORGANIZATION, UNIT } from '../../../sandbox/seed/accounts.js';
import type { Verdict } from '../../../src/domain/stale/types.js';
import { AMI, type AmiSeed } from './scan-setup.js';

const HOME = { region: 'us-east-1', ownerId: ACCOUNTS.images } as const;
const PROD = { region: 'us-east-1', ownerId: ACCOUNTS.prod } as const;
export const PARTNER = { region: 'us-east-1', ownerId: ACCOUNTS.partner } as const;
const OTHER = 'ami-0bbbbbbbbbbbbbbb1';
const MADE = '2020-01-01T00:00:00.000Z';

export function instance(
  state: Instance['state'],
  place = HOME as typeof HOME | typeof PROD | typeof PARTNER,
): SeedContents {
  const launched = { instanceType: 'm7i.large', launchedAt: MADE, tags: {} };
  return { instances: [{ id: 'i-0a', imageId: AMI, state, ...launched, ...place }] };
}

function template(
  versions: readonly string[],
  is: Partial<LaunchTemplate> = {},
): SeedContents & { readonly launchTemplates: readonly LaunchTemplate[] } {
  const given = versions.map((imageId) => ({ imageId, instanceType: 'm7i.large', description: '' }));
  const whole = { id: 'lt-0a', name: 'web', createdAt: MADE, defaultVersion: 1, tags: {}, ...HOME, ...is };
  return { launchTemplates: [{ ...whole, versions: given }] };
}

function group(is: Partial<AutoScalingGroup>): SeedContents {
  return { autoScalingGroups: [{ id: 'asg-a', name: 'web', createdAt: MADE, ...HOME, ...is }] };
}

function fleet(state: SpotFleet['state']): SeedContents {
  return { spotFleets: [{ id: 'sfr-0a', state, imageIds: [AMI], createdAt: MADE, ...HOME }] };
}

function mention(type: 'ssm:Parameter' | 'imagebuilder:ImageRecipe' | 'imagebuilder:ContainerRecipe'): SeedContents {
  return {
    mentions: [{ id: 'm', type, name: '/golden', arn: `arn:aws:x:us-east-1::thing/golden`, imageId: AMI, ...HOME }],
  };
}

function denied(permission: string, account: string = ACCOUNTS.images): SeedContents {
  return { denials: [{ id: permission, account, permission }] };
}

const CONFIGURATION: SeedContents = {
  launchConfigurations: [{ id: 'lc', name: 'lc', imageId: AMI, instanceType: 'm4.large', createdAt: MADE, ...HOME }],
};

const SHARED: AmiSeed = { sharedWith: [{ userId: ACCOUNTS.prod }] };
export const SHARED_AWAY: AmiSeed = { sharedWith: [{ userId: ACCOUNTS.partner }] };

/** What an AMI is, the verdict on it, what its reasons say, and what is around it. */
export type Situation = readonly [what: string, verdict: Verdict, says: string, seed: AmiSeed, around?: SeedContents];

export const SITUATIONS: readonly Situation[] = [
  ['old, never launched, unused', 'stale', 'never launched', {}],
  ['a reserve AMI that was never launched', 'stale', 'never launched', { name: 'disaster-reserve' }],
  ['a reserve AMI with a keep tag', 'kept', 'keep tag Keep=dr', { tags: { Keep: 'dr' } }],
  ['a keep tag with the configured value', 'kept', 'Tier=golden', { tags: { Tier: 'golden' } }],
  ['a keep tag with another value', 'stale', 'No use was found', { tags: { Tier: 'base' } }],
  ['one day too young', 'recent', 'Created', { ageDays: 89 }],
  ['exactly old enough', 'stale', 'No use was found', { ageDays: 90 }],
  ['old, launched recently', 'recent', 'Launched', { launchedDaysAgo: 89 }],
  ['old, launched long ago', 'stale', 'last launched', { launchedDaysAgo: 200 }],
  ['an instance that has run for years', 'in-use', '1 instance', { launchedDaysAgo: 390 }, instance('running')],
  ['a stopped instance', 'in-use', '1 instance', {}, instance('stopped')],
  ['a terminated instance', 'stale', 'No use was found', {}, instance('terminated')],
  ['a template without a group', 'in-use', 'launch template (lt-0a)', {}, template([AMI])],
  ['the newest version of a template', 'in-use', 'lt-0a', {}, template([OTHER, AMI])],
  ['an older version of a template, neither default nor newest', 'in-use', 'lt-0a', {}, template([OTHER, AMI, OTHER])],
  [
    'a template version more than ten versions back',
    'in-use',
    'lt-0a',
    {},
    template([OTHER, AMI, ...Array<string>(15).fill(OTHER)]),
  ],
  [
    'a template that resolves an SSM parameter',
    'in-use',
    'lt-0a',
    {},
    { ...template(['resolve:ssm:/golden']), ...mention('ssm:Parameter') },
  ],
  ['an SSM parameter', 'in-use', 'SSM parameter', {}, mention('ssm:Parameter')],
  ['an image recipe', 'in-use', 'image recipe', {}, mention('imagebuilder:ImageRecipe')],
  ['a container recipe', 'in-use', 'container recipe', {}, mention('imagebuilder:ContainerRecipe')],
  ['a launch configuration without a group', 'in-use', 'launch configuration (lc)', {}, CONFIGURATION],
  [
    'a launch configuration of a group',
    'in-use',
    'Auto Scaling group',
    {},
    { ...CONFIGURATION, ...group({ launchConfigurationName: 'lc' }) },
  ],
  [
    'the template of a group',
    'in-use',
    'Auto Scaling group',
    {},
    { ...template([AMI]), ...group({ launchTemplate: { id: 'lt-0a', version: '$Default' } }) },
  ],
  [
    'the override of a mixed instances policy',
    'in-use',
    'Auto Scaling group',
    {},
    {
      launchTemplates: [...template([OTHER], { id: 'lt-0b' }).launchTemplates, ...template([AMI]).launchTemplates],
      ...group({
        mixed: { template: { id: 'lt-0b', version: '1' }, overrides: [undefined, { id: 'lt-0a', version: '$Latest' }] },
      }),
    },
  ],
  ['a Spot Fleet request', 'in-use', 'Spot Fleet request (sfr-0a)', {}, fleet('active')],
  ['a cancelled Spot Fleet request', 'stale', 'No use was found', {}, fleet('cancelled')],
  ['disabled, unused', 'stale', 'It is disabled', { is: { state: 'disabled' } }],
  ['disabled, with an instance', 'in-use', '1 instance', { is: { state: 'disabled' } }, instance('running')],
  ['failed long ago', 'stale', 'Its state is failed', { is: { state: 'failed' } }],
  ['deprecated', 'stale', 'Deprecated since', { deprecatedInDays: -30 }],
  ['protected', 'stale', 'protected from deregistration', { is: { protection: 'enabled-without-cooldown' } }],
  ['protected, with a cooldown', 'stale', '24 hours', { is: { protection: 'enabled-with-cooldown' } }],
  ['an AWS Backup recovery point, by its name', 'kept', 'AWS Backup', { name: 'AwsBackup_i-0a_1' }],
  [
    'an AWS Backup recovery point, by its tag',
    'kept',
    'AWS Backup',
    { tags: { 'aws:backup:source-resource': 'i-0a' } },
  ],
  ['shared with an account that the bot can read, unused there', 'stale', 'Nothing uses it there', SHARED],
  ['shared, and run in the target account', 'in-use', 'prod (111122223333)', SHARED, instance('running', PROD)],
  ['shared, and in a template of the target account', 'in-use', 'prod (111122223333)', SHARED, template([AMI], PROD)],
  ['shared with an account that the bot cannot read', 'unknown', 'for a report across all accounts', SHARED_AWAY],
  [
    'shared with an organization',
    'unknown',
    'for a report across all accounts',
    { sharedWith: [{ organizationArn: ORGANIZATION }] },
  ],
  [
    'shared with an OU',
    'unknown',
    'for a report across all accounts',
    { sharedWith: [{ organizationalUnitArn: UNIT }] },
  ],
  ['public', 'unknown', 'for a report across all accounts', { sharedWith: [{ group: 'all' }] }],
  ['references denied', 'unknown', 'ec2:DescribeImageReferences', {}, denied('ec2:DescribeImageReferences')],
  [
    'a permission that references require denied',
    'unknown',
    'ssm:DescribeParameters',
    {},
    denied('ssm:DescribeParameters'),
  ],
  [
    'references denied, but an instance found',
    'in-use',
    '1 instance',
    {},
    { ...instance('running'), ...denied('ec2:DescribeImageReferences') },
  ],
  [
    'launch configurations denied',
    'unknown',
    'autoscaling:DescribeLaunchConfigurations',
    {},
    denied('autoscaling:DescribeLaunchConfigurations'),
  ],
  [
    'Auto Scaling groups denied',
    'unknown',
    'autoscaling:DescribeAutoScalingGroups',
    {},
    denied('autoscaling:DescribeAutoScalingGroups'),
  ],
  [
    'Spot Fleet requests denied',
    'unknown',
    'ec2:DescribeSpotFleetRequests',
    {},
    denied('ec2:DescribeSpotFleetRequests'),
  ],
  ['launch permissions denied', 'unknown', 'ec2:DescribeImageAttribute', {}, denied('ec2:DescribeImageAttribute')],
  [
    'shared, reading the target account denied',
    'unknown',
    'for a report across all accounts',
    SHARED,
    denied('ec2:DescribeImageReferences', ACCOUNTS.prod),
  ],
  [
    'shared with an unreadable account, the usage report denied',
    'unknown',
    'ec2:CreateImageUsageReport',
    SHARED_AWAY,
    denied('ec2:CreateImageUsageReport'),
  ],
  ['snapshots denied, cost estimated from volumes', 'stale', 'No use was found', {}, denied('ec2:DescribeSnapshots')],
];
