import type { Image, Snapshot } from './image-entities.js';
import type { Bucket, ImportTask, StoredObject } from './import-entities.js';
import type { Owned, Tags } from './owned.js';

/**
 * What exists in the simulated AWS. Every entity has an `id` that is unique in its collection; ids of AWS are. Dates are
 * ISO 8601 in UTC.
 */
export interface Collections {
  readonly images: Image;
  readonly snapshots: Snapshot;
  readonly instances: Instance;
  readonly launchTemplates: LaunchTemplate;
  readonly launchConfigurations: LaunchConfiguration;
  readonly autoScalingGroups: AutoScalingGroup;
  readonly spotFleets: SpotFleet;
  readonly mentions: ExternalReference;
  readonly publicParameters: PublicParameter;
  readonly usageReports: UsageReport;
  readonly keys: Key;
  readonly retentionRules: RetentionRule;
  readonly settings: Settings;
  readonly organizations: Organization;
  readonly accessKeys: AccessKey;
  readonly roles: Role;
  readonly denials: Denial;
  readonly subnets: Subnet;
  readonly clientTokens: ClientToken;
  readonly buckets: Bucket;
  readonly objects: StoredObject;
  readonly importTasks: ImportTask;
}

export interface Instance extends Owned {
  readonly imageId: string;
  readonly instanceType: string;
  readonly state: 'pending' | 'running' | 'shutting-down' | 'terminated' | 'stopping' | 'stopped';
  /** The next state, and when it is reached. */
  readonly next?: { readonly state: Instance['state']; readonly at: string };
  readonly stateReason?: { readonly code: string; readonly message: string };
  readonly launchedAt: string;
  readonly subnetId?: string;
  /** Its EBS volumes. */
  readonly volumes?: readonly InstanceVolume[];
  readonly tags: Tags;
}

export interface InstanceVolume {
  readonly deviceName: string;
  readonly volumeId: string;
  /** GiB. */
  readonly size: number;
  readonly type: string;
  readonly keyArn?: string;
}

export interface Subnet extends Owned {
  readonly vpcId: string;
  readonly availabilityZone: string;
  /** Of its zone in the default VPC. */
  readonly isDefault: boolean;
}

export interface LaunchTemplate extends Owned {
  readonly name: string;
  readonly createdAt: string;
  readonly defaultVersion: number;
  /** Version 1 first. An image id may be given through a parameter: `resolve:ssm:/golden/ami`. */
  readonly versions: readonly {
    readonly imageId?: string;
    readonly instanceType: string;
    readonly description: string;
  }[];
  readonly tags: Tags;
}

interface LaunchConfiguration extends Owned {
  readonly name: string;
  readonly imageId: string;
  readonly instanceType: string;
  readonly createdAt: string;
}

export interface AutoScalingGroup extends Owned {
  readonly name: string;
  readonly createdAt: string;
  readonly launchConfigurationName?: string;
  readonly launchTemplate?: TemplateChoice;
  /** A mixed instances policy: its template, and those that overrides name instead. */
  readonly mixed?: { readonly template: TemplateChoice; readonly overrides: readonly (TemplateChoice | undefined)[] };
}

export interface TemplateChoice {
  readonly id: string;
  readonly version: string;
}

/** A Spot Fleet request with launch specifications of its own. */
export interface SpotFleet extends Owned {
  readonly state: 'submitted' | 'active' | 'modifying' | 'cancelled' | 'cancelled_running' | 'failed';
  readonly imageIds: readonly string[];
  readonly createdAt: string;
}

/** EC2's usage report of an image across accounts. Counted when it is started, returned once it is available. */
export interface UsageReport extends Owned {
  readonly imageId: string;
  readonly token?: string;
  readonly startedAt: string;
  readonly readyAt: string;
  readonly entries: readonly UsageEntry[];
  /** Why it ends in error. */
  readonly failure?: string;
}

export interface UsageEntry {
  readonly account: string;
  readonly type: string;
  readonly count: number;
}

/** An SSM parameter or an Image Builder recipe that names an image. */
interface ExternalReference extends Owned {
  readonly type: 'ssm:Parameter' | 'imagebuilder:ImageRecipe' | 'imagebuilder:ContainerRecipe';
  readonly arn: string;
  /** Of a parameter. */
  readonly name?: string;
  readonly imageId: string;
}

/** A public parameter of Systems Manager: `/aws/service/…`. `id` is `<Region> <name>`. */
interface PublicParameter {
  readonly id: string;
  readonly region: string;
  readonly name: string;
  readonly value: string;
}

export interface KeyStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: '*' | { readonly AWS: string | readonly string[] };
  readonly Action: string | readonly string[];
  readonly Resource: '*';
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A KMS key; its `id` is the key id without account or Region. */
export interface Key extends Owned {
  readonly arn: string;
  readonly manager: 'AWS' | 'CUSTOMER';
  readonly enabled: boolean;
  readonly multiRegion: boolean;
  /** `alias/…`. */
  readonly aliases: readonly string[];
  readonly description: string;
  readonly policy: readonly KeyStatement[];
  readonly grants: readonly KeyGrant[];
  readonly createdAt: string;
}

interface KeyGrant {
  readonly id: string;
  readonly granteePrincipal: string;
  readonly operations: readonly string[];
}

/** A rule of the Recycle Bin; without tags it is for everything of its type in the Region. */
export interface RetentionRule extends Owned {
  readonly resourceType: 'EC2_IMAGE' | 'EBS_SNAPSHOT';
  readonly description: string;
  readonly days: number;
  readonly tags: readonly { readonly key: string; readonly value?: string }[];
  readonly excludeTags: readonly { readonly key: string; readonly value?: string }[];
}

/** Settings of an account in a Region. `id` is `<account>/<region>`. Absent settings are those of a new account. */
export interface Settings {
  readonly id: string;
  readonly publicAccess?: 'block-new-sharing' | 'unblocked';
  readonly publicAccessManagedBy?: 'account' | 'declarative-policy';
  readonly encryptionByDefault?: boolean;
  readonly defaultKeyArn?: string;
  readonly allowedImages?: AllowedImages;
  /** Product codes of the Marketplace that the account has subscribed to. */
  readonly subscriptions?: readonly string[];
}

interface AllowedImages {
  readonly state: 'disabled' | 'audit-mode' | 'enabled';
  /** Owner ids or aliases; an image of one of them is allowed. */
  readonly providers: readonly string[];
}

/** `id` is the organization's ARN. */
interface Organization {
  readonly id: string;
  readonly accounts: readonly string[];
  /** ARN of each unit, with the accounts below it. */
  readonly units: Readonly<Record<string, readonly string[]>>;
}

/** `id` is the access key id. */
interface AccessKey {
  readonly id: string;
  readonly account: string;
  readonly arn: string;
  readonly sessionToken?: string;
  readonly sessionName?: string;
  /** The inline policy that limits the session. */
  readonly sessionPolicy?: string;
  readonly expiresAt?: string;
}

/** `id` is the role's ARN. */
export interface Role {
  readonly id: string;
  readonly externalId?: string;
  /** Accounts that may assume it. */
  readonly trusts: readonly string[];
  /** Whether they may pass session tags and a source identity. */
  readonly tagging?: boolean;
  /** Services that may: `vmie.amazonaws.com`. */
  readonly services?: readonly string[];
  /** Buckets that it may read. */
  readonly reads?: readonly string[];
}

/** A permission that is denied in an account, everywhere or in one of its Regions. */
interface Denial {
  readonly id: string;
  readonly account: string;
  readonly region?: string;
  /** As IAM writes it: `ec2:DescribeImageReferences`. */
  readonly permission: string;
}

/** `id` is `<account>/<region>/<operation>/<token>`. */
interface ClientToken {
  readonly id: string;
  /** The id of the resource that the call created. */
  readonly createdIds: string;
  /** The parameters it was first used with. */
  readonly parameters: string;
}
