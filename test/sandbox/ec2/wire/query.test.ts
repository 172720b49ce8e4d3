import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseQuery } from '../../../../sandbox/ec2/wire/query.js';
import { runs } from '../../../runs.js';

describe('parsing a query protocol body', () => {
  test.each([
    ['strings', 'Name=a%20b&Description=', { Name: 'a b', Description: '' }],
    ['a list in numeric order', 'Id.2=b&Id.1=a&Id.10=c', { Id: ['a', 'b', 'c'] }],
    [
      'a list of structures',
      'Filter.1.Name=n&Filter.1.Value.1=v&Filter.1.Value.2=w',
      { Filter: [{ Name: 'n', Value: ['v', 'w'] }] },
    ],
    ['a list with member keys', 'Names.member.1=a&Names.member.2=b', { Names: ['a', 'b'] }],
    ['a structure', 'LaunchPermission.Add.1.UserId=1', { LaunchPermission: { Add: [{ UserId: '1' }] } }],
  ])('returns %s', (_what, body, expected) => {
    expect(parseQuery(body)).toEqual(expected);
  });

  test('preserves every string', () => {
    const words = fc.array(fc.string({ unit: 'binary' }), { minLength: 1 });
    fc.assert(
      fc.property(words, (texts) => {
        const body = new URLSearchParams(texts.map((text, index) => [`Text.${index + 1}`, text])).toString();

        expect(parseQuery(body)).toEqual({ Text: texts });
      }),
      { numRuns: runs(15, 50) },
    );
  });

  test('treats __proto__ and constructor as plain names', () => {
    const read = parseQuery('__proto__.polluted=yes&constructor=x');

    expect(Object.keys(read)).toEqual(['__proto__', 'constructor']);
    expect(Object.prototype).not.toHaveProperty('polluted');
  });
});
