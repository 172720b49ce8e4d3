import { z } from 'zod';
import { Rejected } from '../../workflows/ports/errors.js';
import { idFromSortKey } from './keys.js';

/** The place in a list after which the next page begins. */
export interface ListPosition {
  readonly id: string;
  readonly order: string;
}

const base64url = z.base64url();

/** Opaque to its bearer. It does not contain the list: a cursor never leads into another list's partition. */
export function toCursor(order: string): string {
  return Buffer.from(order).toString('base64url');
}

/** Throws `Refused` for what `toCursor` did not make. */
export function fromCursor(cursor: string): ListPosition {
  const order = base64url.safeParse(cursor).success ? Buffer.from(cursor, 'base64url').toString('utf8') : '';
  const id = idFromSortKey(order);
  if (id === undefined) throw new Rejected('invalid-cursor', 'this page of the list is unknown');
  return { id, order };
}
