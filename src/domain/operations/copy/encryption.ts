import type { DestinationFacts, Facts, Key } from '../../model/facts.js';
import type { Fact } from '../../model/fact.js';
import { summarizeEncryption } from '../findings/encryption.js';
import { orNotObserved } from '../../model/observed-facts.js';
import { isOwnedHere } from '../findings/ownership.js';

/** How the copy at one destination will be encrypted, and the parameters for EC2. */
export interface CopyEncryption {
  readonly parameters: { readonly Encrypted?: true; readonly KmsKeyId?: string };
  /**
   * - `named`: under the requested key.
   * - `kept`: under the key of the original.
   * - `default`: under the default key of the account there.
   * - `by-default`: as `default`, because the account encrypts all new snapshots.
   * - `unknown`: it is unknown whether the account does that.
   * - `none`: not encrypted.
   */
  readonly method: 'named' | 'original' | 'default' | 'by-default' | 'unknown' | 'none';
  /** The key, except where nothing is encrypted. */
  readonly key?: Fact<Key>;
}

/** The requested encryption. */
export interface EncryptionOptions {
  readonly encrypted: boolean;
  readonly key?: string | undefined;
}

/**
 * An encrypted AMI stays encrypted. Its key is passed to EC2 if it is known: the User Guide and the API reference
 * differ about which key EC2 uses otherwise. (EC2 User Guide, "Use encryption with EBS-backed AMIs"; EC2 API,
 * CopyImage)
 */
export function resolveCopyEncryption(
  options: EncryptionOptions,
  facts: Facts,
  destination: DestinationFacts,
): CopyEncryption {
  const { keys } = summarizeEncryption(facts);
  if (options.key !== undefined) return withNamedKey(options.key, orNotObserved(destination.key));
  const [first, ...others] = keys;
  const { image } = facts;
  const isSamePlace = destination.region === image.region && destination.account === image.account;
  const keepsKey = isOwnedHere(image) && isSamePlace && others.length === 0;
  if (!options.encrypted && first?.key.known === true && keepsKey) {
    return { method: 'original', key: first.key, parameters: { Encrypted: true, KmsKeyId: first.key.value.arn } };
  }
  const { encryptionByDefault, defaultKey } = destination;
  if (options.encrypted || first !== undefined) {
    return { method: 'default', key: defaultKey, parameters: { Encrypted: true, ...keyParameter(defaultKey) } };
  }
  if (!encryptionByDefault.known) return { method: 'unknown', key: defaultKey, parameters: {} };
  return encryptionByDefault.value
    ? { method: 'by-default', key: defaultKey, parameters: {} }
    : { method: 'none', parameters: {} };
}

function withNamedKey(name: string, key: Fact<Key>): CopyEncryption {
  return { method: 'named', key, parameters: { Encrypted: true, KmsKeyId: key.known ? key.value.arn : name } };
}

/** AWS uses its own default key if none is given. */
function keyParameter(key: Fact<Key>): { readonly KmsKeyId?: string } {
  return key.known && key.value.manager === 'CUSTOMER' ? { KmsKeyId: key.value.arn } : {};
}
