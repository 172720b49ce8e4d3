import { accountLabel, findAccount, type Directory } from '../../facts/directory.js';
import { nearest } from '../grammar/nearest.js';
import { plainHyphens } from '../grammar/words.js';
import { misread, quoted, read, type Reading } from './reading.js';

/** Reads an account and gives its 12 digits. */
export function readAccount(word: string, directory: Directory, field: string): Reading<string | undefined> {
  const lookup = findAccount(directory, plainHyphens(word.trim()));
  switch (lookup.kind) {
    case 'found':
      return read(lookup.account.id);
    case 'stranger':
      return read(lookup.id);
    case 'ambiguous': {
      const accounts = lookup.accounts.map(({ id }) => accountLabel(directory, id)).join(', ');
      return misread(undefined, field, `${quoted(word)} could be several accounts: ${accounts}. Use more digits.`);
    }
    case 'none':
      return misread(
        undefined,
        field,
        `${quoted(word)} is no account: 12 digits, a name of the directory, or four or more digits that begin or end one of its accounts.`,
        nearest(word, [...directory.map(({ name }) => name), ...directory.map(({ id }) => id)]),
      );
  }
}
