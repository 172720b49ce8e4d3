import { z } from 'zod';
import type { Key } from '../entities.js';
import { AwsError } from '../errors.js';
import { findKey, canUse } from '../key-access.js';
import { operation, type Call } from '../operation.js';
import { paginateList } from '../paging.js';
import { SERVICES } from '../services.js';

const keyId = z.string().min(1).max(2048);

export const describeKey = operation('kms', 'DescribeKey', {
  params: { KeyId: keyId, GrantTokens: z.array(z.string()).optional() },
  run({ KeyId }, call) {
    const key = findUsableKey(KeyId, 'kms:DescribeKey', call);
    return {
      KeyMetadata: {
        AWSAccountId: key.ownerId,
        KeyId: key.id,
        Arn: key.arn,
        CreationDate: Date.parse(key.createdAt) / 1000,
        Enabled: key.enabled,
        Description: key.description,
        KeyUsage: 'ENCRYPT_DECRYPT',
        KeyState: key.enabled ? 'Enabled' : 'Disabled',
        Origin: 'AWS_KMS',
        KeyManager: key.manager,
        KeySpec: 'SYMMETRIC_DEFAULT',
        EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
        MultiRegion: key.multiRegion,
      },
    };
  },
});

/** In the key's own account only. (KMS, GetKeyPolicy: "Cross-account use: No") */
export const getKeyPolicy = operation('kms', 'GetKeyPolicy', {
  params: { KeyId: keyId, PolicyName: z.literal('default').optional() },
  run({ KeyId }, call) {
    const key = findUsableKey(KeyId, 'kms:GetKeyPolicy', call);
    if (key.ownerId !== call.caller.account) throw SERVICES.kms.denied(call.caller.arn, 'kms:GetKeyPolicy');
    const own = {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${key.ownerId}:root` },
      Action: 'kms:*',
      Resource: '*',
    };
    return {
      Policy: JSON.stringify({ Version: '2012-10-17', Statement: [own, ...key.policy] }),
      PolicyName: 'default',
    };
  },
});

export const listGrants = operation('kms', 'ListGrants', {
  params: { KeyId: keyId, Limit: z.number().int().min(1).max(100).default(50), Marker: z.string().optional() },
  run({ KeyId, Limit, Marker }, call) {
    const key = findUsableKey(KeyId, 'kms:ListGrants', call);
    const page = paginateList(key.grants, { size: Limit, token: Marker });
    const grants = page.items.map(({ id, granteePrincipal, operations }) => ({
      KeyId: key.arn,
      GrantId: id,
      GranteePrincipal: granteePrincipal,
      IssuingAccount: `arn:aws:iam::${key.ownerId}:root`,
      Operations: operations,
    }));
    return { Grants: grants, Truncated: page.next !== undefined, NextMarker: page.next };
  },
});

/** Throws `NotFoundException`, and `AccessDeniedException` for another account's key that was not given to the caller. */
function findUsableKey(name: string, action: string, { store, caller, region }: Call): Key {
  const key = findKey(store, name, { account: caller.account, region });
  if (key?.region !== region) throw notFound(name, caller.account, region);
  if (!canUse(store, key, caller.account, action)) throw SERVICES.kms.denied(caller.arn, action);
  return key;
}

function notFound(name: string, account: string, region: string): AwsError {
  const kind = name.includes('alias/') ? 'Alias' : 'Key';
  const arn = name.startsWith('arn:')
    ? name
    : `arn:aws:kms:${region}:${account}:${kind === 'Key' ? `key/${name}` : name}`;
  return new AwsError('NotFoundException', `${kind} '${arn}' does not exist`);
}
