/** A record whose keys with an `undefined` value are absent. */
export type OmitUndefined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Returns the record without the keys whose value is `undefined`. Optional fields of the domain are absent, never `undefined`. */
export function omitUndefined<T extends object>(record: T): OmitUndefined<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as OmitUndefined<T>;
}
