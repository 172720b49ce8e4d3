import { setNewest } from '../../domain/model/bounded-map.js';

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
      setNewest(entries, [key, value], capacity);
      return value;
    },
    delete(key) {
      entries.delete(key);
    },
  };
}
