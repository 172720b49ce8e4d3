import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareWithLast } from '../../../src/domain/stale/changes.js';
import { createCostAccumulator, DEFAULT_PRICES } from '../../../src/domain/stale/cost.js';
import { createCompactor, expand, createVerdictAccumulator } from '../../../src/workflows/scan/verdicts.js';
import type { ImageVerdict, JudgedImage } from '../../../src/domain/stale/types.js';
import { scannedImage } from '../../domain/digest/builders.js';

/** Costs as many GiB as its number says. */
function settled(number: number, snapshotId = `snap-${number}`): JudgedImage {
  const snapshots = [{ snapshotId, sizeGiB: number, isArchived: false }];
  const image = scannedImage({ imageId: `ami-${String(number).padStart(6, '0')}`, snapshots });
  return { image, verdict: 'stale', reasons: ['It is old.', 'Nothing uses it.'], sharedWith: [] };
}

async function close(all: readonly JudgedImage[], children: ReadonlyMap<string, number> = new Map()) {
  const taken: ImageVerdict[] = [];
  const accumulator = createVerdictAccumulator(
    createCostAccumulator(DEFAULT_PRICES),
    compareWithLast(undefined),
    (some) => void taken.push(...some),
  );
  await accumulator.add(all);
  const before = taken.length;
  return { ...(await accumulator.finish(children)), counts: accumulator.counts(), taken, before };
}

describe('the totals of a scan with thousands of stale AMIs', () => {
  const COUNT = 4_321;
  const many = Array.from({ length: COUNT }, (_, index) => settled(((index * 7) % COUNT) + 1));

  test('count all AMIs, sum all costs, and detail the most expensive', async () => {
    const { counts, cost, all, details } = await close(many);

    expect(counts.stale).toBe(COUNT);
    expect(cost.gib).toBe((COUNT * (COUNT + 1)) / 2);
    expect(all).toHaveLength(COUNT);
    expect(details.map(({ cost: { gib } }) => gib)).toEqual(Array.from({ length: 2_000 }, (_, index) => COUNT - index));
  });

  test('pass on each AMI once, the most expensive first, only at the end', async () => {
    const { taken, before } = await close(many);

    expect(before).toBe(0);
    expect(taken.map(({ cost }) => cost.gib)).toEqual(Array.from({ length: COUNT }, (_, index) => COUNT - index));
  });

  test('exclude the cost of a snapshot that an AMI in use shares', async () => {
    const { cost, details } = await close([
      settled(8, 'snap-1'),
      settled(4),
      { ...settled(8, 'snap-1'), verdict: 'in-use' },
    ]);

    expect(details.map(({ cost: { gib } }) => gib)).toEqual([4, 0]);
    expect(cost.gib).toBe(4);
  });

  test('report how many AMIs were made from a base', async () => {
    const { details } = await close([settled(1), settled(2)], new Map([['ami-000001', 3]]));

    expect(details.map(({ baseOf }) => baseOf)).toEqual([undefined, 3]);
    expect(details[1]?.reasons).toEqual([
      'It is old.',
      expect.stringContaining('3 existing AMIs were created from it'),
      'Nothing uses it.',
    ]);
  });
});

describe('a compacted verdict', () => {
  const tags = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }));

  test('expands to the original for any content', () => {
    fc.assert(
      fc.property(tags, fc.string({ unit: 'binary' }), fc.array(fc.string()), (some, name, reasons) => {
        const verdict = { ...settled(1), image: scannedImage({ name, tags: some }), reasons };
        expect(expand(createCompactor()(verdict))).toEqual(verdict);
      }),
    );
  });
});
