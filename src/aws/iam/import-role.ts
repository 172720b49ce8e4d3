import { z } from 'zod';
import type { ImportRole } from '../../domain/model/s3-object.js';
import { withPortErrors, parseResponse } from '../read.js';
import type { Clients } from '../clients/clients.js';
import type { AccountRegion } from '../../domain/model/directory.js';
import { toServiceException, type SigV4Response, xmlText } from '../clients/sigv4.js';

const READ = { service: 'iam', operation: 'GetRole', changes: false } as const;

/** The role that ImportImage uses when none is named. (VM Import/Export User Guide, "Required service role") */
const ROLE = 'vmimport';
const SERVICE = 'vmie.amazonaws.com';

/** Whether an account has the role through which VM Import/Export reads buckets. Throws port failures. */
export async function readImportRole(clients: Clients, place: AccountRegion): Promise<ImportRole> {
  const client = await clients.iam(place);
  const body = new URLSearchParams({ Action: 'GetRole', Version: '2010-05-08', RoleName: ROLE }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const response = await withPortErrors(() => client.send({ method: 'POST', path: '/', headers, body }), READ);
  if (response.status === 200) return trusts(response) ? 'trusted' : 'untrusted';
  const code = xmlText(response.text, 'Code') ?? 'UnknownError';
  if (code === 'NoSuchEntity') return 'missing';
  const failure = toServiceException(
    response,
    code,
    xmlText(response.text, 'Message') ?? `IAM answered ${response.status}`,
  );
  return withPortErrors(() => Promise.reject(failure), READ);
}

const oneOrMany = z.union([z.string().transform((text) => [text]), z.array(z.string())]);

const statement = z.object({
  Effect: z.string(),
  Principal: z.union([z.string(), z.object({ Service: oneOrMany.optional() })]).optional(),
});

const trustPolicy = z.object({
  Statement: z.union([statement.transform((one) => [one]), z.array(statement)]),
});

/** IAM gives the policy as JSON in the encoding of URLs. (IAM API, GetRole) */
function trusts({ text }: SigV4Response): boolean {
  const document = xmlText(text, 'AssumeRolePolicyDocument') ?? '';
  return parseResponse(trustPolicy, jsonOf(decodeURIComponent(document)), 'GetRole').Statement.some(
    ({ Effect, Principal }) =>
      Effect === 'Allow' && typeof Principal === 'object' && Principal.Service?.includes(SERVICE) === true,
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
