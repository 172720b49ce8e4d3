import type { WaitCondition } from './types.js';

type Kind = WaitCondition['kind'];

const MINUTE_MS = 60_000;

/** How long a condition may take. Conditions that are not listed are satisfied within minutes. */
const MAX_WAIT_MS: Partial<Readonly<Record<Kind, number>>> = {
  // An AMI, and each snapshot of it, may stay pending for a day if its volumes are large. (EC2 User Guide)
  'image-available': 48 * 60 * MINUTE_MS,
  'snapshot-completed': 48 * 60 * MINUTE_MS,
  // So may the conversion of large disks.
  imported: 48 * 60 * MINUTE_MS,
  // Windows may take long to shut down, and a large instance long to start.
  'instance-running': 60 * MINUTE_MS,
  'instance-stopped': 60 * MINUTE_MS,
  'instance-terminated': 60 * MINUTE_MS,
};

/** Returns the milliseconds after which a condition that is still pending fails its step. */
export function maxWaitMs(kind: Kind): number {
  return MAX_WAIT_MS[kind] ?? 10 * MINUTE_MS;
}

const REMOVALS: readonly Kind[] = ['image-gone', 'snapshot-gone', 'instance-terminated'];

/** Whether the condition is satisfied once EC2 no longer knows the resource. */
export function waitsForRemoval(condition: WaitCondition | undefined): boolean {
  return condition !== undefined && REMOVALS.includes(condition.kind);
}
