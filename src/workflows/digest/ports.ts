import type { MessageRef } from '../request/types.js';
import type { ShownPage } from './shown.js';
import type { Digest, DigestRecord } from './types.js';

/** How far the daily digest has got: one record; and the messages of the last one. */
export interface DigestBook {
  /** Reads what was last written, consistently. */
  load(): Promise<DigestRecord | undefined>;
  /** Replaces version `record.version - 1`, or stores version 1. Throws `Conflict` when another version is stored. */
  save(record: DigestRecord): Promise<void>;
  /** The messages of the last digest, in order, as they were last written. */
  shownPages(): Promise<readonly ShownPage[]>;
  /**
   * Replaces version `shown.version - 1` of the same message. Version 1 takes the place of whatever an earlier digest had
   * there. Throws `Conflict` when another version, or another message, is stored.
   */
  saveShown(shown: ShownPage): Promise<void>;
}

/** Where digests are shown. Throws as `Announcer` does. */
export interface DigestAnnouncer {
  /** How many messages a digest takes; the same for the same digest. */
  pages(digest: Digest): number;
  /** Posts one of them; all but the first go into its thread. */
  post(digest: Digest, page: number, thread?: MessageRef): Promise<PostedPage>;
  /** Makes a message show what was answered to it. Throws `Gone` when it is no more. */
  update(shown: ShownPage): Promise<void>;
}

export interface PostedPage {
  readonly message: MessageRef;
  /** What it shows, for `update`. */
  readonly content: string;
}
