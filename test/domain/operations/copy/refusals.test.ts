import { describe, expect, test } from '@jest/globals';
import type { Facts } from '../../../../src/domain/model/facts.js';
import { known, unknown } from '../../../../src/domain/model/fact.js';
import type { CopyInput } from '../../../../src/domain/operations/copy/input.js';
import { findingWith, refusalCodes } from '../codes.js';
import { PROD } from '../directory.js';
import { AWS_KEY, CUSTOMER_KEY, encryptedUnder, image, key, sharedWith } from '../facts-builder.js';
import { copy, encrypted, irishKey, prod, regions, to } from './plan-setup.js';

type Row = readonly [string, Partial<Facts>, Partial<CopyInput>, string];

const IRISH_KEY = CUSTOMER_KEY.replace('us-east-1', 'eu-west-1');
const named = { encrypted: true, key: 'alias/golden' };
const fortyNineTags = Object.fromEntries(Array.from({ length: 49 }, (_, index) => [`tag-${String(index)}`, 'x']));

function testRefusals(rows: readonly Row[]): void {
  test.each(rows)('is refused because %s', (_, overrides, input, code) => {
    expect(refusalCodes(copy(overrides, input))).toEqual([code]);
  });
}

describe('a copy with an unsuitable name or Region', () => {
  testRefusals([
    ['the name is already in use', to('eu-west-1', { existingImageId: known('ami-9') }), {}, 'name-taken'],
    [
      'the Region is not configured for the account',
      to('us-west-2', {}),
      { targets: regions(['us-west-2']) },
      'region-not-configured',
    ],
    [
      'the Region is in another partition',
      to('cn-north-1', {}),
      { targets: regions(['cn-north-1']) },
      'other-partition',
    ],
  ]);
});

describe('a copy with an unsuitable key', () => {
  testRefusals([
    ['the named key does not exist', to('eu-west-1', { key: unknown('there is no key') }), named, 'key-not-found'],
    ['the named key is in another Region', to('eu-west-1', { key: key(CUSTOMER_KEY) }), named, 'key-in-other-region'],
    ['the named key is disabled', to('eu-west-1', { key: key(IRISH_KEY, { enabled: false }) }), named, 'key-disabled'],
    [
      'the key of the original is disabled',
      {
        ...encrypted,
        keys: { [CUSTOMER_KEY]: key(CUSTOMER_KEY, { enabled: false }) },
        ...to('eu-west-1', { key: irishKey }),
      },
      named,
      'source-key-disabled',
    ],
    [
      'AWS manages the key of an original in another account',
      {
        image: image({ ownerId: PROD }),
        snapshots: encryptedUnder(AWS_KEY),
        keys: { [AWS_KEY]: key(AWS_KEY) },
        ...to('eu-west-1', { key: irishKey }),
      },
      named,
      'source-under-aws-managed-key',
    ],
  ]);
});

describe('a copy that its grantees could not use', () => {
  testRefusals([
    [
      'it is shared and the copy would be under an AWS managed key',
      sharedWith(prod),
      { encrypted: true },
      'copy-could-not-be-shared',
    ],
    [
      'it is shared and the account encrypts by default',
      { ...sharedWith(prod), ...to('eu-west-1', { encryptionByDefault: known(true) }) },
      {},
      'copy-could-not-be-shared',
    ],
    [
      'it is shared and encrypted, and no key is named',
      { ...encrypted, ...sharedWith(prod) },
      {},
      'copy-could-not-be-shared',
    ],
  ]);
});

describe('a copy of an unsuitable AMI', () => {
  testRefusals([
    ['it has the maximum number of tags', { image: image({ tags: fortyNineTags }) }, {}, 'too-many-tags'],
    ['it is disabled', { image: image({ state: 'disabled' }) }, {}, 'image-disabled'],
    ['it is pending', { image: image({ state: 'pending' }) }, {}, 'image-pending'],
  ]);
});

describe('the refusal of a copy plan', () => {
  test('suggests another name for a name that is in use', () => {
    expect(findingWith(copy(to('eu-west-1', { existingImageId: known('ami-9') })), 'name-taken')).toMatchObject({
      text: 'ami-9 in eu-west-1 already has the name golden-base.',
      fix: 'Choose another: as golden-base-copy',
    });
  });
});
