import type { Call, Caller } from './operation.js';
import type { Service } from './services.js';
import type { CredentialScope } from './signature.js';
import type { Store } from './store.js';

/** Who has this access key. Throws the service's own error for a key that is unknown, wrong or has expired. */
export function identify(
  store: Store,
  service: Service,
  key: Pick<CredentialScope, 'accessKeyId' | 'sessionToken'>,
  now: Date,
): Caller {
  const found = store.get('accessKeys', key.accessKeyId);
  if (found === undefined || found.sessionToken !== key.sessionToken) throw service.unknownCaller();
  if (found.expiresAt !== undefined && Date.parse(found.expiresAt) <= now.getTime()) throw service.expired();
  const { account, arn, sessionName } = found;
  return { account, arn, ...(sessionName === undefined ? {} : { sessionName }) };
}

/** Throws the service's own error when one of the permissions is denied to the caller. */
export function authorize(service: Service, permissions: readonly string[], call: Call): void {
  const missing = permissions.find((permission) => isDenied(call, permission));
  if (missing !== undefined) throw service.denied(call.caller.arn, missing);
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
