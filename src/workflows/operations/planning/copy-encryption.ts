import type { Destination, Facts, Key } from '../../facts/facts.js';
import type { Fact } from '../../facts/known.js';
import { encryptionOf } from './encryption.js';
import { observed } from './observed.js';
import { isOwn } from './ownership.js';

/** How the copy in one place will be encrypted, and what is said to EC2 for it. */
export interface CopyEncryption {
  readonly parameters: { readonly Encrypted?: true; readonly KmsKeyId?: string };
  /**
   * - `named`: under the key that was asked for.
   * - `kept`: under the key of the original.
   * - `default`: under the default key of the account there.
   * - `by-default`: as `default`, without being asked, because the account encrypts whatever is new.
   * - `perhaps`: not known whether the account does that.
   * - `none`: not encrypted.
   */
  readonly how: 'named' | 'kept' | 'default' | 'by-default' | 'perhaps' | 'none';
  /** The key, except where nothing is encrypted. */
  readonly key?: Fact<Key>;
}

/** What is asked for, as far as encryption goes. */
export interface WantedEncryption {
  readonly encrypted: boolean;
  readonly key?: string | undefined;
}

/**
 * What is encrypted stays encrypted. Its key is said to EC2 wherever it is known: the User Guide and the API reference
 * differ about which one is taken otherwise. (EC2 User Guide, "Use encryption with EBS-backed AMIs"; EC2 API, CopyImage)
 */
export function copyEncryptionOf(wanted: WantedEncryption, facts: Facts, destination: Destination): CopyEncryption {
  const { keys } = encryptionOf(facts);
  if (wanted.key !== undefined) return named(wanted.key, observed(destination.key));
  const [first, ...others] = keys;
  const { image } = facts;
  const here = destination.region === image.region && destination.account === image.account;
  const stays = isOwn(image) && here && others.length === 0;
  if (!wanted.encrypted && first?.key.known === true && stays) {
    return { how: 'kept', key: first.key, parameters: { Encrypted: true, KmsKeyId: first.key.value.arn } };
  }
  const { encryptionByDefault, defaultKey } = destination;
  if (wanted.encrypted || first !== undefined) {
    return { how: 'default', key: defaultKey, parameters: { Encrypted: true, ...keyParameter(defaultKey) } };
  }
  if (!encryptionByDefault.known) return { how: 'perhaps', key: defaultKey, parameters: {} };
  return encryptionByDefault.value
    ? { how: 'by-default', key: defaultKey, parameters: {} }
    : { how: 'none', parameters: {} };
}

function named(name: string, key: Fact<Key>): CopyEncryption {
  return { how: 'named', key, parameters: { Encrypted: true, KmsKeyId: key.known ? key.value.arn : name } };
}

/** AWS's own default key is taken when none is said. */
function keyParameter(key: Fact<Key>): { readonly KmsKeyId?: string } {
  return key.known && key.value.manager === 'CUSTOMER' ? { KmsKeyId: key.value.arn } : {};
}
