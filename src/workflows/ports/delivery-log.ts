/**
 * Remembers what Slack delivered, so that a request that arrives twice is processed once: a replay of the same signed
 * bytes, a second envelope, a repeated asynchronous invocation.
 */
export interface DeliveryLog {
  /**
   * Records a delivery, and returns whether it is the first with this key in `DELIVERY_MEMORY_MS`. Of several concurrent
   * calls, in any process, exactly one returns `true`. A key is text of any length; only its hash is stored.
   */
  recordFirst(key: string): Promise<boolean>;
}

/**
 * Fifteen minutes. A signature is valid for five minutes from its timestamp, which may be five minutes ahead, and an
 * invocation of the worker waits for at most five more.
 */
export const DELIVERY_MEMORY_MS = 15 * 60_000;
