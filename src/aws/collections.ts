/** Splits a list into batches of at most `size`. No batch for an empty list. */
export function chunk<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** Waits for all values of a record at once; fails when one fails. */
export async function awaitAll<T extends object>(record: T): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  const entries = Object.entries(record).map(async ([key, value]) => [key, await value] as const);
  return Object.fromEntries(await Promise.all(entries)) as { [K in keyof T]: Awaited<T[K]> };
}
