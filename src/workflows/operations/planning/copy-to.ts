import type { Destination, Facts } from '../../facts/facts.js';
import { unknown } from '../../facts/known.js';
import { copyEncryptionOf, type CopyEncryption, type WantedEncryption } from './copy-encryption.js';

/** What is known of one of the places, and how the copy there is encrypted. */
export interface CopyTo {
  readonly destination: Destination;
  readonly encryption: CopyEncryption;
}

/** Throws nothing when a place was not looked at: then nothing is known of it. */
export function copyTo(region: string, wanted: WantedEncryption, facts: Facts): CopyTo {
  const { account } = facts.image;
  const found = facts.destinations?.find((each) => each.region === region && each.account === account);
  const missing = unknown(`${region} was not looked at`);
  const destination = found ?? {
    account,
    region,
    sameName: missing,
    encryptionByDefault: missing,
    defaultKey: missing,
  };
  return { destination, encryption: copyEncryptionOf(wanted, facts, destination) };
}
