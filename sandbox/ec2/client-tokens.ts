import { AwsError } from './errors.js';
import type { Call } from './operation.js';

interface WithClientToken {
  readonly ClientToken?: string | undefined;
}

/**
 * Runs an operation once per client token: the same token with the same parameters gets the same response, with others
 * an error. `make` returns the id of the created resource. (EC2 Developer Guide, "Ensuring idempotency")
 */
export function idempotentByToken(
  operation: string,
  params: WithClientToken,
  call: Call,
  create: () => string,
): string {
  const { ClientToken } = params;
  if (ClientToken === undefined) return create();
  const { store, caller, region } = call;
  // Tokens are Regional.
  const id = `${caller.account}/${region}/${operation}/${ClientToken}`;
  const parameters = JSON.stringify(params);
  const known = store.get('clientTokens', id);
  if (known === undefined) {
    const createdIds = create();
    store.put('clientTokens', { id, createdIds, parameters });
    return createdIds;
  }
  if (known.parameters === parameters) return known.createdIds;
  throw new AwsError(
    'IdempotentParameterMismatch',
    `The client token '${ClientToken}' was used before with different parameters.`,
  );
}
