import type { Adoption } from '../../domain/drift/types.js';

/** Stores who adopted which share. Nothing is replaced or deleted: together the adoptions are the history. */
export interface AdoptionStore {
  /** Returns all adoptions, the oldest first. Eventually consistent. */
  list(): Promise<readonly Adoption[]>;

  /** Adds an adoption. The same adoption again changes nothing. */
  save(adoption: Adoption): Promise<void>;
}
