import { z } from 'zod';
import type { Account, Directory } from '../../src/domain/model/directory.js';
import { textOf } from '../structure/sources.js';
import type { Identity, PolicyDocument, Statement } from './evaluate.js';

const policyDocument = z.object({
  Version: z.literal('2012-10-17'),
  Statement: z.array(
    z.looseObject({
      Sid: z.string(),
      Effect: z.enum(['Allow', 'Deny']),
      Action: z.union([z.string(), z.array(z.string())]),
    }),
  ),
});

/** What the product asks an operator to attach, read as it is in `infra/iam`. */
export const ACCOUNT_ROLE = documentIn('account-role.json');
export const ACCOUNT_ROLE_PARTS = {
  'delete-snapshots': documentIn('account-role-delete-snapshots.json'),
  import: documentIn('account-role-import.json'),
  launch: documentIn('account-role-launch.json'),
} as const;
/** The role with all optional parts. */
export const ACCOUNT_ROLE_DOCUMENTS: readonly PolicyDocument[] = [ACCOUNT_ROLE, ...Object.values(ACCOUNT_ROLE_PARTS)];
export const BOT = documentIn('bot.json');
export const TABLE_SETUP = documentIn('table-setup.json');
export const TRUST = documentIn('account-role-trust.json');

/** The trust policy with the ids filled in, as docs/permissions.md says; without a condition where no external id is asked. */
export function trustOf({ externalId }: Account, bot: string): PolicyDocument {
  const named = TRUST.Statement.map((statement) => ({ ...statement, Principal: { AWS: bot } }));
  return {
    ...TRUST,
    Statement: named.map((statement) =>
      statement.Action === 'sts:AssumeRole'
        ? {
            ...statement,
            Condition: externalId === undefined ? {} : { StringEquals: { 'sts:ExternalId': externalId } },
          }
        : statement,
    ),
  };
}

/** The bot's own identity, with the account's role attached as well, and every role of the directory named. */
export function botIdentity(home: string, arn: string, directory: Directory): Identity {
  const roles = directory.flatMap(({ roleArn }) => roleArn ?? []);
  const named: PolicyDocument = {
    ...BOT,
    Statement: BOT.Statement.map((each) => (each.Sid === 'ActInOtherAccounts' ? { ...each, Resource: roles } : each)),
  };
  return { account: home, arn, documents: [named, ...ACCOUNT_ROLE_DOCUMENTS] };
}

/** Without one statement. */
export function without(document: PolicyDocument, sid: string): PolicyDocument {
  return { ...document, Statement: document.Statement.filter(({ Sid }) => Sid !== sid) };
}

export function actionsOf({ Action }: Statement): readonly string[] {
  return typeof Action === 'string' ? [Action] : Action;
}

function documentIn(file: string): PolicyDocument {
  return policyDocument.parse(JSON.parse(textOf(`infra/iam/${file}`).replaceAll('${Partition}', 'aws')));
}
