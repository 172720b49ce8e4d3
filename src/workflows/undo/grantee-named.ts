import type { Grantee } from '../facts/facts.js';

/** The grantee that `nameOf` gives this name to. */
export function granteeNamed(name: string): Grantee {
  if (name === 'public') return { kind: 'public' };
  if (!name.startsWith('arn:')) return { kind: 'account', id: name };
  return name.includes(':ou/') ? { kind: 'ou', arn: name } : { kind: 'organization', arn: name };
}
