import { DELIVERY_MEMORY_MS, type DeliveryLog } from '../../src/workflows/ports/delivery-log.js';
import type { Clock } from '../../src/workflows/ports/clock-and-ids.js';

/** `DeliveryLog` in memory. Held to the same contract as DynamoDB's. */
export function createInMemoryDeliveryLog(clock: Clock): DeliveryLog {
  const expiries = new Map<string, number>();
  return {
    recordFirst(key) {
      const now = clock.now().getTime();
      if ((expiries.get(key) ?? 0) > now) return Promise.resolve(false);
      expiries.set(key, now + DELIVERY_MEMORY_MS);
      return Promise.resolve(true);
    },
  };
}
