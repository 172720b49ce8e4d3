import type { InstanceVolume } from '../entities.js';
import { findKey, canUseForEbs } from '../key-access.js';
import type { Image } from '../image-entities.js';
import type { Call } from '../operation.js';
import { settingsOf } from '../settings.js';
import { keyOf } from '../snapshots-of-image.js';
import { AWS_ALIAS } from '../copy/choose-key.js';

/** The volumes of a new instance. Encrypted volumes of another owner get the launching account's default key. (UG) */
export function createVolumes(image: Image, call: Call): readonly InstanceVolume[] {
  return image.blockDevices.flatMap(({ deviceName, virtualName, snapshotId, volumeSize, volumeType }) => {
    if (virtualName !== undefined) return [];
    const snapshot = snapshotId === undefined ? undefined : call.store.get('snapshots', snapshotId);
    const isOwned = image.ownerId === call.caller.account;
    const keyArn = isOwned ? snapshot?.keyArn : defaultKeyFor(snapshot?.keyArn !== undefined, call);
    return {
      deviceName,
      volumeId: call.store.newId('vol'),
      size: volumeSize ?? snapshot?.volumeSize ?? 8,
      type: volumeType ?? 'gp3',
      ...(keyArn === undefined ? {} : { keyArn }),
    };
  });
}

/**
 * Why the instance terminates at once: a volume cannot be decrypted. (EC2 User Guide, "Troubleshoot instance launch
 * issues")
 */
export function volumeFailure(image: Image, call: Call): string | undefined {
  const locked = image.blockDevices.some(({ snapshotId }) => {
    const snapshot = snapshotId === undefined ? undefined : call.store.get('snapshots', snapshotId);
    if (snapshot?.keyArn === undefined) return false;
    const key = keyOf(call.store, snapshot);
    return key === undefined || !canUseForEbs(call.store, key, call.caller.account);
  });
  return locked ? 'Client.InvalidKmsKey.InvalidState: The KMS key provided is in an incorrect state' : undefined;
}

function defaultKeyFor(encrypted: boolean, call: Call): string | undefined {
  if (!encrypted) return undefined;
  const { defaultKeyArn = AWS_ALIAS } = settingsOf(call);
  return findKey(call.store, defaultKeyArn, { account: call.caller.account, region: call.region })?.arn;
}
