import { accountLabel, type Directory } from '../../model/directory.js';
import { unknown } from '../../model/fact.js';
import type { DestinationFacts, Facts } from '../../model/facts.js';
import { hasGrantee } from '../../model/grantee.js';
import type { LaunchOptions } from '../../model/launch.js';
import { orNotObserved } from '../../model/observed-facts.js';
import { summarizeEncryption } from '../findings/encryption.js';
import { isOwnedHere } from '../findings/ownership.js';
import { type CopyEncryption, type EncryptionOptions, resolveCopyEncryption } from './encryption.js';

/**
 * How an AMI gets to a place.
 *
 * - `direct`: one CopyImage.
 * - `reencrypted`: first a copy under a customer managed key, since what the key of AWS encrypts is shared with nobody.
 * - `registered`: each snapshot is copied, and an AMI registered from the copies: where no more launch permission can be
 *   given, or where it is asked for.
 * - `launched`: an instance is launched there, and an AMI made from it, which keeps product codes and licence; only where
 *   it is asked for.
 */
export type CopyRoute = 'direct' | 'reencrypted' | 'registered' | 'launched';

export type RequestedCopyRoute = 'snapshots' | 'launching' | undefined;

/** Organizations, OUs and accounts of one AMI together; can be raised. (EC2 User Guide, "AMI quotas") */
export const SHARING_QUOTA = 1_000;

/** `account`: another one that the copy is to be in. */
export function chooseCopyRoute(by: RequestedCopyRoute, account: string | undefined, facts: Facts): CopyRoute {
  if (by === 'snapshots') return 'registered';
  if (by === 'launching') return 'launched';
  if (account === undefined || !isOwnedHere(facts.image)) return 'direct';
  if (summarizeEncryption(facts).keys.some(({ key }) => key.known && key.value.manager === 'AWS')) return 'reencrypted';
  return isFull(facts, account) ? 'registered' : 'direct';
}

/** Whether one more account would be more than EC2 lets an AMI be shared with. */
function isFull({ launchPermissions }: Facts, id: string): boolean {
  const permissions = orNotObserved(launchPermissions);
  if (!permissions.known || hasGrantee(permissions.value, { kind: 'account', id })) return false;
  return permissions.value.filter(({ kind }) => kind !== 'public').length >= SHARING_QUOTA;
}

/** What is known of one of the places, how the AMI gets there, and how the copy is encrypted. */
export interface PlannedCopy {
  readonly destination: DestinationFacts;
  /** Another account than the one through which the AMI is seen: that one calls, and owns the copy. */
  readonly crossAccount: boolean;
  /** Tells the places apart, in the ids of steps and as the subject of findings. */
  readonly key: string;
  /** "eu-west-1", or "prod (111122223333)". */
  readonly label: string;
  readonly route: CopyRoute;
  readonly encryption: CopyEncryption;
}

export type CopyPlaceRef =
  { readonly kind: 'region'; readonly region: string } | { readonly kind: 'account'; readonly id: string };

export interface CopyOptions extends EncryptionOptions {
  readonly by?: 'snapshots' | undefined;
  readonly launching?: LaunchOptions | undefined;
}

/** Throws nothing when a place was not looked at: then nothing is known of it. */
export function planCopy(place: CopyPlaceRef, options: CopyOptions, facts: Facts, directory: Directory): PlannedCopy {
  const { image } = facts;
  const account = place.kind === 'account' ? place.id : image.account;
  const region = place.kind === 'account' ? image.region : place.region;
  const observedDestination = facts.destinations?.find((each) => each.region === region && each.account === account);
  const notObserved = unknown(`${region} was not looked at`);
  const destination = observedDestination ?? {
    account,
    region,
    existingImageId: notObserved,
    encryptionByDefault: notObserved,
    defaultKey: notObserved,
  };
  const crossAccount = account !== image.account;
  const by = options.launching === undefined ? options.by : 'launching';
  const route = chooseCopyRoute(by, crossAccount ? account : undefined, facts);
  return {
    destination,
    crossAccount,
    key: place.kind === 'account' ? place.id : place.region,
    label: place.kind === 'account' ? accountLabel(directory, place.id) : place.region,
    route,
    encryption: resolveCopyEncryption(
      route === 'reencrypted' ? encryptionOnArrival(options, destination) : options,
      facts,
      destination,
    ),
  };
}

/** The key that was named re-encrypts it on the way; the copy has it only if the account has it itself. */
function encryptionOnArrival(
  { key }: EncryptionOptions,
  { key: destinationKey, account }: DestinationFacts,
): EncryptionOptions {
  const hasKey = destinationKey?.known === true && destinationKey.value.arn.split(':')[4] === account;
  return { encrypted: true, ...(hasKey ? { key } : {}) };
}
