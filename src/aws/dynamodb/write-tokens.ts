import { randomUUID } from 'node:crypto';

/**
 * Gives each object that is written an id: the same for every attempt to write this very object, and for no other. What an
 * equal object of another process, or of a second click here, has won is not taken for one's own.
 */
export function createWriteTokens(): (tokens: object) => string {
  const ids = new WeakMap<object, string>();
  return (tokens) => {
    const id = ids.get(tokens) ?? randomUUID();
    ids.set(tokens, id);
    return id;
  };
}
