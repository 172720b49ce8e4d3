import { beforeAll, expect, test } from '@jest/globals';
import type { Verdict } from '../../src/domain/stale/types.js';
import { AMI } from '../workflows/scan/scan-setup.js';
import { SITUATIONS, type Situation } from '../workflows/scan/scenarios.js';
import { describeWithMoto } from './moto.js';
import {
  amisForMoto,
  launchersName,
  createResources,
  motoLimitation,
  scanMoto,
  type ScannedOnMoto,
} from './stale-on-moto.js';

/*
 * The situations of the scan that moto can express, in one account that holds all of them. moto has no image references:
 * what only they would tell is unknown there, and so nothing is ever stale.
 */
const EXPRESSIBLE = SITUATIONS.filter((situation) => motoLimitation(situation) === undefined);
const OTHERS = SITUATIONS.flatMap((situation) => {
  const obstacle = motoLimitation(situation);
  return obstacle === undefined ? [] : [[situation[0], obstacle] as const];
});

function verdictOnMoto([, verdict, , , contents = {}]: Situation): Verdict {
  if (verdict === 'recent' || verdict === 'kept') return verdict;
  return launchersName(contents, AMI) ? 'in-use' : 'unknown';
}

describeWithMoto(
  'the verdict on an AMI on moto, by situation',
  (moto) => {
    let scanned: ScannedOnMoto;

    beforeAll(async () => {
      for (const [index, situation] of EXPRESSIBLE.entries()) await createResources(moto().url, situation, index);
      scanned = await scanMoto(moto().url);
    }, 120_000);

    test.each(EXPRESSIBLE.map((situation, index) => ({ what: situation[0], situation, index })))(
      '$what',
      ({ situation, index }) => {
        const expected = verdictOnMoto(situation);
        // moto gives its own ids to what uses the AMI.
        const says = { unknown: 'DescribeImageReferences', 'in-use': 'Used in images' };
        const { verdict, reasons } = scanned.of(index);

        expect(verdict).toBe(expected);
        expect(reasons.join(' ')).toContain(
          expected === 'unknown' || expected === 'in-use' ? says[expected] : situation[2],
        );
      },
    );

    test.skip.each(OTHERS)('%s: %s', () => undefined);
  },
  { amis: amisForMoto(EXPRESSIBLE) },
);
