import { describe, expect, test } from '@jest/globals';
import type { Adoption } from '../../../src/domain/drift/types.js';
import type { Grantee } from '../../../src/domain/model/facts.js';
import type { Request } from '../../../src/domain/request/types.js';
import { ben } from '../../workflows/builders.js';
import { adopted, DEV, found, PROD, shared, unexplained, unshared } from './drift-setup.js';

describe('detectDrift: adoptions', () => {
  test.each<[string, readonly Grantee[], readonly Request[], readonly Adoption[], readonly string[]]>([
    ['explains a share that was adopted', [PROD], [], [adopted('unexplained', 10)], []],
    [
      'reports an adopted share that no longer exists as gone',
      [],
      [],
      [adopted('unexplained', 10)],
      ['gone 111122223333'],
    ],
    ['explains a missing share that was adopted', [], [shared], [adopted('gone', 20)], []],
    [
      'ends an adoption with a later request that contradicts it',
      [PROD],
      [unshared],
      [adopted('unexplained', 10)],
      [`${unexplained} AR-TAKEN1`],
    ],
    [
      'keeps an adoption after an earlier request that contradicts it',
      [PROD],
      [shared, unshared],
      [adopted('unexplained', 30)],
      [],
    ],
    [
      'applies an adoption to one grantee only',
      [PROD, DEV],
      [],
      [adopted('unexplained', 10)],
      ['unexplained 444455556666'],
    ],
    [
      'ignores an adoption by too few people',
      [PROD],
      [],
      [adopted('unexplained', 10, { requiredAdopters: 2 })],
      [unexplained],
    ],
    [
      'counts two adoptions by the same person once',
      [PROD],
      [],
      [adopted('unexplained', 10, { requiredAdopters: 2 }), adopted('unexplained', 11, { requiredAdopters: 2 })],
      [unexplained],
    ],
    [
      'accepts an adoption by as many people as the rules require',
      [PROD],
      [],
      [
        adopted('unexplained', 10, { requiredAdopters: 2 }),
        adopted('unexplained', 11, { requiredAdopters: 2, by: ben }),
      ],
      [],
    ],
    [
      'discards a partial adoption after a later request',
      [PROD],
      [unshared],
      [
        adopted('unexplained', 10, { requiredAdopters: 2 }),
        adopted('unexplained', 30, { requiredAdopters: 2, by: ben }),
      ],
      [`${unexplained} AR-TAKEN1`],
    ],
  ])('%s', (_, given, requests, adoptions, expected) => {
    expect(found(given, requests, adoptions)).toEqual(expected);
  });
});
