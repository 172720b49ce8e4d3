import type { RequestId } from '../../domain/request/types.js';

/**
 * Reads a request's id as people write it: in any case, without `AR-`, and with the letters that Crockford's base 32
 * leaves out for the digits that they look like. Undefined when it is none.
 */
export function parseRequestId(text: string): RequestId | undefined {
  const letters = text.trim().toUpperCase();
  const [, bare = ''] = /^(?:AR[-–—‐]?)?([0-9A-TV-Z]{6})$/.exec(letters) ?? [];
  return bare === '' ? undefined : `AR-${bare.replaceAll('O', '0').replaceAll(/[IL]/g, '1')}`;
}
