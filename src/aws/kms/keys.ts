import { DescribeKeyCommand, GetKeyPolicyCommand, ListGrantsCommand } from '@aws-sdk/client-kms';
import { z } from 'zod';
import { canActIn } from '../../workflows/facts/directory.js';
import type { Key } from '../../workflows/facts/facts.js';
import { known, unknown, type Fact } from '../../workflows/facts/known.js';
import { ask, unknownBecause } from '../ask.js';
import type { Lens } from '../lens.js';
import type { Place } from '../settings.js';
import { readKeyAccess, type KeyGrant } from './key-policy.js';

const keySchema = z.object({
  KeyMetadata: z.object({
    AWSAccountId: z.string(),
    Arn: z.string(),
    KeyManager: z.enum(['AWS', 'CUSTOMER']),
    Enabled: z.boolean(),
    MultiRegion: z.boolean().default(false),
  }),
});

const policySchema = z.object({ Policy: z.string() });

const grantsPageSchema = z.object({
  NextMarker: z.string().optional(),
  Grants: z
    .array(
      z.object({
        GranteePrincipal: z.string().optional(),
        Operations: z.array(z.string()).default([]),
        Constraints: z.looseObject({}).optional(),
      }),
    )
    .default([]),
});

/**
 * Looks a key up by id, ARN or alias, as seen from a place. Throws port failures: `Gone` when there is no such key.
 * Its policy can be read in its own account alone. (KMS, GetKeyPolicy)
 */
export async function readKey(lens: Lens, place: Place, keyId: string): Promise<Key> {
  const home = placeOfKey(lens, place, keyId);
  const client = await lens.clients.kms(home);
  const { KeyMetadata: key } = await ask(['kms', 'DescribeKey'], keySchema, () =>
    client.send(new DescribeKeyCommand({ KeyId: keyName(keyId) })),
  );
  return {
    arn: key.Arn,
    manager: key.KeyManager,
    enabled: key.Enabled,
    multiRegion: key.MultiRegion,
    // What AWS manages belongs to one account and can be given to nobody.
    usableBy: key.KeyManager === 'AWS' ? known([]) : await readAccess(lens, home, key.Arn, key.AWSAccountId),
  };
}

/** A bare word is taken as an alias: `golden` is `alias/golden`. */
function keyName(words: string): string {
  const isKeyId = /^(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(words);
  return isKeyId || words.startsWith('arn:') || words.startsWith('alias/') ? words : `alias/${words}`;
}

/** The key's own account and Region where its ARN tells and the bot may act there. */
function placeOfKey({ directory }: Lens, place: Place, keyId: string): Place {
  const [, region, account] = /^arn:[^:]+:kms:([^:]+):(\d{12}):/.exec(keyId) ?? [];
  if (region === undefined || account === undefined) return place;
  return { region, account: canActIn(directory, account) ? account : place.account };
}

async function readAccess(
  { clients }: Lens,
  place: Place,
  arn: string,
  keyAccount: string,
): Promise<Fact<readonly string[]>> {
  const client = await clients.kms(place);
  try {
    const [{ Policy }, grants] = await Promise.all([
      ask(['kms', 'GetKeyPolicy'], policySchema, () => client.send(new GetKeyPolicyCommand({ KeyId: arn }))),
      readGrants(clients, place, arn),
    ]);
    const { accounts, doubts } = readKeyAccess(Policy, grants, keyAccount);
    return doubts.length === 0 ? known(accounts) : unknown(doubts.join('; '));
  } catch (error) {
    return unknownBecause("reading the key's policy and grants", error);
  }
}

/** KMS pages by markers, unlike EC2. (KMS, ListGrants) */
async function readGrants(clients: Lens['clients'], place: Place, arn: string): Promise<readonly KeyGrant[]> {
  const client = await clients.kms(place);
  const grants: KeyGrant[] = [];
  let marker: string | undefined;
  do {
    const from = marker === undefined ? {} : { Marker: marker };
    const page = await ask(['kms', 'ListGrants'], grantsPageSchema, () =>
      client.send(new ListGrantsCommand({ KeyId: arn, Limit: 100, ...from })),
    );
    grants.push(
      ...page.Grants.map(({ GranteePrincipal, Operations, Constraints }) => ({
        grantee: GranteePrincipal ?? '',
        operations: Operations,
        constrained: Object.keys(Constraints ?? {}).length > 0,
      })),
    );
    marker = page.NextMarker;
  } while (marker !== undefined);
  return grants;
}
