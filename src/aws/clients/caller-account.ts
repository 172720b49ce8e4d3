import { GetCallerIdentityCommand, STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import { z } from 'zod';
import { readOnce } from '../read.js';

const answerSchema = z.object({ Account: z.string() });

/** `requestHandler` throws `TransportFailure` for what gets no answer. */
type CallerSettings = Required<Pick<STSClientConfig, 'region' | 'credentials' | 'requestHandler'>>;

/** The account that credentials act in. It takes no permission. Throws what ports throw. (AWS STS API, GetCallerIdentity) */
export async function callerAccount(settings: CallerSettings): Promise<string> {
  const client = new STSClient(settings);
  try {
    const { Account } = await readOnce(['sts', 'GetCallerIdentity'], answerSchema, () =>
      client.send(new GetCallerIdentityCommand({})),
    );
    return Account;
  } finally {
    client.destroy();
  }
}
