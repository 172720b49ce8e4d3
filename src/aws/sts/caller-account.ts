import { GetCallerIdentityCommand, STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import { z } from 'zod';
import { ask } from '../ask.js';

const answerSchema = z.object({ Account: z.string() });

/** The account that credentials act in. It takes no permission. Throws what ports throw. (AWS STS API, GetCallerIdentity) */
export async function callerAccount(
  region: string,
  credentials: NonNullable<STSClientConfig['credentials']>,
): Promise<string> {
  const client = new STSClient({ region, credentials });
  try {
    const { Account } = await ask(['sts', 'GetCallerIdentity'], answerSchema, () =>
      client.send(new GetCallerIdentityCommand({})),
    );
    return Account;
  } finally {
    client.destroy();
  }
}
