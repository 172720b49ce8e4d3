import { z } from 'zod';
import { operation, type Call } from '../operation.js';

/**
 * Public parameters, and the account's own with an image id. Missing parameters are listed separately and fail nothing.
 */
export const getParameters = operation('ssm', 'GetParameters', {
  params: { Names: z.array(z.string()).min(1).max(10), WithDecryption: z.boolean().optional() },
  run({ Names }, call) {
    const found = Names.map((name) => ({ name, value: valueOf(name, call) }));
    return {
      Parameters: found.flatMap(({ name, value }) =>
        value === undefined ? [] : [{ Name: name, Type: 'String', Value: value, Version: 1 }],
      ),
      InvalidParameters: found.flatMap(({ name, value }) => (value === undefined ? name : [])),
    };
  },
});

function valueOf(name: string, { store, caller, region }: Call): string | undefined {
  const own = store
    .all('mentions')
    .find((one) => one.name === name && one.ownerId === caller.account && one.region === region);
  return own?.imageId ?? store.get('publicParameters', `${region} ${name}`)?.value;
}
