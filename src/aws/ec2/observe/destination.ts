import { omitUndefined } from '../../../domain/model/omit-undefined.js';
import { GetEbsDefaultKmsKeyIdCommand, GetEbsEncryptionByDefaultCommand } from '@aws-sdk/client-ec2';
import type { DestinationFacts, Key, DestinationQuery } from '../../../domain/model/facts.js';
import { known, unknown, type Fact } from '../../../domain/model/fact.js';
import { NotFound } from '../../../workflows/ports/errors.js';

import { readOnce, toFact, unknownFromError } from '../../read.js';
import type { AwsReadContext } from '../../clients/clients.js';
import type { AccountRegion } from '../../../domain/model/directory.js';
import { listImages } from '../images.js';
import { readLaunchSite } from './launch-environment.js';
import { defaultKeySchema, encryptionByDefaultSchema } from '../schema.js';

/** Observes the destination of a copy with the given name. */
export async function readDestination(
  context: AwsReadContext,
  destinationQuery: DestinationQuery & Required<Pick<DestinationQuery, 'account' | 'region' | 'name'>>,
): Promise<DestinationFacts> {
  const { account, region, name, keyId, launch: launching } = destinationQuery;
  const place = { account, region };
  const [existingImageId, encryptionByDefault, defaultKey, key, launch] = await Promise.all([
    readSameName(context, place, name),
    toFact('reading whether encryption is the default', () => readEncryptionByDefault(context, place)),
    toFact('reading the default key', async () => readKeyById(context, place, await readDefaultKeyId(context, place))),
    keyId === undefined ? undefined : readNamedKey(context, place, keyId),
    launching === undefined ? undefined : readLaunchSite(context.clients, place, launching),
  ]);
  return { account, region, existingImageId, encryptionByDefault, defaultKey, ...omitUndefined({ key, launch }) };
}

/** The AMI that has a name in a place; null when it is free. */
export function readSameName(
  context: AwsReadContext,
  place: AccountRegion,
  name: string,
): Promise<Fact<string | null>> {
  return toFact('looking for AMIs of that name', () => findByName(context, place, name));
}

/** Names are unique among the AMIs of an account in a Region, disabled and deprecated ones too. (EC2 API, CreateImage) */
async function findByName({ clients }: AwsReadContext, place: AccountRegion, name: string): Promise<string | null> {
  const own = await listImages(clients, place, { Owners: ['self'], Filters: [{ Name: 'name', Values: [name] }] });
  return own.find((image) => image.Name === name)?.ImageId ?? null;
}

export async function readEncryptionByDefault({ clients }: AwsReadContext, place: AccountRegion): Promise<boolean> {
  const { EbsEncryptionByDefault } = await readOnce(
    ['ec2', 'GetEbsEncryptionByDefault'],
    encryptionByDefaultSchema,
    () => clients.ec2(place).send(new GetEbsEncryptionByDefaultCommand({})),
  );
  return EbsEncryptionByDefault;
}

async function readDefaultKeyId({ clients }: AwsReadContext, place: AccountRegion): Promise<string> {
  const { KmsKeyId } = await readOnce(['ec2', 'GetEbsDefaultKmsKeyId'], defaultKeySchema, () =>
    clients.ec2(place).send(new GetEbsDefaultKmsKeyIdCommand({})),
  );
  return KmsKeyId;
}

export async function readNamedKey(context: AwsReadContext, place: AccountRegion, keyId: string): Promise<Fact<Key>> {
  try {
    return known(await readKeyById(context, place, keyId));
  } catch (error) {
    if (error instanceof NotFound) return unknown(`no key ${keyId} in ${place.region}`);
    return unknownFromError(`looking up the key ${keyId}`, error);
  }
}

async function readKeyById(context: AwsReadContext, place: AccountRegion, keyId: string): Promise<Key> {
  const { readKey } = await import('../../kms/keys.js');
  return readKey(context, place, keyId);
}
