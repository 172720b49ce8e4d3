import type { Image } from './image.js';
import type { Fact } from './fact.js';
import type { LaunchEnvironment, LaunchOptions } from './launch.js';

/**
 * Who may use an AMI or a snapshot: one account, an organization, an organizational unit, or everybody.
 * Snapshots take accounts and everybody only.
 */
export type Grantee =
  | { readonly kind: 'account'; readonly id: string }
  | { readonly kind: 'organization'; readonly arn: string }
  | { readonly kind: 'ou'; readonly arn: string }
  | { readonly kind: 'public' };

export interface Snapshot {
  readonly snapshotId: string;
  readonly state: string;
  readonly volumeSizeGiB: number;
  /** All blocks that were written when the snapshot was taken: an upper bound of what is billed. */
  readonly fullSizeBytes?: number;
  /** `standard` or `archive`. */
  readonly storageTier: string;
  readonly encrypted: boolean;
  readonly kmsKeyId?: string;
  readonly ownerId: string;
}

/** Something that names the AMI and would break, or is running from it. */
export interface ImageReference {
  /** `ec2:Instance`, `ec2:LaunchTemplate`, `ssm:Parameter`, `autoscaling:LaunchConfiguration` … */
  readonly type: string;
  readonly arn: string;
}

export interface Key {
  readonly arn: string;
  /** A key that AWS manages (`aws/ebs`) cannot be given to anybody else. */
  readonly manager: 'AWS' | 'CUSTOMER';
  readonly enabled: boolean;
  readonly multiRegion: boolean;
  /** The accounts, besides its own, that its policy or a grant lets use it; `*` is all. Unknown when a policy has conditions. */
  readonly usableBy: Fact<readonly string[]>;
}

/** The account's and Region's block on public AMIs. */
export interface PublicAccessBlock {
  readonly state: 'block-new-sharing' | 'unblocked';
  readonly managedBy: 'account' | 'declarative-policy';
}

/** Which AMIs of other owners an account lets itself see and use in a Region, besides its own. */
export interface AllowedImages {
  readonly state: 'disabled' | 'audit-mode' | 'enabled';
  /** An AMI has to meet one of them. */
  readonly criteria: readonly {
    /** Account ids and aliases; empty: any. */
    readonly providers: readonly string[];
    /** On name, age or product code. */
    readonly hasOtherConditions: boolean;
  }[];
}

/** What the Recycle Bin would keep of an AMI that is deregistered now, and for how many days; null: it is gone for good. */
export interface RecycleBin {
  readonly imageDays: number | null;
  readonly snapshotDays: number | null;
}

/** Whom an AMI was shared with when a request disabled it, which erased that. */
export interface SharingBeforeDisable {
  readonly requestId: string;
  readonly at: string;
  readonly grantees: readonly Grantee[];
}

/** A permission that requests have given for a time only. */
export interface ExpiringGrant {
  /** The AMI or snapshot. */
  readonly resourceId: string;
  /** An account's id, an ARN, or `public`. */
  readonly grantee: string;
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
}

/** What was found in a place that an AMI is to be copied to. */
export interface DestinationFacts {
  readonly account: string;
  readonly region: string;
  /** The id of an AMI that already has the wanted name there; null when the name is free. */
  readonly existingImageId: Fact<string | null>;
  /** Whether new snapshots are encrypted there without being asked. */
  readonly encryptionByDefault: Fact<boolean>;
  /** The key that encryption uses there when none is named. */
  readonly defaultKey: Fact<Key>;
  /** The key that was asked for, looked up there; absent when none was. */
  readonly key?: Fact<Key>;
  /** What a launch would meet there, where the copy is to be made by one. */
  readonly launch?: LaunchEnvironment;
}

/** Somebody's answer to a digest: the AMI is not called stale before that time. */
export interface ExemptionNote {
  /** ISO 8601, UTC. */
  readonly until: string;
  readonly reason: string;
  /** The Slack user. */
  readonly by: string;
}

/** Everything that was observed of an AMI and its surroundings for one request. Only what was asked for is there. */
export interface Facts {
  /** ISO 8601, UTC. */
  readonly observedAt: string;
  readonly image: Image;
  readonly snapshots?: Readonly<Record<string, Fact<Snapshot>>>;
  readonly launchPermissions?: Fact<readonly Grantee[]>;
  /** Create-volume permissions by snapshot id. */
  readonly volumePermissions?: Readonly<Record<string, Fact<readonly Grantee[]>>>;
  /** What uses the AMI in its owner's account and Region. */
  readonly references?: Fact<readonly ImageReference[]>;
  /**
   * What uses the AMI in other accounts, by account id; unknown where the bot may not look. Organizations and OUs that it
   * is shared with stand by their ARN, everybody as `public`, and `*` alone where it is not known whom it is shared with.
   */
  readonly usageElsewhere?: Readonly<Record<string, Fact<readonly ImageReference[]>>>;
  /** KMS keys by the id or ARN that a snapshot names. */
  readonly keys?: Readonly<Record<string, Fact<Key>>>;
  readonly publicAccess?: Fact<PublicAccessBlock>;
  /** How many public AMIs the account has in the Region, apart from what lies in the Recycle Bin. */
  readonly publicImages?: Fact<number>;
  /** By account id; unknown where the bot may not look. */
  readonly allowedImages?: Readonly<Record<string, Fact<AllowedImages>>>;
  readonly recycleBin?: Fact<RecycleBin>;
  readonly destinations?: readonly DestinationFacts[];
  readonly launch?: LaunchEnvironment;
  /** By the record of requests, not by EC2; null: no request here disabled the AMI, or it did not know. */
  readonly sharingBeforeDisable?: Fact<SharingBeforeDisable | null>;
  /** By the record of requests, too: what stands in none of them is there for good. */
  readonly expiringGrants?: readonly ExpiringGrant[];
  /** The UEFI variables of a non-volatile store, in base64; null: there are none. */
  readonly uefiData?: Fact<string | null>;
  /** The key that was asked for, looked up where the AMI is. */
  readonly namedKey?: Fact<Key>;
  /** Where somebody keeps the AMI; it is remembered, not observed. */
  readonly exemption?: ExemptionNote;
}

/** What an operation wants to have observed; the AMI itself always is. */
export interface ObservationRequest {
  readonly snapshots?: boolean;
  readonly launchPermissions?: boolean;
  readonly volumePermissions?: boolean;
  readonly references?: boolean;
  /** Accounts to look into for use of the AMI, or every account that it is shared with. */
  readonly usageElsewhere?: readonly string[] | 'all-grantees';
  /** The keys of encrypted snapshots. */
  readonly keys?: boolean;
  readonly publicAccess?: boolean;
  readonly publicImages?: boolean;
  /** The accounts whose settings are to be read, in the Region of the AMI. */
  readonly allowedImages?: readonly string[];
  readonly recycleBin?: boolean;
  readonly destinations?: readonly DestinationQuery[];
  readonly launch?: LaunchOptions;
  /** Told by the requests that are stored: nothing that EC2 could be asked for. */
  readonly sharingBeforeDisable?: boolean;
  /** Told by them, too. */
  readonly expiringGrants?: boolean;
  readonly uefiData?: boolean;
  /** A key to look up where the AMI is. */
  readonly namedKey?: string;
}

export interface DestinationQuery {
  /** Absent: the account through which the AMI is seen, which is known only once it has been found. */
  readonly account?: string;
  /** Absent: the Region of the AMI. */
  readonly region?: string;
  /** The name that the copy is to have; absent: the AMI's own. */
  readonly name?: string;
  readonly keyId?: string;
  readonly launch?: LaunchOptions;
}
