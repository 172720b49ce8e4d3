import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { renderTemplates } from '../../infra/render.mjs';
import { workerInput } from '../../src/lambda/events.js';
import { tableDefinition } from '../../src/aws/dynamodb/table.js';
import { textOf } from './sources.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'templates-'));
  renderTemplates(directory);
});
afterAll(() => rm(directory, { recursive: true }));

const statement = z.object({ Sid: z.string().optional(), Action: z.union([z.string(), z.array(z.string())]) });
const policy = z.object({ PolicyDocument: z.object({ Statement: z.array(statement) }) });
/** `!If [condition, policy, no value]` is read as its list. */
const conditional = z.tuple([z.string(), policy, z.literal('AWS::NoValue')]).transform(([, chosen]) => chosen);
const policies = z.array(z.union([policy, conditional]));
const ROLE_DOCUMENTS = ['', '-delete-snapshots', '-import', '-launch'].map((part) => `account-role${part}.json`);
const template = z.object({ Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.unknown() })) });
const role = z.object({ Policies: policies });
const scheduled = z.object({
  Events: z.record(z.string(), z.object({ Properties: z.object({ Input: z.string().optional() }) })),
});
const slackFunction = z.object({ Policies: z.array(z.object({ Statement: z.array(statement) })) });

/** CloudFormation's own tags (`!Ref`, `!Sub`) are read as what they are applied to. */
async function propertiesOf(file: string, resource: string): Promise<unknown> {
  const document = parseDocument(await readFile(join(directory, file), 'utf8'), { logLevel: 'silent' });
  expect(document.errors).toEqual([]);
  return template.parse(document.toJS()).Resources[resource]?.Properties;
}

function documentOf(name: string): unknown {
  return JSON.parse(textOf(`infra/iam/${name}`));
}

describe('the template of the account role', () => {
  test('grants the permissions in the IAM document', async () => {
    const { Policies } = role.parse(await propertiesOf('account-role.yml', 'Role'));

    expect(Policies.map(({ PolicyDocument }) => PolicyDocument.Statement.map(({ Action }) => Action))).toEqual(
      ROLE_DOCUMENTS.map((name) =>
        z
          .object({ Statement: z.array(statement) })
          .parse(documentOf(name))
          .Statement.map(({ Action }) => Action),
      ),
    );
  });

  test('names no partition', async () => {
    const rendered = await readFile(join(directory, 'account-role.yml'), 'utf8');

    expect(rendered).toContain('"Fn::Sub":"arn:${AWS::Partition}:ec2:*::image/*"');
    expect(rendered).not.toMatch(/arn:aws:|\$\{Partition\}/);
  });
});

describe('the template of the Lambda functions', () => {
  test('creates the table that the store expects', async () => {
    const { TableName, ...wanted } = tableDefinition('ami-steward');

    expect(TableName).toBe('ami-steward');
    expect(await propertiesOf('lambda.yml', 'Table')).toMatchObject({
      ...wanted,
      // In whatever order.
      AttributeDefinitions: expect.arrayContaining(wanted.AttributeDefinitions ?? []),
    });
  });

  test('protects the table from deletion and enables point-in-time recovery', async () => {
    expect(await propertiesOf('lambda.yml', 'Table')).toMatchObject({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  test('grants the worker the permissions in the IAM documents', async () => {
    const { Policies } = role.parse(await propertiesOf('lambda.yml', 'WorkerRole'));
    const allowed = new Set(
      Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement.flatMap(({ Action }) => Action)),
    );

    for (const name of ['bot.json', ...ROLE_DOCUMENTS]) {
      const { Statement } = z.object({ Statement: z.array(statement) }).parse(documentOf(name));
      for (const action of Statement.flatMap(({ Action }) => Action)) expect(allowed).toContain(action);
    }
  });

  test('grants the Slack function exactly the permissions it needs', async () => {
    const { Policies } = slackFunction.parse(await propertiesOf('lambda.yml', 'Slack'));

    expect(Policies.flatMap(({ Statement }) => Statement.map(({ Action }) => Action))).toEqual([
      'lambda:InvokeFunction',
      'secretsmanager:GetSecretValue',
      'dynamodb:Query',
    ]);
  });

  test.each(['Worker', 'Digest'])('invokes %s with a valid event', async (name) => {
    const { Events } = scheduled.parse(await propertiesOf('lambda.yml', name));
    const inputs = Object.values(Events).flatMap(({ Properties: { Input } }) => Input ?? []);

    expect(inputs.map((input) => workerInput.safeParse(JSON.parse(input)).success)).toEqual([true]);
  });

  test.each(['Slack', 'Worker', 'Digest'])('refers to an existing handler for %s', async (name) => {
    const { Handler } = z.object({ Handler: z.string() }).parse(await propertiesOf('lambda.yml', name));

    expect(textOf(`src/lambda/${Handler.replace('.handler', '.ts')}`)).toContain('export const handler');
  });
});
