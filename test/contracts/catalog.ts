import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { CatalogQuery } from '../../src/domain/model/catalog.js';
import type { Image } from '../../src/domain/model/image.js';
import type { Catalog } from '../../src/workflows/ports/ports.js';
import { refOf } from './cloud-harness.js';
import {
  AMAZONS,
  GOLDEN,
  HOME,
  PARAMETER,
  PARTNER,
  PROD,
  PRODS,
  PUBLISHED,
  PUBLISHER,
  SHARED,
  TWINS,
  WORLD,
} from './cloud-world.js';

/** One implementation of `Catalog` over the small world, with the means to disturb it. */
export interface CatalogHarness {
  readonly catalog: Catalog;
  /** Takes a permission away in an account. */
  deny(account: string, permission: string): void;
  close(): Promise<void>;
}

/** What everybody who uses `Catalog` may rely on, tried on one implementation. */
export function catalogContract(name: string, makeHarness: () => Promise<CatalogHarness>): void {
  describe(`${name} keeps the contract of Catalog`, () => {
    let harness: CatalogHarness;
    beforeEach(async () => {
      harness = await makeHarness();
    });
    afterEach(() => harness.close());

    async function ask(query: CatalogQuery) {
      const images: Image[] = [];
      const unreachable = await harness.catalog.search(query, (some) => images.push(...some));
      return { images, ids: images.map(({ imageId }) => imageId).sort(), unreachable };
    }

    test.each<[string, CatalogQuery, readonly string[]]>([
      ['every own AMI, and nobody else’s', { kind: 'own' }, WORLD.map(({ id }) => id)],
      ['those of one account', { kind: 'own', account: PROD }, [PRODS.id]],
      ['those of one Region', { kind: 'own', region: 'eu-west-1' }, [TWINS[1].id]],
      [
        'what an account publishes, not what others call the same',
        { kind: 'published', ownerId: PUBLISHER, names: ['debian-*', 'ubuntu/images/*-24.04-*'] },
        [PUBLISHED.id],
      ],
      ['nothing under a name that is not used', { kind: 'published', ownerId: PUBLISHER, names: ['ubuntu'] }, []],
      [
        'nothing where it is not published',
        { kind: 'published', ownerId: PUBLISHER, names: ['*'], region: 'eu-west-1' },
        [],
      ],
      ['what a parameter names', { kind: 'parameters', names: [PARAMETER, '/aws/service/none'] }, [AMAZONS.id]],
      ['nothing where no parameter is there', { kind: 'parameters', names: ['/aws/service/none'] }, []],
    ])('finds %s', async (_, query, ids) => {
      const { ids: found, unreachable } = await ask(query);

      expect(found).toEqual([...ids].sort());
      expect(unreachable).toEqual([]);
    });

    test('sees own AMIs through their owners, and what is published from the first account', async () => {
      const own = await ask({ kind: 'own' });
      const published = await ask({ kind: 'published', ownerId: PUBLISHER, names: ['*'] });

      expect(own.images.filter(({ account, ownerId }) => account !== ownerId)).toEqual([]);
      expect(published.images).toMatchObject([{ account: HOME, ownerId: PUBLISHER, name: PUBLISHED.name }]);
    });

    test('names the places that it could not look into, and still finds what is elsewhere', async () => {
      harness.deny(PROD, 'ec2:DescribeImages');

      const { ids, unreachable } = await ask({ kind: 'own' });

      expect(ids).toContain(GOLDEN.id);
      expect(ids).not.toContain(PRODS.id);
      expect(unreachable).toEqual([{ account: PROD, region: 'us-east-1', reason: expect.stringContaining('denied') }]);
    });

    test('names the permission that is missing for parameters', async () => {
      harness.deny(HOME, 'ssm:GetParameters');

      const { unreachable } = await ask({ kind: 'parameters', names: [PARAMETER] });

      expect(unreachable).toContainEqual({
        account: HOME,
        region: 'us-east-1',
        reason: expect.stringContaining('ssm:GetParameters'),
      });
    });

    test('tells whom an AMI is shared with, and why that is not known', async () => {
      const shared = await harness.catalog.launchPermissions(refOf(SHARED));
      const private_ = await harness.catalog.launchPermissions(refOf(GOLDEN));
      harness.deny(HOME, 'ec2:DescribeImageAttribute');
      const denied = await harness.catalog.launchPermissions(refOf(SHARED));

      expect(shared).toEqual({
        known: true,
        value: [
          { kind: 'account', id: PROD },
          { kind: 'account', id: PARTNER },
        ],
      });
      expect(private_).toEqual({ known: true, value: [] });
      expect(denied).toMatchObject({ known: false, permission: 'ec2:DescribeImageAttribute' });
    });
  });
}
