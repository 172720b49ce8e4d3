import { describe, expect, test } from '@jest/globals';
import { authorizationsOf, type Authorization } from '../iam/authorizations.js';
import {
  ACCOUNT_ROLE,
  ACCOUNT_ROLE_DOCUMENTS,
  ACCOUNT_ROLE_PARTS,
  actionsOf,
  BOT,
  TABLE_SETUP,
  TRUST,
  without,
} from '../iam/documents.js';
import { isAllowed, type Identity, type PolicyDocument } from '../iam/evaluate.js';

const ACCOUNT = '111122223333';
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/ami-steward-bot/ami-steward`;
const ROLE = 'arn:aws:iam::444455556666:role/ami-steward';

function identity(...documents: readonly PolicyDocument[]): Identity {
  return { account: ACCOUNT, arn: SESSION, documents };
}

/** Only a role has a say of its own in who may have it. */
function trustIn({ action }: Authorization): unknown {
  return action.startsWith('sts:') ? TRUST : undefined;
}

function asked(action: string, params: unknown = {}): Promise<readonly Authorization[]> {
  return authorizationsOf({ action, account: ACCOUNT, region: 'us-east-1', params });
}

/** What each document is for: the calls that it allows, with everything that AWS asks besides. */
const DOCUMENTS = [
  { name: 'account-role.json', document: ACCOUNT_ROLE, others: [], params: {} },
  ...Object.entries(ACCOUNT_ROLE_PARTS).map(([part, document]) => ({
    name: `account-role-${part}.json`,
    document,
    others: [ACCOUNT_ROLE],
    params: { InstanceType: 't3.micro', MetadataOptions: { HttpTokens: 'required' } },
  })),
  {
    name: 'bot.json',
    document: BOT,
    others: [],
    params: {
      TableArn: `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/ami-steward`,
      RoleArn: ROLE,
      ExternalId: 'ami-steward-prod',
    },
  },
  {
    name: 'table-setup.json',
    document: TABLE_SETUP,
    others: [],
    params: { TableArn: `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/ami-steward` },
  },
] as const;

/** What is implied by a call, and asked in its context alone. */
const ONLY_IMPLIED = /^(ec2:CreateTags|kms:(CreateGrant|Decrypt|GenerateDataKey.*|ReEncrypt.*))$/;
const TAGGED_ONLY = /^ec2:(StopInstances|TerminateInstances|CancelImportTask)$/;

describe.each(DOCUMENTS)('$name, as IAM evaluates it', ({ document, others, params }) => {
  const allows = document.Statement.filter(({ Effect }) => Effect === 'Allow');
  const rows = allows
    .flatMap((statement) => actionsOf(statement).map((action) => ({ action, sid: statement.Sid })))
    .filter(({ action }) => !ONLY_IMPLIED.test(action) && !TAGGED_ONLY.test(action));

  test.each(rows)('$action is allowed with $sid and denied without it', async ({ action, sid }) => {
    const questions = await asked(action, params);
    for (const question of questions) {
      expect({
        ...question,
        allowed: await isAllowed(identity(document, ...others), question, trustIn(question)),
      }).toEqual({
        ...question,
        allowed: true,
      });
    }
    const own = questions.filter((question) => question.action === action);
    for (const question of own)
      expect(await isAllowed(identity(without(document, sid), ...others), question)).toBe(false);
    expect(own).not.toEqual([]);
  });
});

const BY_A_REQUEST = { 'aws:RequestTag/ami-steward:request': 'AR-7F3K2M', 'aws:RequestTag/Name': 'web-1' };

describe('the account role', () => {
  const image = 'arn:aws:ec2:us-east-1::image/ami-1234567890abcdef0';
  const instance = `arn:aws:ec2:us-east-1:${ACCOUNT}:instance/i-1234567890abcdef0`;
  const key = `arn:aws:kms:us-east-1:${ACCOUNT}:key/0a1b2c3d`;
  const task = `arn:aws:ec2:us-east-1:${ACCOUNT}:import-image-task/import-ami-1234567890abcdef0`;
  const vmimport = `arn:aws:iam::${ACCOUNT}:role/vmimport`;
  const snapshot = 'arn:aws:ec2:us-east-1::snapshot/snap-1234567890abcdef0';
  const ofARequest = { 'aws:ResourceTag/ami-steward:request': 'AR-7F3K2M' };

  test.each<readonly [string, Authorization, boolean]>([
    [
      'allows terminating an instance that a request launched',
      { action: 'ec2:TerminateInstances', resource: instance, context: ofARequest },
      true,
    ],
    [
      'denies terminating any other instance',
      { action: 'ec2:TerminateInstances', resource: instance, context: {} },
      false,
    ],
    [
      'allows stopping an instance that a request launched',
      { action: 'ec2:StopInstances', resource: instance, context: ofARequest },
      true,
    ],
    [
      'denies stopping any other instance',
      { action: 'ec2:StopInstances', resource: instance, context: { 'aws:ResourceTag/ami-steward:request': 'mine' } },
      false,
    ],
    [
      'allows tagging a resource on creation',
      { action: 'ec2:CreateTags', resource: image, context: { 'ec2:CreateAction': 'CopyImage' } },
      true,
    ],
    ['denies tagging an existing resource', { action: 'ec2:CreateTags', resource: image, context: {} }, false],
    [
      'allows naming an imported AMI together with the request tag',
      {
        action: 'ec2:CreateTags',
        resource: image,
        context: { ...BY_A_REQUEST, 'aws:TagKeys': ['Name', 'ami-steward:request', 'ami-steward:step'] },
      },
      true,
    ],
    [
      'denies other tags together with the request tag',
      {
        action: 'ec2:CreateTags',
        resource: image,
        context: { ...BY_A_REQUEST, 'aws:TagKeys': ['Name', 'ami-steward:request', 'Team'] },
      },
      false,
    ],
    [
      'allows cancelling an import of a request',
      { action: 'ec2:CancelImportTask', resource: task, context: ofARequest },
      true,
    ],
    ['denies cancelling any other import', { action: 'ec2:CancelImportTask', resource: task, context: {} }, false],
    [
      'allows passing the role vmimport to VM Import/Export',
      { action: 'iam:PassRole', resource: vmimport, context: { 'iam:PassedToService': 'vmie.amazonaws.com' } },
      true,
    ],
    [
      'denies passing the role vmimport to another service',
      { action: 'iam:PassRole', resource: vmimport, context: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
      false,
    ],
    ['denies reading another role', { action: 'iam:GetRole', resource: `${vmimport}-2`, context: {} }, false],
    [
      'denies reading the content of an S3 object',
      { action: 's3:GetObject', resource: 'arn:aws:s3:::vm-images/x', context: {} },
      false,
    ],
    [
      'allows decrypting through EC2',
      { action: 'kms:Decrypt', resource: key, context: { 'kms:ViaService': 'ec2.us-east-1.amazonaws.com' } },
      true,
    ],
    ['denies decrypting directly', { action: 'kms:Decrypt', resource: key, context: {} }, false],
    [
      'allows granting EBS the use of a key',
      { action: 'kms:CreateGrant', resource: key, context: { 'kms:GrantIsForAWSResource': 'true' } },
      true,
    ],
    [
      'denies granting others the use of a key',
      { action: 'kms:CreateGrant', resource: key, context: { 'kms:GrantIsForAWSResource': 'false' } },
      false,
    ],
    [
      'denies letting everyone use a snapshot',
      { action: 'ec2:ModifySnapshotAttribute', resource: snapshot, context: { 'ec2:Add/group': 'all' } },
      false,
    ],
    [
      'denies deleting a snapshot of AWS Backup',
      {
        action: 'ec2:DeleteSnapshot',
        resource: snapshot,
        context: { 'aws:ResourceTag/aws:backup:source-resource': 'arn:aws:ec2:us-east-1:111122223333:volume/vol-1' },
      },
      false,
    ],
    ...['ec2:DeregisterImage', 'ec2:DisableImage'].map((action): readonly [string, Authorization, boolean] => [
      `denies ${action} for an AMI with the tag ami-steward:keep`,
      { action, resource: image, context: { 'aws:ResourceTag/ami-steward:keep': '' } },
      false,
    ]),
    [
      'denies launching an instance with a profile',
      {
        action: 'ec2:RunInstances',
        resource: instance,
        context: {
          'ec2:MetadataHttpTokens': 'required',
          'ec2:InstanceProfile': `arn:aws:iam::${ACCOUNT}:instance-profile/admin`,
        },
      },
      false,
    ],
    [
      'denies launching an instance that serves metadata without a token',
      { action: 'ec2:RunInstances', resource: instance, context: { 'ec2:MetadataHttpTokens': 'optional' } },
      false,
    ],
    [
      'denies deleting a volume',
      { action: 'ec2:DeleteVolume', resource: `arn:aws:ec2:us-east-1:${ACCOUNT}:volume/vol-1`, context: {} },
      false,
    ],
    [
      'denies disabling block public access for the account',
      { action: 'ec2:DisableImageBlockPublicAccess', resource: '*', context: {} },
      false,
    ],
    [
      'denies assuming a role',
      { action: 'sts:AssumeRole', resource: `arn:aws:iam::${ACCOUNT}:role/other`, context: {} },
      false,
    ],
    [
      'denies access to the request table',
      { action: 'dynamodb:GetItem', resource: `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/ami-steward`, context: {} },
      false,
    ],
  ])('%s', async (_, question, allowed) => {
    expect(await isAllowed(identity(...ACCOUNT_ROLE_DOCUMENTS), question)).toBe(allowed);
  });
});

describe('the trust policy of the account role', () => {
  test.each([
    ['the configured external ID', { 'sts:ExternalId': 'ami-steward-prod' }, SESSION, true],
    ['another external ID', { 'sts:ExternalId': 'another-external-id' }, SESSION, false],
    ['no external ID', {}, SESSION, false],
    [
      'another role in the account of the bot',
      { 'sts:ExternalId': 'ami-steward-prod' },
      `arn:aws:sts::${ACCOUNT}:assumed-role/other/x`,
      false,
    ],
  ])('is evaluated for %s', async (_, context, arn, allowed) => {
    const caller = { ...identity(BOT), arn };

    expect(await isAllowed(caller, { action: 'sts:AssumeRole', resource: ROLE, context }, TRUST)).toBe(allowed);
  });

  const named = { 'aws:RequestTag/ami-steward:request': 'AR-7F3K2M' };
  const tagKeys = ['ami-steward:request', 'ami-steward:requester'];

  test.each<readonly [string, Omit<Authorization, 'resource'>, boolean]>([
    [
      'allows tags that name a request and its requester',
      { action: 'sts:TagSession', context: { ...named, 'aws:TagKeys': tagKeys } },
      true,
    ],
    [
      'denies other tags',
      { action: 'sts:TagSession', context: { ...named, 'aws:TagKeys': [...tagKeys, 'Team'] } },
      false,
    ],
    [
      'denies a tag that names something other than a request',
      { action: 'sts:TagSession', context: { 'aws:RequestTag/ami-steward:request': 'x', 'aws:TagKeys': tagKeys } },
      false,
    ],
    [
      'allows a source identity that names a request',
      { action: 'sts:SetSourceIdentity', context: { 'sts:SourceIdentity': 'AR-7F3K2M' } },
      true,
    ],
    [
      'denies any other source identity',
      { action: 'sts:SetSourceIdentity', context: { 'sts:SourceIdentity': 'root' } },
      false,
    ],
  ])('%s', async (_, question, allowed) => {
    expect(await isAllowed(identity(BOT), { ...question, resource: ROLE }, TRUST)).toBe(allowed);
  });
});

describe('the identity of the bot', () => {
  const table = `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/ami-steward`;

  test.each<readonly [string, readonly string[] | undefined, boolean]>([
    ['allows deleting a part of the last scan', ['last-scan#2026-12-01T09:00:00.000Z#0'], true],
    ['denies deleting a request', ['AR-7F3K2M'], false],
    ['denies deleting a request together with a part of the last scan', ['last-scan#1', 'AR-7F3K2M'], false],
    ['denies deleting an item without a key', undefined, false],
  ])('%s', async (_, keys, allowed) => {
    const context = keys === undefined ? {} : { 'dynamodb:LeadingKeys': keys };

    expect(await isAllowed(identity(BOT), { action: 'dynamodb:DeleteItem', resource: table, context })).toBe(allowed);
  });
});
