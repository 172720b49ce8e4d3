import { catalogContract } from '../contracts/catalog.js';
import { AMAZONS, DIRECTORY, PARAMETER, PUBLIC_WORLD, WORLD } from '../contracts/cloud-world.js';
import { createInMemoryCatalog } from './in-memory-catalog.js';
import { createWorld } from './in-memory-world.js';
import { entryOf } from './world-entries.js';

catalogContract('the catalog in memory', () => {
  const world = createWorld({ images: [...WORLD, ...PUBLIC_WORLD].map(entryOf) });
  const parameters = { [`us-east-1 ${PARAMETER}`]: AMAZONS.id };
  return Promise.resolve({
    catalog: createInMemoryCatalog({ directory: DIRECTORY, world, parameters }),
    deny: (account: string, permission: string) =>
      (world.denied[account] = [...(world.denied[account] ?? []), permission]),
    close: () => Promise.resolve(),
  });
});
