import { catalogContract } from '../contracts/catalog.js';
import { AMAZONS, DIRECTORY, PARAMETER, PUBLIC_WORLD, WORLD } from '../contracts/ec2-world.js';
import { createInMemoryCatalog } from './in-memory-catalog.js';
import { createFakeAws } from './in-memory-world.js';
import { toImageEntry } from './world-entries.js';

catalogContract('the catalog in memory', () => {
  const context = createFakeAws({ images: [...WORLD, ...PUBLIC_WORLD].map(toImageEntry) });
  const parameters = { [`us-east-1 ${PARAMETER}`]: AMAZONS.id };
  return Promise.resolve({
    catalog: createInMemoryCatalog({ directory: DIRECTORY, world: context, parameters }),
    deny: (account: string, permission: string) =>
      (context.denied[account] = [...(context.denied[account] ?? []), permission]),
    close: () => Promise.resolve(),
  });
});
