import type { Clock } from '../../src/workflows/ports/clock-and-ids.js';
import { ACKNOWLEDGE_MS } from './delivery/delivery.js';
import type { Sequence } from './state/sequence.js';

/** Trigger ids: each opens one view, within 3 seconds (docs: Handling user interaction). */
export interface Triggers {
  /** For what this person just did. */
  issue(user: string): string;
  exchange(id: string): TriggerUse;
}

type TriggerUse =
  | { readonly kind: 'valid'; readonly user: string }
  | { readonly kind: 'refused'; readonly error: 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id' };

interface Trigger {
  readonly user: string;
  readonly issuedAt: number;
  readonly used: boolean;
}

/** Old ones are forgotten after this, and then are not known. */
const RETENTION_MS = 600_000;

export function createTriggers(clock: Clock, sequence: Sequence, validMs = ACKNOWLEDGE_MS): Triggers {
  const triggers = new Map<string, Trigger>();

  function removeExpired(now: number): void {
    for (const [id, { issuedAt }] of triggers) {
      if (now - issuedAt <= RETENTION_MS) return;
      triggers.delete(id);
    }
  }

  return {
    issue: (user) => {
      const issuedAt = clock.now().getTime();
      removeExpired(issuedAt);
      const id = `${issuedAt}.${sequence.id('')}`;
      triggers.set(id, { user, issuedAt, used: false });
      return id;
    },
    exchange: (id) => {
      const trigger = triggers.get(id);
      if (trigger === undefined) return { kind: 'refused', error: 'invalid_trigger_id' };
      if (trigger.used) return { kind: 'refused', error: 'exchanged_trigger_id' };
      if (clock.now().getTime() - trigger.issuedAt > validMs) return { kind: 'refused', error: 'expired_trigger_id' };
      triggers.set(id, { ...trigger, used: true });
      return { kind: 'valid', user: trigger.user };
    },
  };
}
