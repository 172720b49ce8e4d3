import type { Exemption } from '../../domain/stale/types.js';

/** Stores which AMIs are exempted from the digest, and until when. */
export interface ExemptionStore {
  /** Returns the exemptions that are active at a time (ISO 8601), in no order. Eventually consistent. */
  listActive(at: string): Promise<readonly Exemption[]>;

  /** Stores an exemption in place of an earlier one of the same AMI. */
  save(exemption: Exemption): Promise<void>;
}
