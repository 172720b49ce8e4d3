import type { Snapshot } from '../image-entities.js';
import { findKey, canUseForEbs } from '../key-access.js';
import type { Call } from '../operation.js';
import { settingsOf } from '../settings.js';
import { keyOf } from '../snapshots-of-image.js';
import type { EncryptionRequest } from './request.js';

export interface KeyChoice {
  /** Absent: the copy is not encrypted. */
  readonly keyArn?: string;
  /** Why the copy will fail. */
  readonly failure?: string;
}

const NOT_ACCESSIBLE = 'Given key ID is not accessible';

/** EBS uses this key when no other was chosen. */
export const AWS_ALIAS = 'alias/aws/ebs';

/** The key that a copied snapshot is encrypted under. (EC2 User Guide, "Use encryption with EBS-backed AMIs") */
export function chooseKey(source: Snapshot, { Encrypted, KmsKeyId }: EncryptionRequest, call: Call): KeyChoice {
  const { store, caller, region } = call;
  const sourceKey = keyOf(store, source);
  if (source.keyArn !== undefined && (sourceKey === undefined || !canUseForEbs(store, sourceKey, caller.account))) {
    return { failure: NOT_ACCESSIBLE };
  }
  const { encryptionByDefault = false, defaultKeyArn = AWS_ALIAS } = settingsOf(call);
  if (Encrypted !== true && source.keyArn === undefined && !encryptionByDefault) return {};
  const key = findKey(store, KmsKeyId ?? defaultKeyArn, { account: caller.account, region });
  if (key?.region !== region || !canUseForEbs(store, key, caller.account)) return { failure: NOT_ACCESSIBLE };
  return { keyArn: key.arn };
}
