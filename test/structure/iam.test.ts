import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { CALLS, type CallName } from '../../src/workflows/plan/calls.js';
import { permissionsFor } from '../../src/workflows/plan/permissions.js';
import { sourcesBelow, textOf } from './sources.js';

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

/** Recycle Bin is called without a client of the SDK: its actions by what stands in the source. */
const RECYCLE_BIN: Readonly<Record<string, string>> = { '/list-rules': 'rbin:ListRules', '/rules/': 'rbin:GetRule' };

/** What an action needs besides itself, with where AWS says so. */
const IMPLIED: Readonly<Record<string, readonly string[]>> = {
  // EC2 User Guide, "Identify your resources referencing specified AMIs"
  'ec2:DescribeImageReferences': [
    'ec2:DescribeInstances',
    'ec2:DescribeLaunchTemplates',
    'ec2:DescribeLaunchTemplateVersions',
    'imagebuilder:GetContainerRecipe',
    'imagebuilder:ListContainerRecipes',
    'imagebuilder:ListImageRecipes',
    'ssm:DescribeParameters',
    'ssm:GetParameters',
  ],
};

/** The same for the calls that plans may hold. */
function neededFor(action: string): readonly string[] {
  const name = action.replace(/^ec2:/, '');
  return isCall(name) ? permissionsFor([name]) : (IMPLIED[action] ?? []);
}

function isCall(name: string): name is CallName {
  return name in CALLS;
}

const document = z.object({
  Version: z.literal('2012-10-17'),
  Statement: z.array(
    z.object({
      Sid: z.string(),
      Effect: z.literal('Allow'),
      Action: z.union([z.string(), z.array(z.string())]),
    }),
  ),
});

function actionsAllowed(...files: readonly string[]): readonly string[] {
  const statements = files.flatMap((file) => document.parse(JSON.parse(textOf(`infra/iam/${file}`))).Statement);
  return sorted(statements.flatMap(({ Action }) => Action));
}

function actionsCalled(): readonly string[] {
  return sorted(
    sourcesBelow('src/aws').flatMap(({ text }) => [
      ...Array.from(text.matchAll(/import (?:type )?{([^}]*)} from '@aws-sdk\/([\w-]+)'/g)).flatMap(
        ([, names = '', source = '']) => commandsIn(names).map((command) => `${SERVICES[source] ?? source}:${command}`),
      ),
      ...Object.entries(RECYCLE_BIN).flatMap(([path, action]) => (text.includes(path) ? action : [])),
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

  test('the calls are found in the source', () => {
    expect(called).toEqual(
      expect.arrayContaining(['ec2:CopyImage', 'sts:AssumeRole', 'rbin:GetRule', 'dynamodb:Query']),
    );
  });

  test('the role of an account allows what is called there and what that needs, and nothing else', () => {
    const inAccounts = called.filter((action) => !/^(sts|dynamodb|lambda|secretsmanager):/.test(action));

    const needed = sorted([...inAccounts, ...inAccounts.flatMap(neededFor)]);

    expect(actionsAllowed('account-role.json')).toEqual(needed);
  });

  // GetCallerIdentity takes no permission. (AWS STS API Reference)
  test('the bot itself may assume roles, keep requests and set up the table, and nothing else', () => {
    expect(actionsAllowed('bot.json', 'table-setup.json')).toEqual(
      called.filter((action) => /^(sts|dynamodb):/.test(action) && action !== 'sts:GetCallerIdentity'),
    );
  });

  test('everything that needs more is still called', () => {
    expect(Object.keys(IMPLIED).filter((action) => !called.includes(action))).toEqual([]);
  });
});
