import type { Directory } from '../workflows/facts/directory.js';
import type { Clients } from './clients.js';

/** Through what an observation looks. */
export interface Lens {
  readonly clients: Clients;
  readonly directory: Directory;
}
