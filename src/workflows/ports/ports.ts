import type { CatalogQuery, UnreachablePlace } from '../../domain/model/catalog.js';
import type { Adoption } from '../../domain/drift/types.js';
import type { Facts, Grantee, ObservationRequest, ImageReference, Snapshot } from '../../domain/model/facts.js';
import type { Instance, InstanceFacts, InstanceObservationRequest } from '../../domain/model/instance.js';
import type { InstanceRef, S3ObjectRef } from '../../domain/model/subject.js';
import type { ImageRef, Image } from '../../domain/model/image.js';
import type { RecycledFacts, RecycledImage } from '../../domain/model/recycled.js';
import type { S3ObjectFacts } from '../../domain/model/s3-object.js';
import type { Fact } from '../../domain/model/fact.js';
import type { ResolvedCall, ResolvedCondition } from '../../domain/plan/outputs.js';
import type { MessageRef, NoticeKey, Person, Request, RequestId, RequestSummary } from '../../domain/request/types.js';
import type {
  Exemption,
  LastScan,
  AccountRegion,
  ScanSummary,
  ScannedImage,
  StartedReport,
  UsageReport,
} from '../../domain/stale/types.js';

/** Ports of the use cases. Every method may throw a `PortFailure` (see `errors.ts`). */

/**
 * Stores requests, one record each. Writes are conditional on the version and throw `Conflict` if it has changed. To
 * retry a write whose outcome is unknown, pass the same object: the store recognises its own write by identity.
 */
export interface RequestStore {
  /** Stores a new request at version 1. Throws `Conflict` when the id is taken. */
  create(request: Request): Promise<void>;
  /** Consistent read of the latest version. `undefined` if there is none. */
  load(id: RequestId): Promise<Request | undefined>;
  /** Replaces version `request.version - 1` by the request. Throws `Conflict` when another version is stored. */
  save(request: Request): Promise<void>;
  /** Ids of requests with a task due at or before `now` (ISO 8601), the most overdue first. Eventually consistent. */
  listDue(now: string, limit: number): Promise<readonly RequestId[]>;
  /** Requests about a subject by its `subjectKey`, newest first. Eventually consistent, like all lists. */
  listBySubject(name: string, page: PageRequest): Promise<Page<RequestSummary>>;
  listByRequester(person: Person, page: PageRequest): Promise<Page<RequestSummary>>;
  /** Requests that are neither finished nor failed, newest first. */
  listOpen(page: PageRequest): Promise<Page<RequestSummary>>;
  /** All requests, newest first. */
  listAll(page: PageRequest): Promise<Page<RequestSummary>>;
  /** Resolves when the store answers. */
  ping(): Promise<void>;
}

export interface PageRequest {
  readonly limit: number;
  /** From an earlier page. An invalid one throws `Refused`. */
  readonly cursor?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Present when there is more. */
  readonly cursor?: string;
}

/** EC2 and what belongs to it, in all accounts of the directory. */
export interface Cloud {
  /** Looks for AMIs by id or abbreviation, in all places at once. Never throws for a place: see `unreachable`. */
  findImages(search: ResourceSearch): Promise<ImageMatches>;
  /** As `findImages`, for instances. */
  findInstances(search: ResourceSearch): Promise<InstanceMatches>;
  /** Observes an AMI. Facts that could not be read are `Unknown`. Throws `NotFound` if the AMI does not exist. */
  observeImage(image: ImageRef, needs: ObservationRequest): Promise<Facts>;
  /** As `findImages`, for AMIs that lie in the Recycle Bin. */
  findRecycledImages(search: ResourceSearch): Promise<RecycledImageMatches>;
  /** Observes an AMI in the Recycle Bin, as `observe` does one outside it. */
  observeRecycledImage(image: ImageRef): Promise<RecycledFacts>;
  /** Observes an instance, as `observe` does an AMI. */
  observeInstance(instance: InstanceRef, needs: InstanceObservationRequest): Promise<InstanceFacts>;
  /** Returns the Region of a bucket, as seen from an account. `null` if there is no such bucket. */
  findBucketRegion(bucket: string, account: string): Promise<Fact<string | null>>;
  /** Observes an S3 object and what its import would meet. A missing object is a fact, not a failure. */
  observeS3Object(object: S3ObjectRef): Promise<S3ObjectFacts>;
  /**
   * Executes one EC2 call. Returns the string values of the response by path (see `OutputSource`) and, if available, a
   * line for the user. `planned` are the calls that the plan makes in the same account and Region: the session of the
   * call allows these and nothing else. Without them it allows this call.
   */
  executeCall(call: ResolvedCall, attribution: Attribution, planned?: readonly ResolvedCall[]): Promise<CallResult>;
  /**
   * Finds the resource that an earlier attempt of this call created, by its request tags, and returns the response that
   * the call would have given. `undefined` if there is none. Eventually consistent: a resource created seconds ago may
   * not be found.
   */
  findCreatedResource(call: ResolvedCall, attribution: Attribution): Promise<CallResult | undefined>;
  /** Looks once whether a condition is met. */
  checkCondition(condition: ResolvedCondition, attribution: Attribution): Promise<ConditionStatus>;
}

export interface ResourceSearch {
  /** A whole id, or its beginning: `ami-123`. */
  readonly id: string;
  /** Only in this Region or account; everywhere in the directory without. */
  readonly region?: string;
  readonly account?: string;
}

export interface ImageMatches {
  /** One entry per AMI, seen through its owner if the directory has the owner. */
  readonly images: readonly Image[];
  /** Places that could not be searched, with the reason. The AMI may be there. */
  readonly unreachable: readonly UnreachablePlace[];
}

/** Searches AMIs without an id. */
export interface Catalog {
  /**
   * Passes matches to the callback in batches, in no order. Returns the places that could not be searched. Throws only
   * what the callback throws.
   */
  search(query: CatalogQuery, onImages: (images: readonly Image[]) => void): Promise<readonly UnreachablePlace[]>;
  /** The grantees of an AMI, as its owner sees them. */
  launchPermissions(image: ImageRef): Promise<Fact<readonly Grantee[]>>;
}

export interface RecycledImageMatches {
  readonly images: readonly RecycledImage[];
  readonly unreachable: ImageMatches['unreachable'];
}

export interface InstanceMatches {
  readonly instances: readonly Instance[];
  readonly unreachable: ImageMatches['unreachable'];
}

/** On whose behalf a call is made; goes into the name of the session that CloudTrail shows. */
export interface Attribution {
  readonly requestId: RequestId;
  readonly requester: Person;
}

export interface CallResult {
  readonly fields: Readonly<Record<string, string>>;
  readonly detail?: string;
}

export type ConditionStatus =
  | {
      readonly kind: 'satisfied';
      /** Snapshots by device, for an image. */ readonly snapshotsByDevice?: Readonly<Record<string, string>>;
      /** Its id, for an image that was only waited for. */ readonly imageId?: string;
      readonly detail?: string;
    }
  | { readonly kind: 'pending'; readonly detail?: string }
  /** It never will be. */
  | { readonly kind: 'failed'; readonly message: string; readonly advice?: string };

/**
 * The AMIs and their use, in all places where the bot can act, for one scan. What could not be read is an `Unknown`;
 * only listing throws.
 */
export interface Inventory {
  /** The AMIs that the account owns in the Region, deprecated and disabled ones too, a page at a time. */
  listImages(place: AccountRegion): AsyncIterable<readonly ScannedImage[]>;
  /** What uses each of the AMIs in a place. Uses that were seen are known even where another read failed. */
  usage(
    place: AccountRegion,
    imageIds: readonly string[],
  ): Promise<ReadonlyMap<string, Fact<readonly ImageReference[]>>>;
  launchPermissions(image: ImageRef): Promise<Fact<readonly Grantee[]>>;
  /** The AMIs of a place that an account was given by name, or that are public. */
  imagesSharedWith(place: AccountRegion, grantee: ShareAudience): Promise<Fact<readonly NamedImage[]>>;
  /** By id. Snapshots that no longer exist are missing. */
  snapshots(place: AccountRegion, ids: readonly string[]): Promise<Fact<ReadonlyMap<string, Snapshot>>>;
  /** Has EC2 count the AMI's use in all accounts, and gives the report's id. The same token gives the same report. */
  startUsageReport(image: ImageRef, token: string): Promise<Fact<string>>;
  /** By report id. EC2 keeps reports for 30 days; older ones are missing. */
  usageReports(
    place: AccountRegion,
    reportIds: readonly string[],
  ): Promise<Fact<ReadonlyMap<string, UsageReportState>>>;
  /** Calls to AWS so far by name, repeated ones counted each time. */
  callCounts(): Readonly<Record<string, number>>;
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

/** Stores the results of scans, exemptions and adoptions. Lists are eventually consistent. */
export interface ScanHistoryStore {
  /** The exemptions that are active at a time (ISO 8601). */
  activeExemptions(at: string): Promise<readonly Exemption[]>;
  /** Remembers an answer in place of an earlier one about the same AMI. */
  saveExemption(exemption: Exemption): Promise<void>;
  /** All that anybody ever adopted, the oldest first. */
  adoptions(): Promise<readonly Adoption[]>;
  saveAdoption(adoption: Adoption): Promise<void>;
  /** The usage reports that were started since. */
  usageReportsSince(time: string): Promise<readonly StartedReport[]>;
  saveUsageReport(report: StartedReport): Promise<void>;
  lastScan(): Promise<LastScan | undefined>;
  /** Replaces the scan made at `after`. Throws `Conflict` if another one was stored since then. */
  saveScan(scan: LastScan, summary: ScanSummary, after: string | undefined): Promise<void>;
  /** What the last scans came to, the oldest first. */
  recentScans(limit: number): Promise<readonly ScanSummary[]>;
}

/**
 * Shows requests in Slack. Throws `NotFound` if the message or channel no longer exists, `AccessDenied` if the bot may
 * not post.
 */
export interface Announcer {
  /** Posts the request's message to the approvals channel. */
  post(request: Request): Promise<MessageRef>;
  /** Makes the message show the request as it is. */
  update(message: MessageRef, request: Request): Promise<void>;
  /** Sends one notice about the request to its recipient. */
  notify(notice: NoticeKey, request: Request): Promise<void>;
}

export interface Clock {
  now(): Date;
}

export interface Ids {
  requestId(): RequestId;
}

/** One structured line each. Fields hold ids and codes, never text of users, tokens or whole payloads. */
export interface Log {
  debug(message: string, fields: LogFields): void;
  info(message: string, fields: LogFields): void;
  warn(message: string, fields: LogFields): void;
  error(message: string, fields: LogFields): void;
}

export type LogFields = Readonly<Record<string, unknown>>;
