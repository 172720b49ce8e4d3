export type Tags = Readonly<Record<string, string>>;

/** What belongs to an account and lies in a Region. */
export interface Owned {
  readonly id: string;
  readonly region: string;
  readonly ownerId: string;
}
