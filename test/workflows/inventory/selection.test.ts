import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Image } from '../../../src/domain/model/image.js';
import {
  EMPTY_ACCUMULATOR,
  cursorFor,
  accumulate,
  type PageCursor,
} from '../../../src/workflows/inventory/selection.js';
import { image } from '../../domain/operations/facts-builder.js';

const anyImages = fc.uniqueArray(
  fc
    .record({
      imageId: fc.integer({ min: 0, max: 40 }).map((number) => `ami-${String(number).padStart(8, '0')}`),
      region: fc.constantFrom('us-east-1', 'eu-west-1'),
      createdAt: fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'),
      ownerId: fc.constantFrom('999988887777', '099720109477'),
    })
    .map((parts) => image(parts)),
  { selector: ({ imageId, region }) => `${imageId} ${region}`, maxLength: 40 },
);

/** All pages, one after the other, with what was seen handed over in batches of a size. */
function pagesOf(images: readonly Image[], size: number, batch: number): readonly (readonly Image[])[] {
  const pages: (readonly Image[])[] = [];
  let after: PageCursor | undefined;
  for (;;) {
    let selection = EMPTY_ACCUMULATOR;
    for (let at = 0; at < images.length; at += batch) {
      selection = accumulate(selection, images.slice(at, at + batch), { after, limit: size });
    }
    const last = selection.images.at(-1);
    if (last === undefined) return pages;
    expect(selection.before).toBe(pages.flat().length);
    expect(selection.total).toBe(images.length);
    pages.push(selection.images);
    after = cursorFor(last);
  }
}

describe('the pages of a search', () => {
  test('contain every AMI once, in any input order', () => {
    fc.assert(
      fc.property(anyImages, fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 9 }), (images, size, batch) => {
        const pages = pagesOf(images, size, batch);

        expect(new Set(pages.flat())).toEqual(new Set(images));
        expect(pages.flat()).toHaveLength(images.length);
        expect(pages.slice(0, -1).every((page) => page.length === size)).toBe(true);
      }),
    );
  });

  test('list base images first, each kind newest first', () => {
    fc.assert(
      fc.property(anyImages, (images) => {
        const shown = pagesOf(images, 5, 3).flat();

        const owns = shown.map(({ ownerId, account }) => ownerId === account);
        expect(owns).toEqual([...owns].sort());
        for (const isOwned of [true, false]) {
          const dates = shown.filter((_, index) => owns[index] === isOwned).map(({ createdAt }) => createdAt);
          expect(dates).toEqual([...dates].sort().reverse());
        }
      }),
    );
  });

  test('continue after the last AMI shown even if a newer AMI has appeared', () => {
    const [old, newer, newest] = [1, 2, 3].map((month) =>
      image({ imageId: `ami-0000000${month}`, createdAt: `2026-0${month}-01T00:00:00.000Z` }),
    );
    if (old === undefined || newer === undefined || newest === undefined) throw new Error('three images');
    const first = accumulate(EMPTY_ACCUMULATOR, [old, newer], { limit: 1 });

    const second = accumulate(EMPTY_ACCUMULATOR, [old, newer, newest], { after: cursorFor(newer), limit: 1 });

    expect(first.images).toEqual([newer]);
    expect(second).toEqual({ images: [old], before: 2, total: 3 });
  });
});
