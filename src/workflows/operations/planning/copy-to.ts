import { accountLabel, type Directory } from '../../facts/directory.js';
import type { Destination, Facts } from '../../facts/facts.js';
import { unknown } from '../../facts/known.js';
import type { WantedLaunch } from '../../facts/launch.js';
import { copyEncryptionOf, type CopyEncryption, type WantedEncryption } from './copy-encryption.js';
import { copyRouteOf, type CopyRoute } from './copy-route.js';

/** What is known of one of the places, how the AMI gets there, and how the copy is encrypted. */
export interface CopyTo {
  readonly destination: Destination;
  /** Another account than the one through which the AMI is seen: that one calls, and owns the copy. */
  readonly away: boolean;
  /** Tells the places apart, in the ids of steps and as the subject of findings. */
  readonly key: string;
  /** "eu-west-1", or "prod (111122223333)". */
  readonly label: string;
  readonly route: CopyRoute;
  readonly encryption: CopyEncryption;
}

export type CopyPlace =
  { readonly kind: 'region'; readonly region: string } | { readonly kind: 'account'; readonly id: string };

export interface WantedCopy extends WantedEncryption {
  readonly by?: 'snapshots' | undefined;
  readonly launching?: WantedLaunch | undefined;
}

/** Throws nothing when a place was not looked at: then nothing is known of it. */
export function copyTo(place: CopyPlace, wanted: WantedCopy, facts: Facts, directory: Directory): CopyTo {
  const { image } = facts;
  const account = place.kind === 'account' ? place.id : image.account;
  const region = place.kind === 'account' ? image.region : place.region;
  const found = facts.destinations?.find((each) => each.region === region && each.account === account);
  const missing = unknown(`${region} was not looked at`);
  const destination = found ?? {
    account,
    region,
    sameName: missing,
    encryptionByDefault: missing,
    defaultKey: missing,
  };
  const away = account !== image.account;
  const by = wanted.launching === undefined ? wanted.by : 'launching';
  const route = copyRouteOf(by, away ? account : undefined, facts);
  return {
    destination,
    away,
    key: place.kind === 'account' ? place.id : place.region,
    label: place.kind === 'account' ? accountLabel(directory, place.id) : place.region,
    route,
    encryption: copyEncryptionOf(route === 'reencrypted' ? onArrival(wanted, destination) : wanted, facts, destination),
  };
}

/** The key that was named re-encrypts it on the way; the copy has it only if the account has it itself. */
function onArrival({ key }: WantedEncryption, { key: there, account }: Destination): WantedEncryption {
  const has = there?.known === true && there.value.arn.split(':')[4] === account;
  return { encrypted: true, ...(has ? { key } : {}) };
}
