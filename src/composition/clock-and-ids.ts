import { randomInt, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Clock, Ids } from '../workflows/ports/clock-and-ids.js';

/** Crockford's base 32: no I, L, O and U, which are misread or make words. */
const REQUEST_ID_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const REQUEST_ID_LENGTH = 6;

export const systemClock: Clock = { now: () => new Date() };

/** Request ids from the system's source of chance: `AR-7F3K2M`. */
export const randomIds: Ids = {
  requestId: () =>
    `AR-${Array.from({ length: REQUEST_ID_LENGTH }, () => REQUEST_ID_ALPHABET[randomInt(REQUEST_ID_ALPHABET.length)]).join('')}`,
};

/** A name for this process that no other has, now or after a restart. */
export function createProcessId(): string {
  return `${hostname()}/${process.pid}/${randomUUID()}`;
}
