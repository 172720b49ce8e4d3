import { describe, expect, test } from '@jest/globals';
import { parseCommandLine } from '../../../../src/domain/command-line/parse-line.js';
import type { Draft } from '../../../../src/domain/command-line/grammar.js';
import { findOperation } from '../operation-named.js';
import { directory, ORGANIZATION, OU, OWNER, PARTNER, PROD, UNLISTED_ACCOUNT } from '../directory.js';
import { NOW } from '../facts-builder.js';

function inputOf(name: string, draft: Draft): unknown {
  const parsed = findOperation(name).parse(draft, { directory, now: NOW });
  return parsed.kind === 'valid' ? parsed.input : parsed;
}

/** The input that a line means. */
function meaning(name: string, line: string): unknown {
  const read = parseCommandLine(line, findOperation(name).grammar);
  return read.kind === 'draft' ? inputOf(name, read.draft) : read;
}

const prod = { kind: 'account', id: PROD };

function regions(names: readonly string[]): readonly object[] {
  return names.map((region) => ({ kind: 'region', region }));
}

describe('the input of a command', () => {
  test.each<[string, string, unknown]>([
    ['share', 'ami-123 with 111122223333', { ami: 'ami-123', targets: [prod] }],
    ['share', 'AMI-123 with 1111-2222-3333', { ami: 'ami-123', targets: [prod] }],
    ['share', 'ami-123 with PROD', { ami: 'ami-123', targets: [prod] }],
    ['share', 'ami-123 with 1111', { ami: 'ami-123', targets: [prod] }],
    ['share', 'ami-123 with 3333, prod 111122223333', { ami: 'ami-123', targets: [prod] }],
    [
      'share',
      `ami-123 with ${UNLISTED_ACCOUNT}`,
      { ami: 'ami-123', targets: [{ kind: 'account', id: UNLISTED_ACCOUNT }] },
    ],
    [
      'share',
      `ami-123 with ${ORGANIZATION}, ${OU}`,
      {
        ami: 'ami-123',
        targets: [
          { kind: 'organization', arn: ORGANIZATION },
          { kind: 'ou', arn: OU },
        ],
      },
    ],
    [
      'share',
      'ami-123 in eu-west-1 with partner of images because “it” is needed',
      { ami: 'ami-123', region: 'eu-west-1', account: OWNER, targets: [{ kind: 'account', id: PARTNER }] },
    ],
    ['deprecate', 'ami-123 on 2027-01-31', { ami: 'ami-123', at: '2027-01-31T00:00:00.000Z' }],
    ['deprecate', 'ami-123 on 2027–01–31t18:30', { ami: 'ami-123', at: '2027-01-31T18:30:00.000Z' }],
    ['deprecate', 'ami-123 on 2027-01-31T18:30:15+02:00', { ami: 'ami-123', at: '2027-01-31T16:30:15.000Z' }],
    // Said at nine in the morning of 24 November.
    ['deprecate', 'ami-123 in 4h', { ami: 'ami-123', at: '2026-11-24T13:00:00.000Z' }],
    ['deprecate', 'ami-123 in 24h', { ami: 'ami-123', at: '2026-11-26T00:00:00.000Z' }],
    ['deprecate', 'ami-123 in 2W', { ami: 'ami-123', at: '2026-12-09T00:00:00.000Z' }],
    ['deprecate', 'ami-123', { ami: 'ami-123', at: '2026-12-25T00:00:00.000Z' }],
    [
      'deprecate',
      'ami-123 in 30d in eu-west-1 of images',
      { ami: 'ami-123', region: 'eu-west-1', account: OWNER, at: '2026-12-25T00:00:00.000Z' },
    ],
    [
      'deprecate',
      'ami-123 in eu-west-1 in 30d because it is old',
      { ami: 'ami-123', region: 'eu-west-1', at: '2026-12-25T00:00:00.000Z' },
    ],
    ['enable', 'ami-123', { ami: 'ami-123', sharing: false }],
    ['enable', 'ami-123 With Sharing in eu-west-1', { ami: 'ami-123', region: 'eu-west-1', sharing: true }],
    ['share', 'ami-123 with prod for 7D', { ami: 'ami-123', targets: [prod], expiresAfterMs: 7 * 86_400_000 }],
    ['share', 'ami-123 for 12h with prod', { ami: 'ami-123', targets: [prod], expiresAfterMs: 12 * 3_600_000 }],
    ['unshare', 'ami-123 from prod', { ami: 'ami-123', targets: [prod] }],
    ['copy', 'ami-123 to EU-WEST-1', { ami: 'ami-123', targets: regions(['eu-west-1']), encrypted: false }],
    [
      'copy',
      'ami-123 to eu–west–1 us-east-1,eu-west-1 as "golden base" encrypted',
      { ami: 'ami-123', targets: regions(['eu-west-1', 'us-east-1']), name: 'golden base', encrypted: true },
    ],
    [
      'copy',
      'ami-123 encrypted with golden to eu-west-1',
      { ami: 'ami-123', targets: regions(['eu-west-1']), encrypted: true, key: 'alias/golden' },
    ],
    [
      'copy',
      'ami-123 to eu-west-1 encrypted with mrk-0123456789abcdef0123456789abcdef',
      { ami: 'ami-123', targets: regions(['eu-west-1']), encrypted: true, key: 'mrk-0123456789abcdef0123456789abcdef' },
    ],
    [
      'copy',
      'ami-123 to eu-west-1, PROD, 3333 by snapshots',
      { ami: 'ami-123', targets: [...regions(['eu-west-1']), prod], encrypted: false, by: 'snapshots' },
    ],
    [
      'copy',
      'ami-123 to prod by launching T3.Large subnet subnet-0123456789abcdef0',
      {
        ami: 'ami-123',
        targets: [prod],
        encrypted: false,
        launching: { instanceType: 't3.large', subnet: 'subnet-0123456789abcdef0' },
      },
    ],
    ['deregister', 'ami-123', { ami: 'ami-123', snapshots: false }],
    ['retire', 'ami-123', { ami: 'ami-123', durationMs: 30 * 86_400_000, snapshots: false }],
    ['retire', 'ami-123 with snapshots over 12H', { ami: 'ami-123', durationMs: 12 * 3_600_000, snapshots: true }],
    ['deregister', 'ami-123 with snapshots in us-east-1', { ami: 'ami-123', snapshots: true, region: 'us-east-1' }],
    ['info', 'ami-123 in us-east-1', { ami: 'ami-123', region: 'us-east-1' }],
  ])('%s %s', (name, line, input) => {
    expect(meaning(name, line)).toEqual(input);
  });
});

describe('the input of a form', () => {
  test('splits a list in one text field', () => {
    expect(inputOf('share', { ami: [' ami-123 '], targets: ['prod, 99998\n77778'] })).toEqual({
      ami: 'ami-123',
      targets: [prod, { kind: 'account', id: OWNER }, { kind: 'account', id: PARTNER }],
    });
    expect(inputOf('copy', { ami: ['ami-123'], targets: ['eu-west-1, us-east-1'] })).toMatchObject({
      targets: regions(['eu-west-1', 'us-east-1']),
    });
  });

  test('accepts an account name with blanks', () => {
    const [first] = directory;
    const named = { id: '121212121212', name: 'The Prod', regions: [] };
    const parsed = findOperation('share').parse(
      { ami: ['ami-1'], targets: ['the prod', '"The Prod", images'] },
      { directory: [first, named], now: NOW },
    );

    expect(parsed).toMatchObject({
      input: { targets: [{ id: named.id }, { id: OWNER }] },
    });
  });

  test('ignores an empty field', () => {
    expect(inputOf('share', { ami: ['ami-123'], targets: ['prod'], region: [''], account: [' '] })).toEqual({
      ami: 'ami-123',
      targets: [prod],
    });
  });

  test('reports every error at once, each at its field', () => {
    const draft = {
      ami: ['x'],
      targets: ['unlisted'],
      region: ['mars'],
      account: ['unlisted'],
      reason: ['x'.repeat(1_001)],
    };
    const parsed = findOperation('share').parse(draft, { directory, now: NOW });

    expect(parsed.kind === 'invalid' && parsed.errors.map(({ field }) => field)).toEqual([
      'ami',
      'region',
      'account',
      'reason',
      'targets',
    ]);
  });

  test.each<[string, Draft, string, RegExp]>([
    ['share', {}, 'ami', /Which AMI is missing/],
    ['share', { ami: ['ami-1'] }, 'targets', /A target is missing/],
    ['copy', { ami: ['ami-1'] }, 'targets', /Where to is missing/],
    ['copy', { ami: ['ami-1'], targets: ['prod'], instanceType: ['large'] }, 'instanceType', /not an instance type/],
    [
      'copy',
      { ami: ['ami-1'], targets: ['prod'], subnet: ['subnet-01234567'] },
      'subnet',
      /only valid with “by launching/,
    ],
    [
      'copy',
      { ami: ['ami-1'], targets: ['prod'], instanceType: ['t3.large'], snapshots: [] },
      'instanceType',
      /Use either/,
    ],
    ['share', { ami: ['ami-1'], targets: ['prod'], account: ['partner'] }, 'account', /names no role/],
    [
      'share',
      { ami: ['ami-1'], targets: ['prod'], account: ['prod'], region: ['ap-southeast-2'] },
      'region',
      /not configured for/,
    ],
    [
      'share',
      { ami: ['ami-1'], targets: Array.from({ length: 51 }, (_, index) => String(100000000000 + index)) },
      'targets',
      /At most 50/,
    ],
  ])('%s %j: reports the error at %s', (name, draft, field, text) => {
    const parsed = findOperation(name).parse(draft, { directory, now: NOW });
    const inputError = parsed.kind === 'invalid' ? parsed.errors.find((each) => each.field === field) : undefined;

    expect(inputError?.text).toMatch(text);
  });

  test('rejects digits that match several accounts', () => {
    const parsed = findOperation('share').parse({ ami: ['ami-1'], targets: ['9999'] }, { directory, now: NOW });

    expect(parsed).toMatchObject({
      errors: [{ text: `“9999” could be several accounts: images (${OWNER}), partner (${PARTNER}). Use more digits.` }],
    });
  });
});
