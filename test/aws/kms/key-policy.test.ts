import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluateKeyAccess } from '../../../src/aws/kms/key-policy.js';

const OWN = '999988887777';
const PROD = '111122223333';
const DEV = '444455556666';

/** As the EBS User Guide gives it for sharing an encrypted snapshot. */
const USE = ['kms:DescribeKey', 'kms:CreateGrant', 'kms:GenerateDataKey*', 'kms:ReEncrypt*', 'kms:Decrypt'];
const OWN_ROOT = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${OWN}:root` }, Action: 'kms:*', Resource: '*' };

describe('the accounts that a key policy allows', () => {
  test.each([
    ['no other account if only the owner account is allowed', [], []],
    ['an account allowed by its root ARN', [allow(`arn:aws:iam::${PROD}:root`)], [PROD]],
    ['an account allowed by its account ID', [allow(PROD)], [PROD]],
    ['several accounts', [allow([`arn:aws:iam::${PROD}:root`, `arn:aws:iam::${DEV}:root`])], [PROD, DEV]],
    ['every account for an AWS principal of "*"', [allow('*')], ['*']],
    ['every account for a principal of "*"', [{ ...allow(''), Principal: '*' }], ['*']],
    ['an account allowed across two statements', [allow(PROD, USE.slice(0, 2)), allow(PROD, USE.slice(2))], [PROD]],
    ['no account if a required action is missing', [allow(PROD, USE.slice(1))], []],
    ['no account if only other actions are allowed', [allow(PROD, ['kms:Sign'])], []],
    ['an account, whatever the case of the action names', [allow(PROD, ['KMS:*'])], [PROD]],
    [
      'an account allowed to create grants only for AWS resources',
      [
        allow(
          PROD,
          USE.filter((action) => action !== 'kms:CreateGrant'),
        ),
        { ...allow(PROD, ['kms:CreateGrant']), Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } },
      ],
      [PROD],
    ],
    [
      'an account allowed to use the key only through EC2',
      [{ ...allow(PROD), Condition: { StringEquals: { 'kms:ViaService': 'ec2.us-east-1.amazonaws.com' } } }],
      [PROD],
    ],
    [
      'the accounts in a kms:CallerAccount condition',
      [{ ...allow('*'), Condition: { StringEquals: { 'kms:CallerAccount': [PROD, DEV] } } }],
      [PROD, DEV],
    ],
    ['no account if only a service is allowed', [{ ...allow(''), Principal: { Service: 'ec2.amazonaws.com' } }], []],
  ])('include %s', (_, statements, accounts) => {
    expect(evaluateKeyAccess(policy(OWN_ROOT, ...statements), [], OWN)).toEqual({ accounts, uncertainties: [] });
  });
});

describe('the uncertainties of a key policy', () => {
  test.each([
    ['single roles', [allow(`arn:aws:iam::${PROD}:role/builder`)], /only some roles or users of 111122223333/],
    [
      'a condition on the organization',
      [{ ...allow('*'), Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }],
      /condition \(aws:PrincipalOrgID\)/,
    ],
    [
      'use through another service',
      [{ ...allow(PROD), Condition: { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } } }],
      /condition \(kms:ViaService\)/,
    ],
    ['a Deny statement', [allow(PROD), { ...allow('*'), Effect: 'Deny' }], /denies/],
    [
      'a Deny statement with NotPrincipal',
      [allow(PROD), { Effect: 'Deny', NotPrincipal: { AWS: OWN }, Action: '*' }],
      /NotPrincipal/,
    ],
  ])('include %s', (_, statements, doubt) => {
    expect(evaluateKeyAccess(policy(OWN_ROOT, ...statements), [], OWN).uncertainties).toEqual([
      expect.stringMatching(doubt),
    ]);
  });

  test('do not include roles of an account that is allowed as a whole', () => {
    const statements = [allow(PROD), allow(`arn:aws:iam::${PROD}:role/builder`)];

    expect(evaluateKeyAccess(policy(...statements), [], OWN)).toEqual({ accounts: [PROD], uncertainties: [] });
  });

  test('do not include conditions on the owner account only', () => {
    const own = { ...OWN_ROOT, Condition: { StringEquals: { 'aws:PrincipalTag/team': 'x' } } };

    expect(evaluateKeyAccess(policy(own), [], OWN)).toEqual({ accounts: [], uncertainties: [] });
  });

  test('include a missing or malformed policy, which allows no account', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { accounts, uncertainties } = evaluateKeyAccess(text, [], OWN);

        expect(accounts).toEqual([]);
        expect(uncertainties).toHaveLength(1);
      }),
    );
  });
});

describe('KMS grants', () => {
  const operations = ['DescribeKey', 'CreateGrant', 'Decrypt', 'GenerateDataKeyWithoutPlaintext', 'ReEncryptFrom'];
  const root = `arn:aws:iam::${PROD}:root`;

  test.each([
    ['to a whole account allow it to use the key', { grantee: root, operations, constrained: false }, [PROD]],
    ['with too few operations do not count', { grantee: root, operations: ['Decrypt'], constrained: false }, []],
    ['with an encryption context do not count', { grantee: root, operations, constrained: true }, []],
    ['to a role do not count', { grantee: `arn:aws:iam::${PROD}:role/x`, operations, constrained: false }, []],
  ])('%s', (_, grant, accounts) => {
    expect(evaluateKeyAccess(policy(OWN_ROOT), [grant], OWN)).toEqual({ accounts, uncertainties: [] });
  });
});

function allow(principal: string | string[], actions: string[] = USE): Record<string, unknown> {
  return { Effect: 'Allow', Principal: { AWS: principal }, Action: actions, Resource: '*' };
}

function policy(...statements: Record<string, unknown>[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
