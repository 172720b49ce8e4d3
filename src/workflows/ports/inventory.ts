import type { Fact } from '../../domain/model/fact.js';
import type { Grantee, ImageReference, Snapshot } from '../../domain/model/facts.js';
import type { ImageRef } from '../../domain/model/image.js';
import type { AccountRegion } from '../../domain/model/directory.js';
import type { ScannedImage, UsageReport } from '../../domain/stale/types.js';

/**
 * Reads the AMIs and their use in all places of the directory, for one scan. What could not be read is an `Unknown`;
 * only `listImages` throws.
 */
export interface Inventory {
  /**
   * Lists the AMIs that the account owns in the Region, deprecated and disabled ones too, one page at a time.
   * @throws {AccessDenied} if the place cannot be read.
   * @throws {Throttled} if EC2 did not answer.
   */
  listImages(place: AccountRegion): AsyncIterable<readonly ScannedImage[]>;

  /**
   * Returns what uses each AMI in a place, by its id. Uses that were seen are known even where another read failed.
   */
  usage(
    place: AccountRegion,
    imageIds: readonly string[],
  ): Promise<ReadonlyMap<string, Fact<readonly ImageReference[]>>>;

  /** Returns the grantees of an AMI, as its owner sees them. */
  launchPermissions(image: ImageRef): Promise<Fact<readonly Grantee[]>>;

  /** Returns the AMIs of a place that are shared with an account by id, or that are public. */
  imagesSharedWith(place: AccountRegion, grantee: ShareAudience): Promise<Fact<readonly NamedImage[]>>;

  /** Returns snapshots by id. Snapshots that do not exist are missing. */
  snapshots(place: AccountRegion, ids: readonly string[]): Promise<Fact<ReadonlyMap<string, Snapshot>>>;

  /**
   * Makes EC2 count the AMI's use in all accounts, and returns the id of the report. The same token returns the same
   * report.
   */
  startUsageReport(image: ImageRef, token: string): Promise<Fact<string>>;

  /** Returns usage reports by report id. EC2 keeps reports for 30 days; older ones are missing. */
  usageReports(
    place: AccountRegion,
    reportIds: readonly string[],
  ): Promise<Fact<ReadonlyMap<string, UsageReportState>>>;

  /** Returns the number of calls to AWS so far by name. A repeated call counts each time. */
  callCounts(): Readonly<Record<string, number>>;

  /** Closes the connections to AWS. */
  close(): void;
}

export type ShareAudience = Grantee & { readonly kind: 'account' | 'public' };

export interface NamedImage extends ImageRef {
  readonly name: string;
}

export type UsageReportState =
  | { readonly kind: 'pending' }
  | { readonly kind: 'available'; readonly uses: UsageReport['uses'] }
  | { readonly kind: 'failed'; readonly reason: string };
