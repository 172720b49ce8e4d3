import { DescribeKeyCommand, GetKeyPolicyCommand, ListGrantsCommand } from '@aws-sdk/client-kms';
import { z } from 'zod';
import { canAccessAccount, type AccountRegion } from '../../domain/model/directory.js';
import type { Key } from '../../domain/model/facts.js';
import { known, unknown, type Fact } from '../../domain/model/fact.js';
import { readOnce, unknownFromError } from '../read.js';
import type { AwsReadContext } from '../clients/clients.js';
import { evaluateKeyAccess, type KeyGrant } from './key-policy.js';

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
 * Looks a key up by id, ARN or alias, as seen from a place. Throws port failures: `NotFound` if there is no such key.
 * Its policy can be read only in its own account. (KMS, GetKeyPolicy)
 */
export async function readKey(context: AwsReadContext, place: AccountRegion, keyId: string): Promise<Key> {
  const home = keyAccountRegion(context, place, keyId);
  const client = await context.clients.kms(home);
  const { KeyMetadata: key } = await readOnce(['kms', 'DescribeKey'], keySchema, () =>
    client.send(new DescribeKeyCommand({ KeyId: keyName(keyId) })),
  );
  return {
    arn: key.Arn,
    manager: key.KeyManager,
    enabled: key.Enabled,
    multiRegion: key.MultiRegion,
    // A key that AWS manages belongs to one account and cannot be shared.
    usableBy: key.KeyManager === 'AWS' ? known([]) : await readAccess(context, home, key.Arn, key.AWSAccountId),
  };
}

/** A bare word is taken as an alias: `golden` is `alias/golden`. */
function keyName(suffix: string): string {
  const isKeyId = /^(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(suffix);
  return isKeyId || suffix.startsWith('arn:') || suffix.startsWith('alias/') ? suffix : `alias/${suffix}`;
}

/** The key's own account and Region if its ARN names them and the bot may act there. */
function keyAccountRegion({ directory }: AwsReadContext, place: AccountRegion, keyId: string): AccountRegion {
  const [, region, account] = /^arn:[^:]+:kms:([^:]+):(\d{12}):/.exec(keyId) ?? [];
  if (region === undefined || account === undefined) return place;
  return { region, account: canAccessAccount(directory, account) ? account : place.account };
}

async function readAccess(
  { clients }: AwsReadContext,
  place: AccountRegion,
  arn: string,
  keyAccount: string,
): Promise<Fact<readonly string[]>> {
  const client = await clients.kms(place);
  try {
    const [{ Policy }, grants] = await Promise.all([
      readOnce(['kms', 'GetKeyPolicy'], policySchema, () => client.send(new GetKeyPolicyCommand({ KeyId: arn }))),
      readGrants(clients, place, arn),
    ]);
    const { accounts, uncertainties } = evaluateKeyAccess(Policy, grants, keyAccount);
    return uncertainties.length === 0 ? known(accounts) : unknown(uncertainties.join('; '));
  } catch (error) {
    return unknownFromError("reading the key's policy and grants", error);
  }
}

/** KMS pages by markers, unlike EC2. (KMS, ListGrants) */
async function readGrants(
  clients: AwsReadContext['clients'],
  place: AccountRegion,
  arn: string,
): Promise<readonly KeyGrant[]> {
  const client = await clients.kms(place);
  const grants: KeyGrant[] = [];
  let marker: string | undefined;
  do {
    const from = marker === undefined ? {} : { Marker: marker };
    const page = await readOnce(['kms', 'ListGrants'], grantsPageSchema, () =>
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
