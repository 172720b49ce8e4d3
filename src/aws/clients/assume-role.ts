import { omitUndefined } from '../../domain/model/omit-undefined.js';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { z } from 'zod';
import type { ClientSettings } from './settings.js';
import { SESSION_SECONDS, type RoleToAssume, type SessionCredentials } from './credentials.js';

const answerSchema = z.object({
  Credentials: z.object({
    AccessKeyId: z.string(),
    SecretAccessKey: z.string(),
    SessionToken: z.string(),
    Expiration: z.date(),
  }),
});

/** Asks STS for one session. Throws what the SDK throws. */
export async function assumeRole(
  settings: ClientSettings,
  { roleArn, externalId, sessionName, policy, sourceIdentity, tags }: RoleToAssume,
): Promise<SessionCredentials> {
  const client = new STSClient(settings);
  const response = await client.send(
    new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: sessionName,
      DurationSeconds: SESSION_SECONDS,
      ...omitUndefined({
        ExternalId: externalId,
        Policy: policy,
        SourceIdentity: sourceIdentity,
        Tags: tags === undefined ? undefined : Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      }),
    }),
  );
  const credentials = answerSchema.parse(response).Credentials;
  return {
    accessKeyId: credentials.AccessKeyId,
    secretAccessKey: credentials.SecretAccessKey,
    sessionToken: credentials.SessionToken,
    expiration: credentials.Expiration,
  };
}
