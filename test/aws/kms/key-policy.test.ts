import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluateKeyAccess } from '../../../src/aws/kms/key-policy.js';

const OWN = '999988887777';
const PROD = '111122223333';
const DEV = '444455556666';

/** As the EBS User Guide gives it for sharing an encrypted snapshot. */
const USE = ['kms:DescribeKey', 'kms:CreateGrant', 'kms:GenerateDataKey*', 'kms:ReEncrypt*', 'kms:Decrypt'];
const OWN_ROOT = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${OWN}:root` }, Action: 'kms:*', Resource: '*' };

describe('whole accounts that a policy lets use the key', () => {
  test.each([
    ['nobody but the own account', [], []],
    ['an account by its root', [allow(`arn:aws:iam::${PROD}:root`)], [PROD]],
    ['an account by its digits', [allow(PROD)], [PROD]],
    ['several accounts', [allow([`arn:aws:iam::${PROD}:root`, `arn:aws:iam::${DEV}:root`])], [PROD, DEV]],
    ['everybody', [allow('*')], ['*']],
    ['everybody, by the short principal', [{ ...allow(''), Principal: '*' }], ['*']],
    ['an account by two statements', [allow(PROD, USE.slice(0, 2)), allow(PROD, USE.slice(2))], [PROD]],
    ['nobody, when a needed action is missing', [allow(PROD, USE.slice(1))], []],
    ['nobody, when only other actions are allowed', [allow(PROD, ['kms:Sign'])], []],
    ['an account, in whatever case actions are written', [allow(PROD, ['KMS:*'])], [PROD]],
    [
      'an account, when grants are only for AWS resources',
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
      'an account, when the key is only used through EC2',
      [{ ...allow(PROD), Condition: { StringEquals: { 'kms:ViaService': 'ec2.us-east-1.amazonaws.com' } } }],
      [PROD],
    ],
    [
      'the accounts that a condition on the caller names',
      [{ ...allow('*'), Condition: { StringEquals: { 'kms:CallerAccount': [PROD, DEV] } } }],
      [PROD, DEV],
    ],
    ['nobody, when only a service is named', [{ ...allow(''), Principal: { Service: 'ec2.amazonaws.com' } }], []],
  ])('%s', (_, statements, accounts) => {
    expect(evaluateKeyAccess(policy(OWN_ROOT, ...statements), [], OWN)).toEqual({ accounts, uncertainties: [] });
  });
});

describe('what cannot be decided from a policy is a doubt', () => {
  test.each([
    ['roles', [allow(`arn:aws:iam::${PROD}:role/builder`)], /only some roles or users of 111122223333/],
    [
      'a condition on the organization',
      [{ ...allow('*'), Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }],
      /condition \(aws:PrincipalOrgID\)/,
    ],
    [
      'a use through another service',
      [{ ...allow(PROD), Condition: { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } } }],
      /condition \(kms:ViaService\)/,
    ],
    ['a denial', [allow(PROD), { ...allow('*'), Effect: 'Deny' }], /denies/],
    [
      'a denial by everything else',
      [allow(PROD), { Effect: 'Deny', NotPrincipal: { AWS: OWN }, Action: '*' }],
      /NotPrincipal/,
    ],
  ])('%s', (_, statements, doubt) => {
    expect(evaluateKeyAccess(policy(OWN_ROOT, ...statements), [], OWN).uncertainties).toEqual([
      expect.stringMatching(doubt),
    ]);
  });

  test('but single roles do not matter where their whole account is allowed', () => {
    const statements = [allow(PROD), allow(`arn:aws:iam::${PROD}:role/builder`)];

    expect(evaluateKeyAccess(policy(...statements), [], OWN)).toEqual({ accounts: [PROD], uncertainties: [] });
  });

  test('nor do statements about the own account only', () => {
    const own = { ...OWN_ROOT, Condition: { StringEquals: { 'aws:PrincipalTag/team': 'x' } } };

    expect(evaluateKeyAccess(policy(own), [], OWN)).toEqual({ accounts: [], uncertainties: [] });
  });

  test('a policy that is not JSON, or no policy, allows nobody and says so', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { accounts, uncertainties } = evaluateKeyAccess(text, [], OWN);

        expect(accounts).toEqual([]);
        expect(uncertainties).toHaveLength(1);
      }),
    );
  });
});

describe('grants', () => {
  const operations = ['DescribeKey', 'CreateGrant', 'Decrypt', 'GenerateDataKeyWithoutPlaintext', 'ReEncryptFrom'];
  const root = `arn:aws:iam::${PROD}:root`;

  test.each([
    ['to a whole account let it use the key', { grantee: root, operations, constrained: false }, [PROD]],
    ['of fewer operations do not', { grantee: root, operations: ['Decrypt'], constrained: false }, []],
    ['under an encryption context do not', { grantee: root, operations, constrained: true }, []],
    ['to a role do not', { grantee: `arn:aws:iam::${PROD}:role/x`, operations, constrained: false }, []],
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
