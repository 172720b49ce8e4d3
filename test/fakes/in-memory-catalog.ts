import { canActIn, type Directory } from '../../src/workflows/facts/directory.js';
import type { CatalogQuestion, UnreachablePlace } from '../../src/workflows/facts/catalog.js';
import type { Image } from '../../src/workflows/facts/image.js';
import type { Catalog } from '../../src/workflows/ports.js';
import { findEntry, factIn, isDenied, type World } from './in-memory-world.js';

export interface InMemoryCatalogOptions {
  readonly directory: Directory;
  readonly world: World;
  /** What public parameters name, by Region and name: `us-east-1 /aws/service/…`. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** `Catalog` over a world in memory. Held to the same contract as EC2's. */
export function createInMemoryCatalog({ directory, world, parameters = {} }: InMemoryCatalogOptions): Catalog {
  function meant(question: CatalogQuestion, { account, region }: Place): readonly Image[] {
    const here = world.images.map((entry) => entry.image).filter((image) => image.region === region);
    switch (question.kind) {
      case 'own':
        return here.filter(({ ownerId }) => ownerId === account);
      case 'published':
        return here.filter(
          ({ ownerId, name }) =>
            ownerId === question.ownerId && question.names.some((pattern) => matches(name, pattern)),
        );
      case 'parameters':
        return here.filter(({ imageId }) => question.names.some((name) => parameters[`${region} ${name}`] === imageId));
    }
  }

  return {
    search(question, see) {
      const unreachable: UnreachablePlace[] = [];
      for (const place of placesFor(directory, question)) {
        const missing = permissionsFor(question).find((permission) => isDenied(world, place.account, permission));
        if (missing !== undefined) unreachable.push({ ...place, reason: `reading the AMIs was denied (${missing})` });
        else see(meant(question, place).map((image) => ({ ...image, account: place.account })));
      }
      return Promise.resolve(unreachable);
    },
    sharedWith(ref) {
      const entry = findEntry(world, ref);
      return Promise.resolve(
        factIn(world, directory, ref.account, 'ec2:DescribeImageAttribute', () => entry?.sharedWith ?? []),
      );
    },
  };
}

type Place = Pick<UnreachablePlace, 'account' | 'region'>;

function placesFor(directory: Directory, question: CatalogQuestion): readonly Place[] {
  const wanted = question.kind === 'own' ? question.account : directory[0].id;
  return directory
    .filter(({ id }) => canActIn(directory, id) && (wanted === undefined || id === wanted))
    .flatMap(({ id, regions }) => regions.map((region) => ({ account: id, region })))
    .filter(({ region }) => question.region === undefined || region === question.region);
}

function permissionsFor({ kind }: CatalogQuestion): readonly string[] {
  return kind === 'parameters' ? ['ssm:GetParameters', 'ec2:DescribeImages'] : ['ec2:DescribeImages'];
}

function matches(name: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\/]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}
