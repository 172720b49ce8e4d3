import type { RequestId } from '../../domain/request/types.js';

/**
 * Parses a request's id as users write it: in any case, without `AR-`, and with letters that Crockford's base 32
 * replaces by similar digits. `undefined` if it is none.
 */
export function parseRequestId(text: string): RequestId | undefined {
  const letters = text.trim().toUpperCase();
  const [, bare = ''] = /^(?:AR[-–—‐]?)?([0-9A-TV-Z]{6})$/.exec(letters) ?? [];
  return bare === '' ? undefined : `AR-${bare.replaceAll('O', '0').replaceAll(/[IL]/g, '1')}`;
}
