import { setTimeout as pause } from 'node:timers/promises';
import type { OutgoingCall } from './clients.js';

interface Bucket {
  tokens: number;
  filledAt: number;
}

/**
 * EC2 allows an account a burst of 100 reads of a kind in a Region and 20 a second after that; CreateImageUsageReport,
 * a change, 50 and 5; DescribeSpotFleetRequests 50 and 3. These are shared with everything else in the account, so a
 * scan leaves some. (Amazon EC2 Developer Guide, "Request throttling for the Amazon EC2 API")
 */
const READ_LIMIT = { capacity: 80, perSecond: 15 };
const SLOW_CALL_LIMIT = { capacity: 30, perSecond: 2 };
const SLOW_CALLS = new Set(['CreateImageUsageReport', 'DescribeSpotFleetRequests']);

/** Delays a call to keep the rate. Each kind of call in each account and Region has its own bucket. */
export function createRateLimiter(now = () => performance.now()): (call: OutgoingCall) => Promise<void> {
  const buckets = new Map<string, Bucket>();
  return async ({ account, region, operation }) => {
    const { capacity, perSecond } = SLOW_CALLS.has(operation) ? SLOW_CALL_LIMIT : READ_LIMIT;
    const key = `${account} ${region} ${operation}`;
    const { tokens, filledAt } = buckets.get(key) ?? { tokens: capacity, filledAt: now() };
    const filled = Math.min(capacity, tokens + ((now() - filledAt) / 1_000) * perSecond);
    // Below nothing is what others already wait for.
    buckets.set(key, { tokens: filled - 1, filledAt: now() });
    if (filled < 1) await pause(((1 - filled) / perSecond) * 1_000);
  };
}
