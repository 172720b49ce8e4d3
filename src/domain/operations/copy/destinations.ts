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
 * How a copy gets to its destination.
 *
 * - `direct`: one CopyImage.
 * - `reencrypted`: first a copy under a customer managed key, since an AWS managed key cannot be shared.
 * - `registered`: each snapshot is copied, and an AMI is registered from the copies. Used if the AMI can have no
 *   further launch permission, or if requested.
 * - `launched`: an instance is launched at the destination and an AMI is made from it, which keeps product codes and
 *   licence. Only if requested.
 */
type CopyRoute = 'direct' | 'reencrypted' | 'registered' | 'launched';

type RequestedCopyRoute = 'snapshots' | 'launching' | undefined;

/** Organizations, OUs and accounts of one AMI together; can be raised. (EC2 User Guide, "AMI quotas") */
const SHARING_QUOTA = 1_000;

/** `account`: the other account that owns the copy. */
function chooseCopyRoute(by: RequestedCopyRoute, account: string | undefined, facts: Facts): CopyRoute {
  if (by === 'snapshots') return 'registered';
  if (by === 'launching') return 'launched';
  if (account === undefined || !isOwnedHere(facts.image)) return 'direct';
  if (summarizeEncryption(facts).keys.some(({ key }) => key.known && key.value.manager === 'AWS')) return 'reencrypted';
  return isFull(facts, account) ? 'registered' : 'direct';
}

/** Whether one more account would exceed the number that EC2 lets an AMI be shared with. */
function isFull({ launchPermissions }: Facts, id: string): boolean {
  const permissions = orNotObserved(launchPermissions);
  if (!permissions.known || hasGrantee(permissions.value, { kind: 'account', id })) return false;
  return permissions.value.filter(({ kind }) => kind !== 'public').length >= SHARING_QUOTA;
}

/** What is known of one destination, the route of the AMI, and the encryption of the copy. */
export interface PlannedCopy {
  readonly destination: DestinationFacts;
  /** Another account than the one through which the AMI is seen: that one calls, and owns the copy. */
  readonly crossAccount: boolean;
  /** Identifies the destination in the ids of steps and as the subject of findings. */
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

/** Does not throw if a destination was not observed: then nothing is known of it. */
export function planCopy(place: CopyPlaceRef, options: CopyOptions, facts: Facts, directory: Directory): PlannedCopy {
  const { image } = facts;
  const account = place.kind === 'account' ? place.id : image.account;
  const region = place.kind === 'account' ? image.region : place.region;
  const observedDestination = facts.destinations?.find((each) => each.region === region && each.account === account);
  const notObserved = unknown(`${region} was not checked`);
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
