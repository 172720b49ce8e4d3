export type Tags = Readonly<Record<string, string>>;

/** A resource of an account in a Region. */
export interface Owned {
  readonly id: string;
  readonly region: string;
  readonly ownerId: string;
}
