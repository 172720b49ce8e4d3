import { AwsError } from './errors.js';
import type { Call } from './operation.js';

interface Tokened {
  readonly ClientToken?: string | undefined;
}

/**
 * Carries something out once for each client token: the same token with the same parameters gets the same answer, with
 * others a refusal. `make` returns the id of what it made. (EC2 Developer Guide, "Ensuring idempotency")
 */
export function oncePerToken(operation: string, params: Tokened, call: Call, make: () => string): string {
  const { ClientToken } = params;
  if (ClientToken === undefined) return make();
  const { store, caller, region } = call;
  // Tokens are Regional.
  const id = `${caller.account}/${region}/${operation}/${ClientToken}`;
  const parameters = JSON.stringify(params);
  const known = store.get('clientTokens', id);
  if (known === undefined) {
    const made = make();
    store.put('clientTokens', { id, made, parameters });
    return made;
  }
  if (known.parameters === parameters) return known.made;
  throw new AwsError(
    'IdempotentParameterMismatch',
    `The client token '${ClientToken}' was used before with different parameters.`,
  );
}
