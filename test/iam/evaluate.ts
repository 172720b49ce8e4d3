import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { Authorization } from './authorizations.js';

export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
}

export interface PolicyDocument {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

export interface Identity {
  readonly account: string;
  /** Of an assumed role's session, or a user. */
  readonly arn: string;
  readonly documents: readonly PolicyDocument[];
  /** The inline policy of the session, as JSON. */
  readonly sessionPolicy?: string;
}

/**
 * Whether IAM would allow it, as another project's evaluation of IAM says. A question that does not fit the action (a
 * resource or a context key that it does not know) throws.
 */
export async function isAllowed(
  { account, arn, documents, sessionPolicy }: Identity,
  { action, resource, context }: Authorization,
  trust?: unknown,
): Promise<boolean> {
  const owner = resource.split(':')[4];
  const result = await runSimulation(
    {
      request: {
        principal: arn,
        action,
        resource: { resource, accountId: owner === undefined || owner === '' ? account : owner },
        contextVariables: Object.fromEntries(
          Object.entries(context).map(([key, value]) => [key, typeof value === 'string' ? value : [...value]]),
        ),
      },
      identityPolicies: documents.map((policy, index) => ({ name: `document ${String(index + 1)}`, policy })),
      ...(sessionPolicy === undefined ? {} : { sessionPolicy: JSON.parse(sessionPolicy) as unknown }),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(trust === undefined ? {} : { resourcePolicy: trust }),
      ...(action.startsWith('kms:') ? { resourcePolicy: delegatesToIam(account) } : {}),
    },
    {},
  );
  if (result.resultType === 'error') throw new Error(`${action} on ${resource}: ${JSON.stringify(result.errors)}`);
  return result.overallResult === 'Allowed';
}

/** The key policy that KMS gives a key: the account's IAM documents decide. (AWS KMS Developer Guide, "Default key policy") */
function delegatesToIam(account: string): unknown {
  return {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' },
    ],
  };
}
