import { NotFound, Rejected } from '../../src/workflows/ports/errors.js';
import { type Fact, known, unknown } from '../../src/domain/model/fact.js';
import { findAccountById, canAccessAccount, type Directory } from '../../src/domain/model/directory.js';
import type {
  AllowedImages,
  Grantee,
  Key,
  PublicAccessBlock,
  RecycleBin,
  ImageReference,
  Snapshot,
} from '../../src/domain/model/facts.js';
import type { InstanceType } from '../../src/domain/model/launch.js';
import type { Image } from '../../src/domain/model/image.js';
import type { ImportRole, S3Object } from '../../src/domain/model/s3-object.js';

/** What exists on the imitated EC2. Everything may be changed while a test runs. */
export interface FakeAws {
  readonly images: ImageEntry[];
  /** Snapshots that were copied by themselves, whether an AMI has been made of them or not. */
  readonly copiedSnapshots: CopiedSnapshot[];
  /** What lies in the Recycle Bin. */
  readonly recycled: RecycledEntry[];
  readonly instances: InstanceEntry[];
  readonly instanceTypes: readonly InstanceType[];
  readonly defaultSubnet: string | null;
  readonly keys: readonly Key[];
  readonly publicAccess: PublicAccessBlock;
  /** By account; disabled where nothing is said. */
  readonly allowedImages: Readonly<Record<string, AllowedImages>>;
  readonly recycleBin: RecycleBin;
  readonly encryptionByDefault: boolean;
  /** What lies in S3. */
  readonly files: readonly FileEntry[];
  /** The role vmimport, by account. */
  readonly importRoles: Readonly<Record<string, ImportRole>>;
  readonly imports: ImportEntry[];
  /** Permissions that are missing, by account: `{ "444455556666": ["ec2:DescribeImages"] }`. */
  readonly denied: Record<string, readonly string[]>;
  /** What the next calls of a name meet, first to last. */
  readonly faults: { readonly call: string; readonly fault: Fault }[];
}

export type Fault =
  | { readonly kind: 'throttled' }
  /** The call has its effect, and its answer never comes. */
  | { readonly kind: 'lost-answer' }
  /** Of `recall`: what was made is not seen yet. */
  | { readonly kind: 'unseen' }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

export interface ImageEntry {
  /** As its owner sees it. */
  image: Image;
  sharedWith: readonly Grantee[];
  readonly snapshots: Readonly<Record<string, SnapshotEntry>>;
  /** What uses it, by account. */
  readonly usageByAccount: Readonly<Record<string, readonly ImageReference[]>>;
  readonly uefiData?: string;
  copy?: Copy;
}

/** An instance; what it is on the way to, it is from the given time on. */
export interface InstanceEntry {
  readonly instanceId: string;
  readonly account: string;
  readonly region: string;
  readonly imageId: string;
  readonly token?: string;
  state: 'pending' | 'running' | 'stopping' | 'stopped' | 'shutting-down' | 'terminated';
  next?: { readonly state: InstanceEntry['state']; readonly at: number };
}

/** A file in S3; its bucket is where it is. */
export interface FileEntry {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
  readonly file: S3Object;
  /** Why its import fails. */
  readonly failure?: string;
}

export interface ImportEntry {
  readonly importTaskId: string;
  readonly account: string;
  readonly region: string;
  readonly token: string;
  readonly source: FileEntry;
  readonly endsAt: number;
  cancelled?: true;
}

export interface SnapshotEntry {
  readonly snapshot: Snapshot;
  sharedWith: readonly Grantee[];
}

export interface CopiedSnapshot extends SnapshotEntry {
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly endsAt: number;
}

/** A deregistered AMI, and which of its snapshots were deleted with it. */
export interface RecycledEntry {
  readonly entry: ImageEntry;
  readonly stay: { readonly enteredAt: string; readonly exitsAt: string };
  snapshotIds: readonly string[];
}

/** How an AMI was copied. It is `pending` until the copy is over. */
interface Copy {
  readonly token: string;
  readonly begunAt: number;
  readonly endsAt: number;
  /** Why it will end as failed. */
  readonly failure?: string;
}

export function createFakeAws(overrides: Partial<FakeAws> = {}): FakeAws {
  return {
    images: [],
    copiedSnapshots: [],
    recycled: [],
    instances: [],
    instanceTypes: [],
    defaultSubnet: null,
    keys: [],
    publicAccess: { state: 'block-new-sharing', managedBy: 'account' },
    allowedImages: {},
    recycleBin: { imageDays: null, snapshotDays: null },
    encryptionByDefault: false,
    files: [],
    importRoles: {},
    imports: [],
    denied: {},
    faults: [],
    ...overrides,
  };
}

/** An AMI with its snapshots, all unencrypted and its owner's, shared and used as the parts say. */
export function imageEntry(image: Image, overrides: Partial<Omit<ImageEntry, 'image'>> = {}): ImageEntry {
  const snapshots = image.blockDevices.flatMap(({ snapshotId, sizeGiB }) =>
    snapshotId === undefined ? [] : [[snapshotId, plainSnapshot(snapshotId, image.ownerId, sizeGiB ?? 8)] as const],
  );
  return { image, sharedWith: [], snapshots: Object.fromEntries(snapshots), usageByAccount: {}, ...overrides };
}

function plainSnapshot(snapshotId: string, ownerId: string, volumeSizeGiB: number): SnapshotEntry {
  const snapshot = {
    snapshotId,
    ownerId,
    volumeSizeGiB,
    state: 'completed',
    storageTier: 'standard',
    encrypted: false,
  };
  return { snapshot, sharedWith: [] };
}

export function findEntry(
  fakeAws: FakeAws,
  ref: { readonly region: string; readonly imageId: string },
): ImageEntry | undefined {
  return fakeAws.images.find(({ image }) => image.region === ref.region && image.imageId === ref.imageId);
}

/** The AMI that the caller owns and wants to change. */
export function ownEntry(
  fakeAws: FakeAws,
  { account, region }: { readonly account: string; readonly region: string },
  imageId: string,
): ImageEntry {
  const entry = findEntry(fakeAws, { region, imageId });
  if (entry === undefined) throw new NotFound(`The image id '[${imageId}]' does not exist`);
  if (entry.image.ownerId !== account) throw new Rejected('AuthFailure', `Not authorized for image:${imageId}`);
  return entry;
}

export function canSee({ image, sharedWith }: ImageEntry, account: string): boolean {
  return (
    image.ownerId === account ||
    sharedWith.some((grantee) => grantee.kind === 'public' || (grantee.kind === 'account' && grantee.id === account))
  );
}

export function isDenied({ denied }: FakeAws, account: string, permission: string): boolean {
  return denied[account]?.includes(permission) === true;
}

/** A fact that is unknown while the permission is denied to the account, or the bot cannot act there. */
export function factIn<T>(
  fakeAws: FakeAws,
  directory: Directory,
  account: string,
  permission: string,
  read: () => T,
): Fact<T> {
  if (!canAccessAccount(directory, account)) {
    return unknown(`the bot has no role in ${findAccountById(directory, account)?.name ?? account}`);
  }
  return isDenied(fakeAws, account, permission) ? unknown('the read was denied', permission) : known(read());
}

/** Ends the copies, and the ways of instances, whose time is over. */
export function advanceFakeAws({ images, instances }: FakeAws, now: number): void {
  for (const instance of instances) {
    if (instance.next === undefined || now < instance.next.at) continue;
    instance.state = instance.next.state;
    delete instance.next;
  }
  for (const entry of images) {
    if (entry.copy === undefined || entry.image.state !== 'pending' || now < entry.copy.endsAt) continue;
    const { failure } = entry.copy;
    entry.image =
      failure === undefined
        ? { ...entry.image, state: 'available' }
        : { ...entry.image, state: 'failed', stateReason: failure };
  }
}
