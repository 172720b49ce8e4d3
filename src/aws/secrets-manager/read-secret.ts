import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { Rejected } from '../../workflows/ports/errors.js';

const fields = z.record(z.string(), z.string());

/**
 * Reads a secret that is a JSON object of strings, as its fields. Throws what the SDK throws, and `Rejected` for a
 * secret of another shape. Its content is never part of an error.
 */
export async function readSecret(arn: string): Promise<Readonly<Record<string, string>>> {
  const client = new SecretsManagerClient({ maxAttempts: 3 });
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
    const read = fields.safeParse(parsed(SecretString));
    if (read.success) return read.data;
    throw new Rejected('unreadable-secret', 'the secret is no JSON object of texts');
  } finally {
    client.destroy();
  }
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
