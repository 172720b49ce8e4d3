import { describe, expect, test } from '@jest/globals';
import { ACCOUNT_ROLE_DOCUMENTS, actionsOf, BOT, TABLE_SETUP } from '../iam/documents.js';
import type { PolicyDocument } from '../iam/evaluate.js';
import { impliedBy, IMPLYING_READS } from '../iam/implied.js';
import { sourcesBelow } from './sources.js';

/** The prefix of a service's actions, by the package of its client. */
const SERVICES: Readonly<Record<string, string>> = {
  'client-auto-scaling': 'autoscaling',
  'client-dynamodb': 'dynamodb',
  'client-ec2': 'ec2',
  'client-kms': 'kms',
  'client-lambda': 'lambda',
  'client-secrets-manager': 'secretsmanager',
  'client-ssm': 'ssm',
  'client-sts': 'sts',
  'lib-dynamodb': 'dynamodb',
};

/** The commands of lib-dynamodb are named after what they do to a document. */
const DOCUMENT_COMMANDS: Readonly<Record<string, string>> = {
  Delete: 'DeleteItem',
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
};

/** Some services are called without a client of the SDK: their actions by what stands in the source. */
const BY_HAND: Readonly<Record<string, string>> = {
  '/list-rules': 'rbin:ListRules',
  '/rules/': 'rbin:GetRule',
  "'list-type': '2'": 's3:ListBucket',
  "Action: 'GetRole'": 'iam:GetRole',
};

function actionsAllowed(...documents: readonly PolicyDocument[]): readonly string[] {
  return sorted(
    documents.flatMap(({ Statement }) => Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(actionsOf)),
  );
}

function actionsCalled(): readonly string[] {
  return sorted(
    sourcesBelow('src/aws').flatMap(({ text }) => [
      ...Array.from(text.matchAll(/import (?:type )?{([^}]*)} from '@aws-sdk\/([\w-]+)'/g)).flatMap(
        ([, names = '', source = '']) => commandsIn(names).map((command) => `${SERVICES[source] ?? source}:${command}`),
      ),
      ...Object.entries(BY_HAND).flatMap(([path, action]) => (text.includes(path) ? action : [])),
    ]),
  );
}

function commandsIn(names: string): readonly string[] {
  return Array.from(names.matchAll(/\b(\w+)Command\b/g)).map(([, name = '']) => DOCUMENT_COMMANDS[name] ?? name);
}

function sorted(actions: readonly string[]): readonly string[] {
  return [...new Set(actions)].sort();
}

describe('the IAM documents', () => {
  const called = actionsCalled();

  test('are compared with the calls in the source, which include every kind of client', () => {
    expect(called).toEqual(
      expect.arrayContaining(['ec2:CopyImage', 'sts:AssumeRole', 'rbin:GetRule', 'dynamodb:Query']),
    );
  });

  test('grant the account role exactly the permissions of the calls in the accounts', () => {
    const inAccounts = called.filter((action) => !/^(sts|dynamodb|lambda|secretsmanager):/.test(action));

    const needed = sorted([...inAccounts, ...inAccounts.flatMap(impliedBy)]);

    expect(actionsAllowed(...ACCOUNT_ROLE_DOCUMENTS)).toEqual(needed);
  });

  // Parameters of AssumeRole that take permissions of their own. (IAM User Guide, "Pass session tags in AWS STS",
  // "Monitor and control actions taken with assumed roles")
  const NAMING = ['sts:SetSourceIdentity', 'sts:TagSession'];

  // GetCallerIdentity takes no permission. (AWS STS API Reference)
  test('grant the bot only AssumeRole, request storage and table setup', () => {
    expect(actionsAllowed(BOT, TABLE_SETUP)).toEqual(
      sorted([
        ...called.filter((action) => /^(sts|dynamodb):/.test(action) && action !== 'sts:GetCallerIdentity'),
        ...NAMING,
      ]),
    );
  });

  test('grant permissions that a read implies only if the source still makes that read', () => {
    expect(IMPLYING_READS.filter((action) => !called.includes(action))).toEqual([]);
  });
});
