import type { MessageRef } from '../../domain/request/types.js';
import type { DigestMessage } from '../../domain/digest/digest-message.js';
import type { Digest, DigestRecord } from '../../domain/digest/types.js';

/** How far the daily digest has got: one record; and the messages of the last one. */
export interface DigestStore {
  /** Consistent read of the latest version. */
  load(): Promise<DigestRecord | undefined>;
  /** Replaces version `record.version - 1`, or stores version 1. Throws `Conflict` when another version is stored. */
  save(record: DigestRecord): Promise<void>;
  /** The messages of the last digest, in order, as they were last written. */
  messages(): Promise<readonly DigestMessage[]>;
  /**
   * Replaces version `message.version - 1` of the same message. Version 1 replaces the message of an earlier digest.
   * Throws `Conflict` if another version, or another message, is stored.
   */
  saveMessage(digestMessage: DigestMessage): Promise<void>;
}

/** Where digests are shown. Throws as `Announcer` does. */
export interface DigestAnnouncer {
  /** How many messages a digest takes; the same for the same digest. */
  pages(digest: Digest): number;
  /** Posts one of them; all but the first go into its thread. */
  post(digest: Digest, page: number, thread?: MessageRef): Promise<PostedMessage>;
  /** Makes a message show its responses. Throws `NotFound` if it no longer exists. */
  update(digestMessage: DigestMessage): Promise<void>;
}

export interface PostedMessage {
  readonly message: MessageRef;
  /** The content, for `update`. */
  readonly content: string;
}
