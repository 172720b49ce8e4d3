/** Keeps what is costly to make, by key; beyond `capacity` the least recently used is forgotten. */
export interface Shelf<T> {
  take(key: string, make: () => T): T;
  drop(key: string): void;
}

export function createShelf<T extends object>(capacity: number): Shelf<T> {
  const kept = new Map<string, T>();
  return {
    take(key, make) {
      const thing = kept.get(key) ?? make();
      // A map keeps the order of insertion: the first is the least recently used.
      kept.delete(key);
      kept.set(key, thing);
      const [oldest] = kept.keys();
      if (kept.size > capacity && oldest !== undefined) kept.delete(oldest);
      return thing;
    },
    drop(key) {
      kept.delete(key);
    },
  };
}
