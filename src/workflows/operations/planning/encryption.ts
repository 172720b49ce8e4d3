import type { Facts, Key } from '../../facts/facts.js';
import type { Fact } from '../../facts/known.js';
import { unknown } from '../../facts/known.js';
import type { Finding } from '../../plan/types.js';
import { open } from './finding.js';
import { backingOf, because, observed, own, type Backing } from './observed.js';
import { clip, counted } from './wording.js';

/** A key and the snapshots that it encrypts. */
export interface UsedKey {
  /** As the snapshots name it; the snapshot's id where that could not be read. */
  readonly name: string;
  readonly key: Fact<Key>;
  readonly snapshotIds: readonly string[];
}

export interface Encryption {
  readonly keys: readonly UsedKey[];
  readonly plain: readonly string[];
  /** Snapshots of which it is not known. */
  readonly unread: readonly Backing[];
}

/** How the snapshots behind an AMI are encrypted. The AMI itself tells whether, where a snapshot cannot be read. */
export function encryptionOf(facts: Facts): Encryption {
  const keys = new Map<string, UsedKey>();
  const plain: string[] = [];
  const unread: Backing[] = [];
  for (const backing of backingOf(facts)) {
    const { snapshotId, snapshot } = backing;
    const encrypted = snapshot.known ? snapshot.value.encrypted : deviceEncrypted(facts, snapshotId);
    if (encrypted === undefined) unread.push(backing);
    else if (!encrypted) plain.push(snapshotId);
    else {
      const name = (snapshot.known ? snapshot.value.kmsKeyId : undefined) ?? snapshotId;
      const before = keys.get(name)?.snapshotIds ?? [];
      keys.set(name, { name, key: keyFact(facts, snapshot, name), snapshotIds: [...before, snapshotId] });
    }
  }
  return { keys: [...keys.values()], plain, unread };
}

/** Snapshots that could not be read. */
export function unreadFindings({ unread }: Encryption): readonly Finding[] {
  return unread.map(({ snapshotId, snapshot }) =>
    open('snapshot-unknown', `Whether snapshot ${snapshotId} is encrypted is not known: ${because(snapshot)}.`, {
      fix: 'Let the bot read it (ec2:DescribeSnapshots in the account that owns the AMI).',
      subject: snapshotId,
    }),
  );
}

/** "none", "key arn:… (customer managed)" … */
export function encryptionLabel({ keys, plain, unread }: Encryption): string {
  const named = keys.map(({ name, key }) => `${clip(name)} (${managerLabel(key)})`);
  if (keys.length === 0 && unread.length > 0) return 'not known';
  if (keys.length === 0) return 'none';
  const rest = plain.length + unread.length;
  const partly = rest === 0 ? '' : `; not, or not known, for ${counted(rest, 'snapshot')}`;
  return clip(`under ${named.join(', ')}${partly}`, 1_000);
}

function managerLabel(key: Fact<Key>): string {
  if (!key.known) return 'key could not be read';
  return key.value.manager === 'AWS' ? 'managed by AWS' : 'customer managed';
}

function deviceEncrypted({ image }: Facts, snapshotId: string): boolean | undefined {
  return image.blockDevices.find((device) => device.snapshotId === snapshotId)?.encrypted;
}

function keyFact({ keys }: Facts, snapshot: Backing['snapshot'], name: string): Fact<Key> {
  if (!snapshot.known) return unknown(snapshot.reason, snapshot.permission);
  return snapshot.value.kmsKeyId === undefined ? unknown('the snapshot names no key') : observed(own(keys, name));
}
