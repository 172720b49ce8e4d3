import { z } from 'zod';
import type { ImportRole } from '../../workflows/facts/stored-file.js';
import { sent, understood } from '../ask.js';
import type { Clients } from '../clients.js';
import type { Place } from '../settings.js';
import { exceptionOf, type SignedAnswer } from '../signed/client.js';
import { xmlText } from '../signed/xml-text.js';

const READ = { service: 'iam', operation: 'GetRole', changes: false } as const;

/** The role that ImportImage uses when none is named. (VM Import/Export User Guide, "Required service role") */
const ROLE = 'vmimport';
const SERVICE = 'vmie.amazonaws.com';

/** Whether an account has the role through which VM Import/Export reads buckets. Throws port failures. */
export async function readImportRole(clients: Clients, place: Place): Promise<ImportRole> {
  const client = await clients.iam(place);
  const body = new URLSearchParams({ Action: 'GetRole', Version: '2010-05-08', RoleName: ROLE }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await sent(() => client.send({ method: 'POST', path: '/', headers, body }), READ);
  if (answer.status === 200) return trusts(answer) ? 'trusts' : 'distrusts';
  const code = xmlText(answer.text, 'Code') ?? 'UnknownError';
  if (code === 'NoSuchEntity') return 'missing';
  const failure = exceptionOf(answer, code, xmlText(answer.text, 'Message') ?? `IAM answered ${answer.status}`);
  return sent(() => Promise.reject(failure), READ);
}

const texts = z.union([z.string().transform((text) => [text]), z.array(z.string())]);

const statement = z.object({
  Effect: z.string(),
  Principal: z.union([z.string(), z.object({ Service: texts.optional() })]).optional(),
});

const trustPolicy = z.object({
  Statement: z.union([statement.transform((one) => [one]), z.array(statement)]),
});

/** IAM gives the policy as JSON in the encoding of URLs. (IAM API, GetRole) */
function trusts({ text }: SignedAnswer): boolean {
  const document = xmlText(text, 'AssumeRolePolicyDocument') ?? '';
  return understood(trustPolicy, jsonOf(decodeURIComponent(document)), 'GetRole').Statement.some(
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
