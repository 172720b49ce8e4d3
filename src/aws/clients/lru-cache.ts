/** A cache by key. Beyond `capacity` the least recently used entry is dropped. */
export interface LruCache<T> {
  getOrCreate(key: string, create: () => T): T;
  delete(key: string): void;
}

export function createLruCache<T extends object>(capacity: number): LruCache<T> {
  const entries = new Map<string, T>();
  return {
    getOrCreate(key, create) {
      const value = entries.get(key) ?? create();
      // A map keeps the order of insertion: the first entry is the least recently used.
      entries.delete(key);
      entries.set(key, value);
      const [oldest] = entries.keys();
      if (entries.size > capacity && oldest !== undefined) entries.delete(oldest);
      return value;
    },
    delete(key) {
      entries.delete(key);
    },
  };
}
