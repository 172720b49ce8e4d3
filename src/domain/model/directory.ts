/** One AWS account of the configuration's directory. */
export interface Account {
  /** Exactly 12 digits, as text: leading zeros exist. */
  readonly id: string;
  readonly name: string;
  readonly regions: readonly string[];
  /** The role that is assumed to act there. */
  readonly roleArn?: string;
  readonly externalId?: string;
}

/** The directory of AWS accounts. The first is the one that the bot's own credentials are for. */
export type Directory = readonly [Account, ...Account[]];

/** Where a resource is, and where a call is made: by whose credentials, and in which Region. */
export interface AccountRegion {
  readonly account: string;
  readonly region: string;
}

export type AccountLookup =
  | { readonly kind: 'found'; readonly account: Account }
  /** Twelve digits that the directory does not hold: a usable target, but not one of ours. */
  | { readonly kind: 'unlisted'; readonly id: string }
  | { readonly kind: 'ambiguous'; readonly accounts: readonly Account[] }
  | { readonly kind: 'none' };

/** Whether the bot can act in an account: its own, or one with a role to assume. */
export function canAccessAccount(directory: Directory, accountId: string): boolean {
  const account = findAccountById(directory, accountId);
  return account !== undefined && (account === directory[0] || account.roleArn !== undefined);
}

export function findAccountById(directory: Directory, accountId: string): Account | undefined {
  return directory.find((account) => account.id === accountId);
}

/** The account's name with its id, or the id alone for an account that is not in the directory. */
export function accountLabel(directory: Directory, accountId: string): string {
  const account = findAccountById(directory, accountId);
  return account === undefined ? accountId : `${account.name} (${accountId})`;
}

/**
 * Finds the account that a word names: by its 12 digits (hyphens allowed, as the AWS console prints them), by its name
 * in the directory, or by four or more digits that begin or end exactly one account of the directory.
 */
export function findAccount(directory: Directory, words: string): AccountLookup {
  const byName = directory.find((account) => account.name.toLowerCase() === words.toLowerCase());
  if (byName !== undefined) return { kind: 'found', account: byName };
  const digits = words.replaceAll('-', '');
  if (!/^\d{4,12}$/.test(digits)) return { kind: 'none' };
  if (digits.length === 12) {
    const account = findAccountById(directory, digits);
    return account === undefined ? { kind: 'unlisted', id: digits } : { kind: 'found', account };
  }
  const [first, ...others] = directory.filter(({ id }) => id.startsWith(digits) || id.endsWith(digits));
  if (first === undefined) return { kind: 'none' };
  return others.length === 0 ? { kind: 'found', account: first } : { kind: 'ambiguous', accounts: [first, ...others] };
}
