import type { RawRequest } from './wire/protocols.js';

/** The caller, operation and place of a signed request. */
export interface CredentialScope {
  readonly accessKeyId: string;
  readonly sessionToken: string | undefined;
  readonly region: string;
  readonly service: string;
}

/**
 * Parses the credential scope of a request. `undefined` if it is not signed. The signature itself is not checked: there
 * are no secrets on loopback. (IAM User Guide, "Create a signed AWS API request")
 */
export function credentialScope(headers: RawRequest['headers']): CredentialScope | undefined {
  const { authorization, 'x-amz-security-token': token } = headers;
  if (typeof authorization !== 'string') return undefined;
  const match = /^AWS4-HMAC-SHA256 Credential=([^/\s]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request,/.exec(authorization);
  const [, accessKeyId, region, service] = match ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined) return undefined;
  return { accessKeyId, region, service, sessionToken: typeof token === 'string' ? token : undefined };
}
