import { GetEbsDefaultKmsKeyIdCommand, GetEbsEncryptionByDefaultCommand } from '@aws-sdk/client-ec2';
import type { Destination, Key, WantedDestination } from '../../workflows/facts/facts.js';
import { known, unknown, type Fact } from '../../workflows/facts/known.js';
import { Gone } from '../../workflows/errors.js';
import { defined } from '../defined.js';
import { ask, factOf, unknownBecause } from '../ask.js';
import type { Lens } from '../lens.js';
import type { Place } from '../settings.js';
import { listImages } from './images.js';
import { readLaunchSite } from './launch-site.js';
import { defaultKeySchema, encryptionByDefaultSchema } from './schema.js';

/** Looks at a place that an AMI is to be copied to, which is to have that name there. */
export async function readDestination(
  lens: Lens,
  wanted: WantedDestination & Required<Pick<WantedDestination, 'account' | 'region' | 'name'>>,
): Promise<Destination> {
  const { account, region, name, keyId, launch: launching } = wanted;
  const place = { account, region };
  const [sameName, encryptionByDefault, defaultKey, key, launch] = await Promise.all([
    readSameName(lens, place, name),
    factOf('reading whether encryption is the default', () => readEncryptionByDefault(lens, place)),
    factOf('reading the default key', async () => lookUpKey(lens, place, await readDefaultKeyId(lens, place))),
    keyId === undefined ? undefined : readNamedKey(lens, place, keyId),
    launching === undefined ? undefined : readLaunchSite(lens.clients, place, launching),
  ]);
  return { account, region, sameName, encryptionByDefault, defaultKey, ...defined({ key, launch }) };
}

/** The AMI that has a name in a place; null when it is free. */
export function readSameName(lens: Lens, place: Place, name: string): Promise<Fact<string | null>> {
  return factOf('looking for AMIs of that name', () => findByName(lens, place, name));
}

/** Names are unique among the AMIs of an account in a Region, disabled and deprecated ones too. (EC2 API, CreateImage) */
async function findByName({ clients }: Lens, place: Place, name: string): Promise<string | null> {
  const own = await listImages(clients, place, { Owners: ['self'], Filters: [{ Name: 'name', Values: [name] }] });
  return own.find((image) => image.Name === name)?.ImageId ?? null;
}

export async function readEncryptionByDefault({ clients }: Lens, place: Place): Promise<boolean> {
  const { EbsEncryptionByDefault } = await ask(['ec2', 'GetEbsEncryptionByDefault'], encryptionByDefaultSchema, () =>
    clients.ec2(place).send(new GetEbsEncryptionByDefaultCommand({})),
  );
  return EbsEncryptionByDefault;
}

async function readDefaultKeyId({ clients }: Lens, place: Place): Promise<string> {
  const { KmsKeyId } = await ask(['ec2', 'GetEbsDefaultKmsKeyId'], defaultKeySchema, () =>
    clients.ec2(place).send(new GetEbsDefaultKmsKeyIdCommand({})),
  );
  return KmsKeyId;
}

export async function readNamedKey(lens: Lens, place: Place, keyId: string): Promise<Fact<Key>> {
  try {
    return known(await lookUpKey(lens, place, keyId));
  } catch (error) {
    if (error instanceof Gone) return unknown(`there is no key ${keyId} in ${place.region}`);
    return unknownBecause(`looking up the key ${keyId}`, error);
  }
}

async function lookUpKey(lens: Lens, place: Place, keyId: string): Promise<Key> {
  const { readKey } = await import('../kms/keys.js');
  return readKey(lens, place, keyId);
}
