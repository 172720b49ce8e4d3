import { DEFAULT_PRICES } from '../workflows/stale/cost.js';
import type { StalePolicy } from '../workflows/stale/types.js';
import type { Settings } from './settings.js';

const DAY_MS = 86_400_000;

/** By the defaults of `digest`: AMIs can be looked through where no digest is sent, too. */
const WITHOUT_DIGEST = { staleAfterMs: 90 * DAY_MS, keepTags: {}, prices: DEFAULT_PRICES } as const;

export function stalePolicyOf({ directory, digest }: Settings): StalePolicy {
  const { staleAfterMs, keepTags, prices } = digest ?? WITHOUT_DIGEST;
  return { directory, staleAfterMs, keepTags, prices };
}
