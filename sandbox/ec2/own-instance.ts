import type { Instance } from './entities.js';
import { AwsError } from './errors.js';
import type { Call } from './operation.js';

/** Throws EC2's error for an id that is malformed, unknown, or of another owner. */
export function findOwnInstance({ store, caller, region }: Call, id: string): Instance {
  if (!/^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) {
    throw new AwsError('InvalidInstanceID.Malformed', `Invalid id: "${id}"`);
  }
  const instance = store.get('instances', id);
  if (instance?.region === region && instance.ownerId === caller.account) return instance;
  throw new AwsError('InvalidInstanceID.NotFound', `The instance ID '${id}' does not exist`);
}

/** The properties of an instance, launched here or seeded, from its image, even if that is deregistered. */
export function instanceMachine({ store }: Call, { imageId }: Instance) {
  return store.get('images', imageId)?.machine;
}
