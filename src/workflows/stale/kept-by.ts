import type { KeptUntil } from '../facts/facts.js';
import type { Keep } from './types.js';

/** An answer as a fact about its AMI. */
export function keptBy({ until, reason, by }: Keep): KeptUntil {
  return { until, reason, by: by.userId };
}
