import type { Drift, DriftReport } from '../drift/types.js';
import type { Directory } from '../model/directory.js';
import type { Fact } from '../model/fact.js';
import type { ExemptionNote, Grantee, ImageReference } from '../model/facts.js';
import type { ImageRef } from '../model/image.js';
import type { Person } from '../request/types.js';

/** What a scan stores of an AMI: enough to judge and show it, since there may be a hundred thousand. */
export interface ScannedImage extends ImageRef {
  readonly ownerAlias?: string;
  readonly name: string;
  /** As EC2 spells it: `available`, `disabled`, `failed` … */
  readonly state: string;
  readonly createdAt: string;
  /** Absent means never, or before AWS began to keep it (April 2017). Up to 24 hours late. */
  readonly lastLaunchedAt?: string;
  readonly deprecatedAt?: string;
  readonly deregistrationProtection: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly sourceImageId?: string;
  /** The distinct snapshots behind it. */
  readonly snapshots: readonly BackingSnapshot[];
}

export interface BackingSnapshot {
  readonly snapshotId: string;
  /** The maximum that is billed: the blocks that were ever written if EC2 reports them, otherwise the whole volume. */
  readonly sizeGiB: number;
  readonly isArchived: boolean;
}

/**
 * `in-use`: something references it. `recent`: younger than, or launched within, `stale_after`. `kept`: a keep tag, an
 * exemption, or AWS Backup. `stale`: none of these, and everything was checked. `unknown`: something could not be
 * checked.
 */
export type Verdict = 'in-use' | 'recent' | 'kept' | 'stale' | 'unknown';

export interface ImageVerdict extends JudgedImage {
  readonly cost: ImageCost;
}

/** A verdict before the cost of the AMI is known. */
export interface JudgedImage {
  readonly image: ScannedImage;
  readonly verdict: Verdict;
  /** Sentences for users, plain text. The first is the most important. */
  readonly reasons: readonly string[];
  /** Absent if it was not read because the verdict was clear without it. */
  readonly sharedWith?: readonly Grantee[];
  /** The number of AMIs of the directory that were made from it. */
  readonly baseOf?: number;
  /** The exemption that keeps it, while it is active. */
  readonly exemption?: Exemption;
}

/** The maximum monthly cost of the snapshots of an AMI. Blocks that snapshots share are billed once. */
export interface ImageCost {
  readonly gib: number;
  readonly usd: number;
}

/** What came of one scan. */
export interface ScanReport {
  /** When it began. ISO 8601, UTC. */
  readonly scannedAt: string;
  /** Calls to AWS by name, repeated ones counted each time. */
  readonly apiCalls: Readonly<Record<string, number>>;
  readonly counts: Readonly<Record<Verdict, number>>;
  /** The stale AMIs, the costliest first, as far as a digest can show them. `counts` has their number. */
  readonly stale: readonly ImageVerdict[];
  /** The exempted AMIs, the first to expire first. */
  readonly exempted: readonly (ImageVerdict & { readonly exemption: Exemption })[];
  /** Snapshots of several AMIs count once. Those that an AMI that stays needs do not count. */
  readonly staleCost: ImageCost;
  /** Launch permissions that differ from the requests, as far as they were read. */
  readonly drift: Fact<DriftReport>;
  /** What could not be read and why, each once, with the missing permission. Plain text. */
  readonly warnings: readonly string[];
  /** Absent when no scan was remembered before. */
  readonly changes?: ScanChanges;
  /** What to store for the comparison with the next scan. */
  readonly toRemember: LastScan;
}

/** The differences from the last stored scan. */
export interface ScanChanges {
  /** When that scan was. */
  readonly since: string;
  readonly newlyStale: readonly ImageRef[];
  /** No longer there at all. */
  readonly gone: readonly StaleRecord[];
  /** Something uses them again, or they were launched. */
  readonly backInUse: readonly StaleRecord[];
}

/** What is stored of each stale AMI. */
export interface StaleImage extends ImageRef {
  readonly name: string;
  readonly usd: number;
}

/** What is stored of an AMI that was stale. */
export interface StaleRecord extends StaleImage {
  /** Of the first scan that found it stale without a break. */
  readonly staleSince: string;
}

/** What is stored of a scan, for the next one and for responses. */
export interface LastScan {
  readonly scannedAt: string;
  readonly stale: readonly StaleRecord[];
  /** Absent if unknown. */
  readonly drift?: readonly Drift[];
}

/** The totals of a scan, for a chart over time. */
export interface ScanSummary {
  readonly scannedAt: string;
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly staleCost: ImageCost;
}

/** A user's response "keep until". */
export interface Exemption extends ImageRef {
  /** ISO 8601, UTC. The exemption ends at this time. */
  readonly until: string;
  readonly by: Person;
  readonly reason: string;
  readonly at: string;
}

/** The staleness settings of the configuration. */
export interface StalePolicy {
  readonly directory: Directory;
  readonly staleAfterMs: number;
  /** `*` as a value means any. */
  readonly keepTags: Readonly<Record<string, string>>;
  readonly prices: Prices;
}

/** In USD per GiB and month, by Region if it differs from the rest. */
export interface Prices {
  readonly elsewhere: SnapshotPrice;
  readonly byRegion: Readonly<Record<string, SnapshotPrice>>;
}

interface SnapshotPrice {
  readonly standard: number;
  readonly archive: number;
}

/** What uses an AMI in one account. */
export interface AccountUsage {
  readonly account: string;
  readonly usage: Fact<readonly ImageReference[]>;
}

/** The use of an AMI by an account, as a usage report counts it. */
export interface UsageCount {
  readonly account: string;
  /** `ec2:Instance` or `ec2:LaunchTemplate`. */
  readonly type: string;
  readonly count: number;
}

/** A usage report that EC2 was asked to make. */
export interface StartedReport extends ImageRef {
  readonly reportId: string;
  readonly startedAt: string;
}

/** EC2's report about use in all accounts. It may lack the last day. */
export interface UsageReport {
  readonly startedAt: string;
  readonly uses: readonly UsageCount[];
}

/** Everything that was read about one AMI. Holds only what was requested. */
export interface StaleEvidence {
  readonly image: ScannedImage;
  /** When it was looked. */
  readonly at: string;
  readonly exemption?: Exemption;
  /** The owner's account first, then the grantees that the bot has access to. */
  readonly usage?: readonly AccountUsage[];
  readonly sharedWith?: Fact<readonly Grantee[]>;
  /** Requested if the AMI is shared with accounts that the bot has no access to. */
  readonly report?: Fact<UsageReport>;
}

/** An answer as a fact about its AMI. */
export function toExemptionNote({ until, reason, by }: Exemption): ExemptionNote {
  return { until, reason, by: by.userId };
}
