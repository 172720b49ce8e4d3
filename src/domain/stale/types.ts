import type { Drift, DriftReport } from '../drift/types.js';
import type { Directory } from '../model/directory.js';
import type { Fact } from '../model/fact.js';
import type { ExemptionNote, Grantee, ImageReference } from '../model/facts.js';
import type { ImageRef } from '../model/image.js';
import type { Person } from '../request/types.js';

/** Where AMIs lie: an account of the directory and one of its Regions. */
export interface AccountRegion {
  readonly account: string;
  readonly region: string;
}

/** What a scan keeps of an AMI: enough to judge it and to show it, for there may be a hundred thousand. */
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
  /** At most what is billed: what was ever written where EC2 was asked for it, else the whole volume. */
  readonly sizeGiB: number;
  readonly isArchived: boolean;
}

/**
 * `in-use`: something references it. `recent`: younger than, or launched within, `stale_after`. `kept`: a keep tag,
 * somebody's answer, or AWS Backup. `stale`: none of these, and everything was checked. `unknown`: something could not be.
 */
export type Verdict = 'in-use' | 'recent' | 'kept' | 'stale' | 'unknown';

export interface ImageVerdict extends JudgedImage {
  readonly cost: ImageCost;
}

/** A verdict, before it is known what the AMI costs beside others. */
export interface JudgedImage {
  readonly image: ScannedImage;
  readonly verdict: Verdict;
  /** Sentences for people, plain text; the first says most. */
  readonly reasons: readonly string[];
  /** Absent where it was not looked at, because the verdict was clear without. */
  readonly sharedWith?: readonly Grantee[];
  /** So many AMIs of the directory were made from it. */
  readonly baseOf?: number;
  /** The answer that keeps it, while it holds. */
  readonly exemption?: Exemption;
}

/** At most what an AMI's snapshots cost a month: blocks that snapshots share are billed once. */
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
  /** The stale ones, the costliest first, as far as a digest can show them: `counts` says how many there are. */
  readonly stale: readonly ImageVerdict[];
  /** Those that somebody's answer keeps, the first to end first. */
  readonly exempted: readonly (ImageVerdict & { readonly exemption: Exemption })[];
  /** Snapshots behind several AMIs count once; those that a living AMI needs too do not count. */
  readonly staleCost: ImageCost;
  /** Launch permissions that are otherwise than the requests say, as far as they were read. */
  readonly drift: Fact<DriftReport>;
  /** What could not be found out and why, each once, with the permission that is missing. Plain text. */
  readonly warnings: readonly string[];
  /** Absent when no scan was remembered before. */
  readonly changes?: ScanChanges;
  /** What to remember, for the next scan to say what has changed. */
  readonly toRemember: LastScan;
}

/** What is otherwise than in the last scan that was remembered. */
export interface ScanChanges {
  /** When that scan was. */
  readonly since: string;
  readonly newlyStale: readonly ImageRef[];
  /** No longer there at all. */
  readonly gone: readonly StaleRecord[];
  /** Something uses them again, or they were launched. */
  readonly backInUse: readonly StaleRecord[];
}

/** What is kept of each AMI that is stale. */
export interface StaleImage extends ImageRef {
  readonly name: string;
  readonly usd: number;
}

/** What is remembered of an AMI that was stale. */
export interface StaleRecord extends StaleImage {
  /** Of the first scan that found it stale without a break. */
  readonly staleSince: string;
}

/** What is remembered of a scan, for the next one and for answers. */
export interface LastScan {
  readonly scannedAt: string;
  readonly stale: readonly StaleRecord[];
  /** Absent where it was not known. */
  readonly drift?: readonly Drift[];
}

/** What a scan came to, for a picture over time. */
export interface ScanSummary {
  readonly scannedAt: string;
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly staleCost: ImageCost;
}

/** Somebody answered "keep until". */
export interface Exemption extends ImageRef {
  /** ISO 8601, UTC; from then on it no longer holds. */
  readonly until: string;
  readonly by: Person;
  readonly reason: string;
  readonly at: string;
}

/** What the configuration says about staleness. */
export interface StalePolicy {
  readonly directory: Directory;
  readonly staleAfterMs: number;
  /** `*` as a value means any. */
  readonly keepTags: Readonly<Record<string, string>>;
  readonly prices: Prices;
}

/** In USD per GiB and month, by Region where it differs from the rest. */
export interface Prices {
  readonly elsewhere: SnapshotPrice;
  readonly byRegion: Readonly<Record<string, SnapshotPrice>>;
}

export interface SnapshotPrice {
  readonly standard: number;
  readonly archive: number;
}

/** What uses an AMI in one account. */
export interface AccountUsage {
  readonly account: string;
  readonly usage: Fact<readonly ImageReference[]>;
}

/** What an account uses of an AMI, as a usage report counts it. */
export interface UsageCount {
  readonly account: string;
  /** `ec2:Instance` or `ec2:LaunchTemplate`. */
  readonly type: string;
  readonly count: number;
}

/** A usage report that EC2 was asked for. */
export interface StartedReport extends ImageRef {
  readonly reportId: string;
  readonly startedAt: string;
}

/** What EC2's report says about use in all accounts. It may lack the last day. */
export interface UsageReport {
  readonly startedAt: string;
  readonly uses: readonly UsageCount[];
}

/** Everything that was found out about one AMI. Only what was asked is there. */
export interface StaleEvidence {
  readonly image: ScannedImage;
  /** When it was looked. */
  readonly at: string;
  readonly exemption?: Exemption;
  /** Its owner's account first, then those that it is shared with and that the bot may look into. */
  readonly usage?: readonly AccountUsage[];
  readonly sharedWith?: Fact<readonly Grantee[]>;
  /** Asked for where it is shared beyond the accounts that the bot may look into. */
  readonly report?: Fact<UsageReport>;
}

/** An answer as a fact about its AMI. */
export function toExemptionNote({ until, reason, by }: Exemption): ExemptionNote {
  return { until, reason, by: by.userId };
}
