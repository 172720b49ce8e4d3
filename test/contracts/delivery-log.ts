import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { DeliveryLog } from '../../src/workflows/ports/delivery-log.js';
import type { Clock } from '../../src/workflows/ports/clock-and-ids.js';
import { TestClock } from '../workflows/context.js';

export interface DeliveryLogHarness {
  fresh(clock: Clock): Promise<DeliveryLog>;
  close(): Promise<void>;
}

/** DynamoDB takes 2,048 bytes as a key. */
const KEY = 'a'.repeat(5_000);

/** What callers of `DeliveryLog` may rely on, tried on one implementation. */
export function deliveryLogContract(name: string, makeHarness: () => Promise<DeliveryLogHarness>): void {
  describe(`${name} fulfills the DeliveryLog contract`, () => {
    let harness: DeliveryLogHarness;
    let clock: TestClock;
    let deliveries: DeliveryLog;
    beforeAll(async () => {
      harness = await makeHarness();
    });
    beforeEach(async () => {
      clock = new TestClock();
      deliveries = await harness.fresh(clock);
    });
    afterAll(() => harness.close());

    test('recognizes a second delivery with the same key only', async () => {
      expect(await deliveries.recordFirst(KEY)).toBe(true);

      expect(await deliveries.recordFirst(KEY)).toBe(false);
      expect(await deliveries.recordFirst(`${KEY}b`)).toBe(true);
    });

    test('tells one of several concurrent callers that it is the first', async () => {
      const answers = await Promise.all(Array.from({ length: 8 }, () => deliveries.recordFirst(KEY)));

      expect(answers.filter((isFirst) => isFirst)).toHaveLength(1);
    });

    test('remembers a delivery for fifteen minutes and not longer', async () => {
      await deliveries.recordFirst(KEY);

      clock.advance(15 * 60 - 1);
      expect(await deliveries.recordFirst(KEY)).toBe(false);
      clock.advance(2);
      expect(await deliveries.recordFirst(KEY)).toBe(true);
      expect(await deliveries.recordFirst(KEY)).toBe(false);
    });
  });
}
