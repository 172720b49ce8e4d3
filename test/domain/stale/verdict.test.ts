import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Fact, known, unknown } from '../../../src/domain/model/fact.js';
import { imageKey, compareWithLast } from '../../../src/domain/stale/changes.js';
import { createCostAccumulator, DEFAULT_PRICES } from '../../../src/domain/stale/cost.js';
import type {
  BackingSnapshot,
  StaleEvidence,
  StaleImage,
  ScannedImage,
  StalePolicy,
  StaleRecord,
  Verdict,
} from '../../../src/domain/stale/types.js';
import { judgeStaleness } from '../../../src/domain/stale/verdict.js';
import { scannedImage } from '../digest/builders.js';
import { directory, OWNER, PROD } from '../operations/directory.js';

const AT = '2026-11-26T08:00:00.000Z';
const POLICY: StalePolicy = {
  directory,
  staleAfterMs: 90 * 86_400_000,
  keepTags: { Keep: '*' },
  prices: DEFAULT_PRICES,
};

function factOf<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Fact<T>> {
  return fc.oneof(value.map(known), fc.constant(unknown('it was denied', 'ec2:DescribeImageReferences')));
}

const uses = factOf(fc.constantFrom([], [{ type: 'ec2:Instance', arn: 'arn:aws:ec2:us-east-1:1:instance/i-0a' }]));
const grantees = factOf(
  fc.subarray([
    { kind: 'account', id: PROD } as const,
    { kind: 'account', id: '222233334444' } as const,
    { kind: 'public' } as const,
  ]),
);
const counted = fc.constantFrom([], [{ account: '222233334444', type: 'ec2:Instance', count: 3 }]);
const report = factOf(counted.map((found) => ({ startedAt: AT, uses: found })));
const times = fc.constantFrom('2020-01-01T00:00:00.000Z', '2026-11-20T00:00:00.000Z', 'not a time');

/** Whatever may be found out about an AMI; what was not asked is left out. */
const evidence: fc.Arbitrary<StaleEvidence> = fc
  .record(
    {
      createdAt: times,
      lastLaunchedAt: times,
      tags: fc.constantFrom({}, { Keep: 'x' }),
      own: uses,
      elsewhere: uses,
      sharedWith: grantees,
      report,
    },
    { requiredKeys: ['createdAt', 'tags'] },
  )
  .map(({ createdAt, lastLaunchedAt, tags, own, elsewhere, sharedWith, report: counts }) => ({
    image: {
      ...withoutLaunch(scannedImage({ account: OWNER, createdAt, tags })),
      ...(lastLaunchedAt === undefined ? {} : { lastLaunchedAt }),
    },
    at: AT,
    ...(own === undefined
      ? {}
      : {
          usage: [
            { account: OWNER, usage: own },
            ...(elsewhere === undefined ? [] : [{ account: PROD, usage: elsewhere }]),
          ],
        }),
    ...(sharedWith === undefined ? {} : { sharedWith }),
    ...(counts === undefined ? {} : { report: counts }),
  }));

function withoutLaunch(image: ScannedImage): ScannedImage {
  const { lastLaunchedAt, ...others } = image;
  return lastLaunchedAt === undefined ? image : others;
}

/** What would have to be known for an AMI to be called unused, and is not. */
function isAnythingOpen({ image, usage: found = [], sharedWith, report: counts }: StaleEvidence): boolean {
  const own = found.find(({ account }) => account === image.account);
  if (own?.usage.known !== true || sharedWith?.known !== true) return true;
  const unseen = sharedWith.value.some(
    (grantee) =>
      grantee.kind !== 'account' || !found.some(({ account, usage }) => account === grantee.id && usage.known),
  );
  return unseen && counts?.known !== true;
}

function isAnythingUsed({ usage: found = [], report: counts }: StaleEvidence): boolean {
  const seen = found.some(({ usage }) => usage.known && usage.value.length > 0);
  return seen || (counts?.known === true && counts.value.uses.some(({ count }) => count > 0));
}

describe('judgeStaleness for any evidence', () => {
  test('is never stale when evidence is missing or a use was found', () => {
    fc.assert(
      fc.property(evidence, (found) => {
        fc.pre(isAnythingOpen(found) || isAnythingUsed(found));
        expect(judgeStaleness(found, POLICY).verdict).not.toBe('stale');
      }),
      { numRuns: 1_000 },
    );
  });

  test('is never unknown with complete evidence and always has a reason', () => {
    fc.assert(
      fc.property(evidence, (found) => {
        const { verdict, reasons } = judgeStaleness(found, POLICY);

        expect(reasons.length).toBeGreaterThan(0);
        const isDated = [found.image.createdAt, found.image.lastLaunchedAt].every((time) => time !== 'not a time');
        if (!isAnythingOpen(found) && isDated) expect(verdict).not.toBe('unknown');
      }),
      { numRuns: 1_000 },
    );
  });

  test('does not become stale with less evidence and stays in use with more uses', () => {
    fc.assert(
      fc.property(evidence, (found) => {
        const { verdict } = judgeStaleness(found, POLICY);
        const less: StaleEvidence = { ...found, usage: [{ account: OWNER, usage: unknown('it was denied') }] };
        const used = { account: OWNER, usage: known([{ type: 'ec2:Instance', arn: 'arn:aws:ec2:x:1:instance/i-0b' }]) };
        const more: StaleEvidence = { ...found, usage: [used, ...(found.usage ?? []).slice(1)] };

        expect(judgeStaleness(less, POLICY).verdict).not.toBe('stale');
        expect(judgeStaleness(more, POLICY).verdict).toBe(['kept', 'recent'].includes(verdict) ? verdict : 'in-use');
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('createCostAccumulator', () => {
  const snapshot: fc.Arbitrary<BackingSnapshot> = fc
    .record({ number: fc.nat(6), isArchived: fc.boolean() })
    .map(({ number, isArchived }) => ({ snapshotId: `snap-${number}`, sizeGiB: 10 + number, isArchived }));
  const images = fc.array(fc.uniqueArray(snapshot, { selector: ({ snapshotId }) => snapshotId, maxLength: 4 }), {
    maxLength: 12,
  });

  test('counts each snapshot once, with the first AMI that has it', () => {
    fc.assert(
      fc.property(images, (each) => {
        const costs = createCostAccumulator(DEFAULT_PRICES);
        const sum = each.reduce((gib, snapshots) => gib + costs.charge(scannedImage({ snapshots })).gib, 0);
        const distinct = new Map(each.flat().map(({ snapshotId, sizeGiB }) => [snapshotId, sizeGiB]));

        expect(sum).toBe([...distinct.values()].reduce((gib, size) => gib + size, 0));
      }),
    );
  });

  test('never decreases when an AMI is added', () => {
    fc.assert(
      fc.property(images, (each) => {
        const costs = createCostAccumulator(DEFAULT_PRICES);
        for (const snapshots of each) {
          const { gib, usd } = costs.charge(scannedImage({ snapshots }));
          expect(gib).toBeGreaterThanOrEqual(0);
          expect(usd).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

describe('compareWithLast', () => {
  const PLACE = { account: OWNER, region: 'us-east-1' };
  const ids = ['a', 'b', 'c', 'd', 'e'].map((letter) => `ami-0000000${letter}`);
  const verdicts = fc.constantFrom<Verdict | 'gone'>('stale', 'in-use', 'recent', 'kept', 'unknown', 'gone');

  test('lists each AMI at most once and keeps AMIs that could not be checked', () => {
    fc.assert(
      fc.property(
        fc.subarray(ids),
        fc.array(verdicts, { minLength: 5, maxLength: 5 }),
        fc.boolean(),
        (before, now, isListed) => {
          const last = { scannedAt: '2026-11-25T08:00:00.000Z', stale: before.map(note) };
          const comparison = compareWithLast(last);
          const seen = ids.flatMap((imageId, index) => {
            const verdict = now[index] ?? 'gone';
            return verdict === 'gone' ? [] : [{ imageId, verdict }];
          });
          for (const { imageId, verdict } of seen) comparison.record({ ...PLACE, imageId }, verdict);
          const stale = seen.filter(({ verdict }) => verdict === 'stale').map(({ imageId }) => found(imageId));
          const places = isListed ? [PLACE] : [];
          const changes = comparison.changes(stale, places);
          const reported = [
            ...(changes?.newlyStale ?? []),
            ...(changes?.gone ?? []),
            ...(changes?.backInUse ?? []),
          ].map(imageKey);
          const remembered = comparison.toRemember(stale, places, AT).stale.map(({ imageId }) => imageId);

          expect(new Set(reported).size).toBe(reported.length);
          // What was not listed to its end may still be there.
          if (!isListed) expect(changes?.gone).toEqual([]);
          const open = before.filter((imageId) => {
            const verdict = seen.find((one) => one.imageId === imageId)?.verdict;
            return verdict === 'unknown' || (verdict === undefined && !isListed);
          });
          expect(remembered.toSorted()).toEqual([...stale.map(({ imageId }) => imageId), ...open].toSorted());
        },
      ),
      { numRuns: 500 },
    );
  });

  function note(imageId: string): StaleRecord {
    return { ...PLACE, imageId, name: imageId, usd: 1, staleSince: '2026-11-01T08:00:00.000Z' };
  }

  function found(imageId: string): StaleImage {
    return { ...PLACE, imageId, name: imageId, usd: 0.05 };
  }
});
