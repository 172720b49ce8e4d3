import { describe, expect, test } from '@jest/globals';
import type { Ec2Harness } from './ec2-harness.js';
import { GOLDEN, HOME, PROD, PRODS, SHARED, TWINS } from './ec2-world.js';

/** What `findImages` promises. */
export function findingContract(harness: () => Ec2Harness): void {
  describe('finding AMIs', () => {
    test.each([
      ['by its full ID', { id: GOLDEN.id }, [GOLDEN.id]],
      ['by an ID prefix', { id: 'ami-123' }, [GOLDEN.id]],
      ['all matches of an ambiguous ID prefix', { id: 'ami-077' }, TWINS.map(({ id }) => id)],
      ['in one Region only', { id: 'ami-077', region: 'eu-west-1' }, [TWINS[1].id]],
      ['in one account only', { id: 'ami-0c', account: PROD }, [PRODS.id]],
      ['nothing if nothing matches', { id: 'ami-0ffffffffffffffff' }, []],
    ])('finds %s', async (_, search, ids) => {
      const { images, unreachable } = await harness().finder.findImages(search);

      expect(images.map(({ imageId }) => imageId).sort()).toEqual([...ids].sort());
      expect(unreachable).toEqual([]);
    });

    test.each([SHARED, PRODS])('returns $name once, through its owner', async ({ id, owner }) => {
      const { images } = await harness().finder.findImages({ id });

      expect(images.map(({ account, ownerId }) => [account, ownerId])).toEqual([[owner, owner]]);
    });

    test('names the locations that it could not read, and returns the other AMIs', async () => {
      harness().deny(PROD, 'ec2:DescribeImages');

      const { images, unreachable } = await harness().finder.findImages({ id: PRODS.id });

      expect(images.map(({ account }) => account)).toEqual([HOME]);
      expect(unreachable).toEqual([{ account: PROD, region: 'us-east-1', reason: expect.stringContaining('denied') }]);
    });
  });
}
