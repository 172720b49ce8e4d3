import type { DryRun, Examiner } from '../aws/examine/index.js';
import { isPortFailure } from '../workflows/errors.js';
import { accountLabel, canActIn, type Account, type Directory } from '../workflows/facts/directory.js';
import type { Needs } from '../workflows/facts/facts.js';
import type { Cloud } from '../workflows/ports.js';
import { NETWORK_FIX, type Check } from './check.js';

export interface AccountParts {
  readonly directory: Directory;
  readonly examiner: Examiner;
  readonly cloud: Pick<Cloud, 'observe'>;
}

/** Tries, in every account and Region of the directory, the role, the reads of every operation, and each call by a dry run. */
export async function checkAccounts(parts: AccountParts): Promise<readonly Check[]> {
  const checks = await Promise.all(parts.directory.map((account) => checkAccount(parts, account)));
  return checks.flat();
}

async function checkAccount(parts: AccountParts, account: Account): Promise<readonly Check[]> {
  const name = accountLabel(parts.directory, account.id);
  if (!canActIn(parts.directory, account.id)) {
    return [{ name, state: 'ok', text: 'has no role_arn: AMIs can be shared with it, and nothing else.' }];
  }
  const [region = ''] = account.regions;
  const identity = await checkIdentity(parts, account, { name, region });
  if (identity.state === 'failed') return [identity];
  const regions = await Promise.all(account.regions.map((each) => checkRegion(parts, account, each)));
  return [identity, ...regions.flat()];
}

async function checkIdentity(
  { examiner }: AccountParts,
  account: Account,
  { name, region }: { readonly name: string; readonly region: string },
): Promise<Check> {
  const role = account.roleArn;
  try {
    const id = await examiner.accountBehind({ account: account.id, region });
    if (id === account.id)
      return { name, state: 'ok', text: role === undefined ? 'the bot’s own credentials.' : `${role} was assumed.` };
    const text = `the credentials for it act in ${id}.`;
    return { name, state: 'failed', text, fix: 'name the account of the bot’s own credentials first in accounts.' };
  } catch (error) {
    const fix = role === undefined ? NO_CREDENTIALS : roleFix(role);
    return { name, state: 'failed', text: wordsOf(error), fix: fixFor(error, fix) };
  }
}

const NO_CREDENTIALS = 'give the process AWS credentials: a role, AWS_PROFILE, or AWS_ACCESS_KEY_ID and its secret.';

function roleFix(role: string): string {
  return `let the bot assume ${role}: its trust policy must name the bot and the external_id, and infra/iam/bot.json the role.`;
}

/** Everything that any operation wants to know. */
const EVERYTHING: Needs = {
  snapshots: true,
  launchPermissions: true,
  volumePermissions: true,
  references: true,
  keys: true,
  publicAccess: true,
  recycleBin: true,
};

async function checkRegion(parts: AccountParts, { id }: Account, region: string): Promise<readonly Check[]> {
  const { directory, examiner, cloud } = parts;
  const place = { account: id, region };
  const name = `${accountLabel(directory, id)} in ${region}`;
  try {
    const sample = await examiner.anImage(place);
    const runs = await examiner.dryRuns(place, sample);
    if (sample === undefined) {
      return [{ name, state: 'untold', text: 'there is no AMI to try the reads on.' }, ...rightChecks(name, runs)];
    }
    const facts = await cloud.observe({ ...place, imageId: sample.imageId }, EVERYTHING);
    return [...readChecks(name, facts), ...rightChecks(name, runs)];
  } catch (error) {
    return [{ name, state: 'failed', text: wordsOf(error), fix: fixFor(error, PERMISSIONS) }];
  }
}

const PERMISSIONS = 'give the role the permissions of infra/iam/account-role.json.';

function readChecks(name: string, facts: unknown): readonly Check[] {
  const unknowns = unknownsIn(facts);
  if (unknowns.length === 0) return [{ name, state: 'ok', text: 'everything about an AMI can be read.' }];
  return unknowns.map(({ reason, permission }) => ({
    name,
    state: 'failed',
    text: `${reason}.`,
    fix: permission === undefined ? PERMISSIONS : `give the role ${permission}.`,
  }));
}

interface Unread {
  readonly reason: string;
  readonly permission?: string;
}

/** Every fact that is unknown, however deep it stands; each reason once. */
function unknownsIn(value: unknown): readonly Unread[] {
  const found = new Map<string, Unread>();
  function visit(each: unknown): void {
    if (typeof each !== 'object' || each === null) return;
    if (isUnread(each)) found.set(each.reason, each);
    else Object.values(each).forEach(visit);
  }
  visit(value);
  return [...found.values()];
}

function isUnread(value: object): value is Unread {
  return 'known' in value && value.known === false && 'reason' in value;
}

function rightChecks(name: string, runs: readonly DryRun[]): readonly Check[] {
  const denied = runs.filter(({ state }) => state === 'denied').map(({ permission }) => permission);
  const untold = runs.filter(({ state }) => state === 'untold').map(({ permission }) => permission);
  const allowed = runs.length - denied.length - untold.length;
  return [
    ...(allowed === 0 ? [] : [{ name, state: 'ok', text: `${allowed} calls would be allowed, by dry run.` } as const]),
    ...(denied.length === 0
      ? []
      : [{ name, state: 'failed', text: `not allowed: ${denied.join(', ')}.`, fix: PERMISSIONS } as const]),
    ...(untold.length === 0
      ? []
      : [
          {
            name,
            state: 'untold',
            text: `a dry run does not tell whether these are allowed: ${untold.join(', ')}.`,
          } as const,
        ]),
  ];
}

function fixFor(error: unknown, fix: string): string {
  return isPortFailure(error) && error.kind === 'throttled' ? NETWORK_FIX : fix;
}

function wordsOf(error: unknown): string {
  if (!isPortFailure(error)) throw error;
  const permission = error.kind === 'denied' && error.permission !== undefined ? ` (${error.permission})` : '';
  return `${error.message}${permission}.`;
}
