/** The same record, where what may be `undefined` has no key instead. */
export type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Leaves out the keys whose value is `undefined`: the domain's optional fields are absent, never `undefined`. */
export function defined<T extends object>(record: T): Defined<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Defined<T>;
}

/** Waits for all values of a record at once; fails when one fails. */
export async function together<T extends object>(record: T): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  const entries = Object.entries(record).map(async ([key, value]) => [key, await value] as const);
  return Object.fromEntries(await Promise.all(entries)) as { [K in keyof T]: Awaited<T[K]> };
}
