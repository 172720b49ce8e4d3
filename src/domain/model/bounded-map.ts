/** Makes an entry the newest of a map, which keeps the order of insertion. Beyond `capacity` the oldest one is dropped. */
export function setNewest<K, V>(entries: Map<K, V>, [key, value]: readonly [K, V], capacity: number): void {
  entries.delete(key);
  entries.set(key, value);
  const [oldest] = entries.keys();
  if (entries.size > capacity && oldest !== undefined) entries.delete(oldest);
}
