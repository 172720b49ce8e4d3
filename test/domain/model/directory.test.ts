import { describe, expect, test } from '@jest/globals';
import { findAccount, type Directory } from '../../../src/domain/model/directory.js';

const directory: Directory = [
  { id: '999988887777', name: 'images', regions: ['us-east-1'] },
  { id: '111122223333', name: 'prod', regions: ['us-east-1'] },
  { id: '111155556666', name: 'dev', regions: ['us-east-1'] },
];

describe('findAccount', () => {
  test.each([
    ['prod', '111122223333'],
    ['PROD', '111122223333'],
    ['111122223333', '111122223333'],
    ['1111-2222-3333', '111122223333'],
    ['3333', '111122223333'],
    ['11112', '111122223333'],
    ['9999', '999988887777'],
  ])('finds %s', (words, id) => {
    const lookup = findAccount(directory, words);

    expect(lookup).toMatchObject({ kind: 'found', account: { id } });
  });

  test('lists the accounts that ambiguous digits match', () => {
    const lookup = findAccount(directory, '1111');

    expect(lookup).toMatchObject({ kind: 'ambiguous', accounts: [{ name: 'prod' }, { name: 'dev' }] });
  });

  test('accepts a complete account ID that is not in the directory', () => {
    expect(findAccount(directory, '123456789012')).toEqual({ kind: 'unlisted', id: '123456789012' });
  });

  test.each(['333', 'unlisted', '1234567890123', '2222'])('finds nothing for %s', (words) => {
    expect(findAccount(directory, words)).toEqual({ kind: 'none' });
  });
});
