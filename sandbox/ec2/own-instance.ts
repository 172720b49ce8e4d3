import type { Instance } from './entities.js';
import { AwsError } from './errors.js';
import type { Call } from './operation.js';

/** Throws what EC2 says of an id that is malformed, unknown, or somebody else's. */
export function findOwnInstance({ store, caller, region }: Call, id: string): Instance {
  if (!/^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) {
    throw new AwsError('InvalidInstanceID.Malformed', `Invalid id: "${id}"`);
  }
  const instance = store.get('instances', id);
  if (instance?.region === region && instance.ownerId === caller.account) return instance;
  throw new AwsError('InvalidInstanceID.NotFound', `The instance ID '${id}' does not exist`);
}

/** What an instance is, whether it was launched here or seeded: its image tells, also when that is deregistered. */
export function instanceMachine({ store }: Call, { imageId }: Instance) {
  return store.get('images', imageId)?.machine;
}
