import { randomUUID } from 'node:crypto';

/**
 * Gives each written object an id: the same for every attempt to write this very object, and for no other. An equal
 * object of another process, or of a second press here, is not taken for one's own.
 */
export function createWriteTokens(): (tokens: object) => string {
  const ids = new WeakMap<object, string>();
  return (tokens) => {
    const id = ids.get(tokens) ?? randomUUID();
    ids.set(tokens, id);
    return id;
  };
}
