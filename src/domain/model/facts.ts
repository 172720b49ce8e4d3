import type { Image } from './image.js';
import type { Fact } from './fact.js';
import type { LaunchEnvironment, LaunchOptions } from './launch.js';

/**
 * A principal that may use an AMI or a snapshot: an account, an organization, an organizational unit, or everyone.
 * Snapshots accept accounts and everyone only.
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
  /** A key that AWS manages (`aws/ebs`) cannot be shared. */
  readonly manager: 'AWS' | 'CUSTOMER';
  readonly enabled: boolean;
  readonly multiRegion: boolean;
  /**
   * The accounts, besides its own, that its policy or a grant allows to use it. `*` is all accounts. Unknown if a
   * policy has conditions.
   */
  readonly usableBy: Fact<readonly string[]>;
}

/** The account's and Region's block on public AMIs. */
export interface PublicAccessBlock {
  readonly state: 'block-new-sharing' | 'unblocked';
  readonly managedBy: 'account' | 'declarative-policy';
}

/** The AMIs of other owners that an account allows itself to discover and use in a Region. */
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

/**
 * What the Recycle Bin would retain of an AMI that is deregistered now, and for how many days. `null`: deregistration
 * is permanent.
 */
export interface RecycleBin {
  readonly imageDays: number | null;
  readonly snapshotDays: number | null;
}

/** The grantees of an AMI when a request disabled it, which erased its launch permissions. */
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

/** What was observed at the destination of a copy. */
export interface DestinationFacts {
  readonly account: string;
  readonly region: string;
  /** The id of an AMI that already has the name there. `null` if the name is free. */
  readonly existingImageId: Fact<string | null>;
  /** Whether new snapshots are encrypted there by default. */
  readonly encryptionByDefault: Fact<boolean>;
  /** The key that encryption uses there when none is named. */
  readonly defaultKey: Fact<Key>;
  /** The requested key, looked up there. Absent if none was requested. */
  readonly key?: Fact<Key>;
  /** The launch environment there, if the copy is made by launching. */
  readonly launch?: LaunchEnvironment;
}

/** An exemption: the AMI is not called stale before this time. */
export interface ExemptionNote {
  /** ISO 8601, UTC. */
  readonly until: string;
  readonly reason: string;
  /** The Slack user. */
  readonly by: string;
}

/** Everything that was observed of an AMI and its surroundings for one request. Holds only what was requested. */
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
   * What uses the AMI in other accounts, by account id. Unknown if the bot has no access. Organizations and OUs that
   * the AMI is shared with have their ARN as key, everyone has `public`, and `*` alone means that the grantees are
   * unknown.
   */
  readonly usageElsewhere?: Readonly<Record<string, Fact<readonly ImageReference[]>>>;
  /** KMS keys by the id or ARN that a snapshot names. */
  readonly keys?: Readonly<Record<string, Fact<Key>>>;
  readonly publicAccess?: Fact<PublicAccessBlock>;
  /** The number of public AMIs of the account in the Region, without those in the Recycle Bin. */
  readonly publicImages?: Fact<number>;
  /** By account id; unknown where the bot may not look. */
  readonly allowedImages?: Readonly<Record<string, Fact<AllowedImages>>>;
  readonly recycleBin?: Fact<RecycleBin>;
  readonly destinations?: readonly DestinationFacts[];
  readonly launch?: LaunchEnvironment;
  /** By the record of requests, not by EC2; null: no request here disabled the AMI, or it did not know. */
  readonly sharingBeforeDisable?: Fact<SharingBeforeDisable | null>;
  /** Includes what the stored requests say. A grant in none of them has no expiration. */
  readonly expiringGrants?: readonly ExpiringGrant[];
  /** The UEFI variables of a non-volatile store, in base64; null: there are none. */
  readonly uefiData?: Fact<string | null>;
  /** The requested key, looked up in the account and Region of the AMI. */
  readonly namedKey?: Fact<Key>;
  /** The exemption of the AMI. Stored, not observed. */
  readonly exemption?: ExemptionNote;
}

/** What an operation needs to have observed. The AMI itself always is. */
export interface ObservationRequest {
  readonly snapshots?: boolean;
  readonly launchPermissions?: boolean;
  readonly volumePermissions?: boolean;
  readonly references?: boolean;
  /** The accounts to search for use of the AMI, or all accounts that it is shared with. */
  readonly usageElsewhere?: readonly string[] | 'all-grantees';
  /** The keys of encrypted snapshots. */
  readonly keys?: boolean;
  readonly publicAccess?: boolean;
  readonly publicImages?: boolean;
  /** The accounts whose settings to read, in the Region of the AMI. */
  readonly allowedImages?: readonly string[];
  readonly recycleBin?: boolean;
  readonly destinations?: readonly DestinationQuery[];
  readonly launch?: LaunchOptions;
  /** Read from the stored requests. EC2 does not know it. */
  readonly sharingBeforeDisable?: boolean;
  /** Read from the stored requests, too. */
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
