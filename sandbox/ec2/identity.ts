import { omitUndefined } from '../../src/domain/model/omit-undefined.js';
import type { Call, Caller } from './operation.js';
import type { Service } from './services.js';
import type { CredentialScope } from './signature.js';
import type { Store } from './store.js';

/** Who has this access key. Throws the service's own error for a key that is unknown, wrong or has expired. */
export function identifyCaller(
  store: Store,
  service: Service,
  key: Pick<CredentialScope, 'accessKeyId' | 'sessionToken'>,
  now: Date,
): Caller {
  const found = store.get('accessKeys', key.accessKeyId);
  if (found === undefined || found.sessionToken !== key.sessionToken) throw service.unknownCaller();
  if (found.expiresAt !== undefined && Date.parse(found.expiresAt) <= now.getTime()) throw service.expired();
  const { account, arn, sessionName, sessionPolicy } = found;
  return { account, arn, ...omitUndefined({ sessionName, sessionPolicy }) };
}

/** What IAM is asked before a call runs. */
export interface AuthorizationRequest {
  /** As IAM writes it: `ec2:CopyImage`. */
  readonly permission: string;
  readonly params: unknown;
  readonly call: Call;
}

/** Resolves with whether the caller's IAM documents allow it. */
export type AuthorizationPolicy = (authorization: AuthorizationRequest) => Promise<boolean>;

/** Throws the service's own error when one of the permissions is denied to the caller. */
export async function authorize(
  service: Service,
  permissions: readonly string[],
  asked: Omit<AuthorizationRequest, 'permission'>,
  permits: AuthorizationPolicy,
): Promise<void> {
  for (const permission of permissions) {
    const allowed = !isDenied(asked.call, permission) && (await permits({ ...asked, permission }));
    if (!allowed) throw service.denied(asked.call.caller.arn, permission);
  }
}

export function isDenied({ store, caller, region }: Call, permission: string): boolean {
  return store
    .all('denials')
    .some(
      (denial) =>
        denial.permission === permission &&
        denial.account === caller.account &&
        (denial.region === undefined || denial.region === region),
    );
}
