import { canAccessAccount, type Directory } from '../../src/domain/model/directory.js';
import type { CatalogQuery, UnreachablePlace } from '../../src/domain/model/catalog.js';
import type { Image } from '../../src/domain/model/image.js';
import type { Catalog } from '../../src/workflows/ports/catalog.js';
import { findEntry, factIn, isDenied, type FakeAws } from './in-memory-world.js';

export interface InMemoryCatalogOptions {
  readonly directory: Directory;
  readonly world: FakeAws;
  /** What public parameters name, by Region and name: `us-east-1 /aws/service/…`. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** `Catalog` over a world in memory. Held to the same contract as EC2's. */
export function createInMemoryCatalog({ directory, world: fakeAws, parameters = {} }: InMemoryCatalogOptions): Catalog {
  function meant(query: CatalogQuery, { account, region }: Place): readonly Image[] {
    const here = fakeAws.images.map((entry) => entry.image).filter((image) => image.region === region);
    switch (query.kind) {
      case 'own':
        return here.filter(({ ownerId }) => ownerId === account);
      case 'published':
        return here.filter(
          ({ ownerId, name }) => ownerId === query.ownerId && query.names.some((pattern) => matches(name, pattern)),
        );
      case 'parameters':
        return here.filter(({ imageId }) => query.names.some((name) => parameters[`${region} ${name}`] === imageId));
    }
  }

  return {
    search(query, see) {
      const unreachable: UnreachablePlace[] = [];
      for (const place of placesFor(directory, query)) {
        const missing = permissionsFor(query).find((permission) => isDenied(fakeAws, place.account, permission));
        if (missing !== undefined) unreachable.push({ ...place, reason: `reading the AMIs was denied (${missing})` });
        else see(meant(query, place).map((image) => ({ ...image, account: place.account })));
      }
      return Promise.resolve(unreachable);
    },
    launchPermissions(ref) {
      const entry = findEntry(fakeAws, ref);
      return Promise.resolve(
        factIn(fakeAws, directory, ref.account, 'ec2:DescribeImageAttribute', () => entry?.sharedWith ?? []),
      );
    },
  };
}

type Place = Pick<UnreachablePlace, 'account' | 'region'>;

function placesFor(directory: Directory, query: CatalogQuery): readonly Place[] {
  const wanted = query.kind === 'own' ? query.account : directory[0].id;
  return directory
    .filter(({ id }) => canAccessAccount(directory, id) && (wanted === undefined || id === wanted))
    .flatMap(({ id, regions }) => regions.map((region) => ({ account: id, region })))
    .filter(({ region }) => query.region === undefined || region === query.region);
}

function permissionsFor({ kind }: CatalogQuery): readonly string[] {
  return kind === 'parameters' ? ['ssm:GetParameters', 'ec2:DescribeImages'] : ['ec2:DescribeImages'];
}

function matches(name: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\/]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}
