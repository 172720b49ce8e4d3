import { describe, expect, test } from '@jest/globals';
import { account, file, problems } from './settings-setup.js';

function testProblems(rows: readonly (readonly [text: string, problem: string])[]): void {
  test.each(rows)('reports only the problem in %j', (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });
}

describe('a configuration file with a mistake at the top level', () => {
  testProblems([
    ['', 'the file: found nothing, expected a mapping with accounts and approvals'],
    ['- a', 'the file: found a list of 1, expected a mapping with accounts and approvals'],
    ['hello', 'the file: found "hello", expected a mapping with accounts and approvals'],
    [
      'a: [',
      'line 1, column 5: not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    ['a: 1\na: 2', 'line 2, column 1: not YAML: Map keys must be unique'],
    ['a: *b', 'the file: not YAML: Unresolved alias (the anchor must be set before the alias): b'],
    ['a: !secret b', 'line 1, column 4: not YAML: Unresolved tag: !secret'],
    [
      file({ home: 'home_regoin: us-east-1' }),
      'home_regoin: unknown key. Did you mean home_region? Known here: home_region, accounts, approvals, digest, session_tags',
    ],
    [
      file({ rest: 'database: dynamo' }),
      'database: unknown key. Known here: home_region, accounts, approvals, digest, session_tags',
    ],
    [file({ home: 'home_region: us-east' }), 'home_region: found "us-east", expected a Region such as us-east-1'],
  ]);
});

describe('a configuration file with a mistake in the accounts', () => {
  testProblems([
    [file({ accounts: '  []' }), 'accounts: found a list of 0, expected a list of accounts'],
    [file({ accounts: '  prod' }), 'accounts: found "prod", expected a list of accounts'],
    [account('prod'), 'accounts[0]: found "prod", expected an account: a mapping with id and name'],
    [account('{ name: prod }'), 'accounts[0].id: found nothing, expected an account id: 12 digits in quotes'],
    [
      account('{ id: 111122223333, name: prod }'),
      'accounts[0].id: found the number 111122223333, expected an account id: 12 digits in quotes. ' +
        'YAML has read it as a number: write "111122223333"',
    ],
    [
      account('{ id: 001122223333, name: prod }'),
      'accounts[0].id: found the number 1122223333, expected an account id: 12 digits in quotes. ' +
        'YAML has read it as a number, and has dropped the zeros it began with: write "001122223333"',
    ],
    [
      account('{ id: "1111-2222-3333", name: prod }'),
      'accounts[0].id: found "1111-2222-3333", expected an account id: 12 digits in quotes. ' +
        'Leave the hyphens out: "111122223333"',
    ],
    [
      account('{ id: "11112222333", name: prod }'),
      'accounts[0].id: found "11112222333", expected an account id: 12 digits in quotes',
    ],
    [
      account('{ id: "111122223333" }'),
      'accounts[0].name: found nothing, expected a name of letters, digits, ".", "_" and "-"',
    ],
    [
      account('{ id: "111122223333", name: "my prod" }'),
      'accounts[0].name: found "my prod", expected a name of letters, digits, ".", "_" and "-"',
    ],
    [
      account('{ id: "111122223333", name: Public }'),
      'accounts[0].name: found "Public", expected a name that is not public, unknown, all, self or a number',
    ],
    [
      account('{ id: "111122223333", name: "1234" }'),
      'accounts[0].name: found "1234", expected a name that is not public, unknown, all, self or a number',
    ],
    [
      account('{ id: "111122223333", name: prod, regions: [] }'),
      'accounts[0].regions: found a list of 0, expected a list of Regions such as [us-east-1]',
    ],
    [
      account('{ id: "111122223333", name: prod, regions: us-east-1 }'),
      'accounts[0].regions: found "us-east-1", expected a list of Regions such as [us-east-1]',
    ],
    [
      account('{ id: "111122223333", name: prod, regions: [us-east-1, Frankfurt] }'),
      'accounts[0].regions[1]: found "Frankfurt", expected a Region such as us-east-1',
    ],
    [
      account('{ id: "111122223333", name: prod, role_arn: ami-steward }'),
      'accounts[0].role_arn: found "ami-steward", expected the ARN of a role, such as arn:aws:iam::444455556666:role/ami-steward',
    ],
    [
      account('{ id: "111122223333", name: prod, role_arn: "arn:aws:iam::444455556666:role/ami-steward" }'),
      'accounts[0].role_arn: found "arn:aws:iam::444455556666:role/ami-steward", expected a role of account 111122223333',
    ],
    [
      account('{ id: "111122223333", name: prod, role_arn: "arn:aws:iam::111122223333:role/x", external_id: a b }'),
      'accounts[0].external_id: found "a b", expected an external id: 2 to 1,224 letters, digits and any of +=,.@:/-',
    ],
    [
      account('{ id: "111122223333", name: prod, external_id: team }'),
      'accounts[0].external_id: found "team", expected a role_arn beside it: an external id is sent when a role is assumed',
    ],
    [
      account('{ id: "111122223333", name: prod, role: x }'),
      'accounts[0].role: unknown key. Known here: id, name, regions, role_arn, external_id',
    ],
    [
      file({ accounts: '  - { id: "111122223333", name: a }\n  - { id: "111122223333", name: b }' }),
      'accounts[1].id: found "111122223333", expected another id than that of accounts[0]',
    ],
    [
      file({ accounts: '  - { id: "111122223333", name: prod }\n  - { id: "444455556666", name: PROD }' }),
      'accounts[1].name: found "PROD", expected another name than that of accounts[0]',
    ],
  ]);
});
