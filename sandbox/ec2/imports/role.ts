import type { Role } from '../entities.js';
import type { Call } from '../operation.js';

/** The service that imports. */
export const IMPORT_SERVICE = 'vmie.amazonaws.com';

/** A role of the caller's account. */
export function findRole(name: string, { store, caller }: Pick<Call, 'store' | 'caller'>): Role | undefined {
  return store.get('roles', `arn:aws:iam::${caller.account}:role/${name}`);
}
