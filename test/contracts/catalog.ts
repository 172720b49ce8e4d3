import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { CatalogQuery } from '../../src/domain/model/catalog.js';
import type { Image } from '../../src/domain/model/image.js';
import type { Catalog } from '../../src/workflows/ports/catalog.js';
import { refOf } from './ec2-harness.js';
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
} from './ec2-world.js';

/** One implementation of `Catalog` over the small world, with the means to disturb it. */
export interface CatalogHarness {
  readonly catalog: Catalog;
  /** Takes a permission away in an account. */
  deny(account: string, permission: string): void;
  close(): Promise<void>;
}

/** The contract of `Catalog`, tested against one implementation. */
export function catalogContract(name: string, makeHarness: () => Promise<CatalogHarness>): void {
  describe(`${name} fulfills the Catalog contract`, () => {
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
      ['all own AMIs and no others', { kind: 'own' }, WORLD.map(({ id }) => id)],
      ['the AMIs of one account', { kind: 'own', account: PROD }, [PRODS.id]],
      ['the AMIs of one Region', { kind: 'own', region: 'eu-west-1' }, [TWINS[1].id]],
      [
        'AMIs of a publisher, and no AMIs of others with the same name',
        { kind: 'published', ownerId: PUBLISHER, names: ['debian-*', 'ubuntu/images/*-24.04-*'] },
        [PUBLISHED.id],
      ],
      ['nothing for an unused name', { kind: 'published', ownerId: PUBLISHER, names: ['ubuntu'] }, []],
      [
        'nothing in a Region without the published AMI',
        { kind: 'published', ownerId: PUBLISHER, names: ['*'], region: 'eu-west-1' },
        [],
      ],
      ['the AMI that a parameter names', { kind: 'parameters', names: [PARAMETER, '/aws/service/none'] }, [AMAZONS.id]],
      ['nothing for a parameter that does not exist', { kind: 'parameters', names: ['/aws/service/none'] }, []],
    ])('finds %s', async (_, query, ids) => {
      const { ids: found, unreachable } = await ask(query);

      expect(found).toEqual([...ids].sort());
      expect(unreachable).toEqual([]);
    });

    test('reads own AMIs as their owners, and published AMIs as the first account', async () => {
      const own = await ask({ kind: 'own' });
      const published = await ask({ kind: 'published', ownerId: PUBLISHER, names: ['*'] });

      expect(own.images.filter(({ account, ownerId }) => account !== ownerId)).toEqual([]);
      expect(published.images).toMatchObject([{ account: HOME, ownerId: PUBLISHER, name: PUBLISHED.name }]);
    });

    test('names the locations that it could not read, and returns the other AMIs', async () => {
      harness.deny(PROD, 'ec2:DescribeImages');

      const { ids, unreachable } = await ask({ kind: 'own' });

      expect(ids).toContain(GOLDEN.id);
      expect(ids).not.toContain(PRODS.id);
      expect(unreachable).toEqual([{ account: PROD, region: 'us-east-1', reason: expect.stringContaining('denied') }]);
    });

    test('names the missing permission for parameters', async () => {
      harness.deny(HOME, 'ssm:GetParameters');

      const { unreachable } = await ask({ kind: 'parameters', names: [PARAMETER] });

      expect(unreachable).toContainEqual({
        account: HOME,
        region: 'us-east-1',
        reason: expect.stringContaining('ssm:GetParameters'),
      });
    });

    test('returns the launch permissions, or the reason why they are unknown', async () => {
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
