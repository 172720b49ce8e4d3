import type { PermissionProbe } from '../aws/probe/permission-probe.js';
import { isPortFailure } from '../workflows/ports/errors.js';
import { accountLabel, canAccessAccount, type Account, type Directory } from '../domain/model/directory.js';
import type { ObservationRequest } from '../domain/model/facts.js';
import type { ResourceObserver } from '../workflows/ports/resource-observer.js';
import { NETWORK_FIX, type CheckResult } from './check.js';
import { permissionChecks, PERMISSIONS_FIX } from './permissions.js';

export interface AccountCheckDependencies {
  readonly directory: Directory;
  readonly probe: PermissionProbe;
  readonly observer: Pick<ResourceObserver, 'observeImage'>;
  /** Whether the sessions of changes carry tags and a source identity. */
  readonly sessionTags: boolean;
}

/** Tries, in every account and Region of the directory, the role, the reads of every operation, and each call by a dry run. */
export async function checkAccounts(dependencies: AccountCheckDependencies): Promise<readonly CheckResult[]> {
  const checks = await Promise.all(dependencies.directory.map((account) => checkAccount(dependencies, account)));
  return checks.flat();
}

async function checkAccount(dependencies: AccountCheckDependencies, account: Account): Promise<readonly CheckResult[]> {
  const name = accountLabel(dependencies.directory, account.id);
  if (!canAccessAccount(dependencies.directory, account.id)) {
    return [{ name, state: 'ok', text: 'has no role_arn: AMIs can be shared with it, and nothing else.' }];
  }
  const [region = ''] = account.regions;
  const identity = await checkIdentity(dependencies, account, { name, region });
  const external = account.roleArn !== undefined && account.externalId === undefined ? [withoutExternalId(name)] : [];
  if (identity.state === 'failed') return [...external, identity];
  const session = await checkChangeSession(dependencies, account, { name, region });
  const regions = await Promise.all(account.regions.map((each) => checkRegion(dependencies, account, each)));
  return [...external, identity, ...session, ...regions.flat()];
}

async function checkIdentity(
  { probe: permissionProbe }: AccountCheckDependencies,
  account: Account,
  { name, region }: { readonly name: string; readonly region: string },
): Promise<CheckResult> {
  const role = account.roleArn;
  try {
    const id = await permissionProbe.callerAccount({ account: account.id, region });
    if (id === account.id)
      return { name, state: 'ok', text: role === undefined ? 'the bot’s own credentials.' : `${role} was assumed.` };
    const text = `the credentials for it act in ${id}.`;
    return { name, state: 'failed', text, fix: 'name the account of the bot’s own credentials first in accounts.' };
  } catch (error) {
    const fix = role === undefined ? NO_CREDENTIALS : roleFix(role);
    return { name, state: 'failed', text: failureText(error), fix: fixFor(error, fix) };
  }
}

const NO_CREDENTIALS = 'give the process AWS credentials: a role, AWS_PROFILE, or AWS_ACCESS_KEY_ID and its secret.';

function roleFix(role: string): string {
  return `let the bot assume ${role}: its trust policy must name the bot and the external_id, and infra/iam/bot.json the role.`;
}

/** Whether changes are limited by IAM, and whether the session that limits them can be opened. */
async function checkChangeSession(
  { probe: permissionProbe, sessionTags }: AccountCheckDependencies,
  { id, roleArn }: Account,
  { name, region }: { readonly name: string; readonly region: string },
): Promise<readonly CheckResult[]> {
  if (roleArn === undefined) {
    const text = 'has no role_arn: IAM does not limit changes to the plan of the request.';
    return [{ name, state: 'warning', text, fix: 'create a role for it, and name it as role_arn.' }];
  }
  try {
    await permissionProbe.openChangeSession({ account: id, region });
    const text = `changes are limited to the plan of the request${sessionTags ? ', in tagged sessions' : ''}.`;
    return [{ name, state: 'ok', text }];
  } catch (error) {
    const fix = sessionTags ? TAGGING : roleFix(roleArn);
    return [{ name, state: 'failed', text: failureText(error), fix: fixFor(error, fix) }];
  }
}

function withoutExternalId(name: string): CheckResult {
  const fix =
    'choose one, and set it in accounts and in the trust policy of the role (infra/iam/account-role-trust.json).';
  return { name, state: 'failed', text: 'has a role_arn without an external_id.', fix };
}

const TAGGING =
  'allow sts:TagSession and sts:SetSourceIdentity in the trust policy of the role and in infra/iam/bot.json, or set session_tags to false.';

/** Everything that any operation observes. */
const ALL_FACTS: ObservationRequest = {
  snapshots: true,
  launchPermissions: true,
  volumePermissions: true,
  references: true,
  keys: true,
  publicAccess: true,
  recycleBin: true,
};

async function checkRegion(
  dependencies: AccountCheckDependencies,
  { id }: Account,
  region: string,
): Promise<readonly CheckResult[]> {
  const { directory, probe: permissionProbe, observer } = dependencies;
  const place = { account: id, region };
  const name = `${accountLabel(directory, id)} in ${region}`;
  try {
    const sample = await permissionProbe.findSampleImage(place);
    const runs = await permissionProbe.runDryRuns(place, sample);
    if (sample === undefined) {
      return [
        { name, state: 'unknown', text: 'there is no AMI to test the reads with.' },
        ...permissionChecks(name, runs),
      ];
    }
    const facts = await observer.observeImage({ ...place, imageId: sample.imageId }, ALL_FACTS);
    return [...readabilityChecks(name, facts), ...permissionChecks(name, runs)];
  } catch (error) {
    return [{ name, state: 'failed', text: failureText(error), fix: fixFor(error, PERMISSIONS_FIX) }];
  }
}

function readabilityChecks(name: string, facts: unknown): readonly CheckResult[] {
  const unknowns = findUnknowns(facts);
  if (unknowns.length === 0) return [{ name, state: 'ok', text: 'everything about an AMI can be read.' }];
  return unknowns.map(({ reason, permission }) => ({
    name,
    state: 'failed',
    text: `${reason}.`,
    fix: permission === undefined ? PERMISSIONS_FIX : `give the role ${permission}.`,
  }));
}

interface UnreadFact {
  readonly reason: string;
  readonly permission?: string;
}

/** Every unknown fact, at any depth. Each reason once. */
function findUnknowns(value: unknown): readonly UnreadFact[] {
  const found = new Map<string, UnreadFact>();
  function collect(each: unknown): void {
    if (typeof each !== 'object' || each === null) return;
    if (isUnreadFact(each)) found.set(each.reason, each);
    else Object.values(each).forEach(collect);
  }
  collect(value);
  return [...found.values()];
}

function isUnreadFact(value: object): value is UnreadFact {
  return 'known' in value && value.known === false && 'reason' in value;
}

function fixFor(error: unknown, fix: string): string {
  return isPortFailure(error) && error.kind === 'throttled' ? NETWORK_FIX : fix;
}

function failureText(error: unknown): string {
  if (!isPortFailure(error)) throw error;
  const permission = error.kind === 'access-denied' && error.permission !== undefined ? ` (${error.permission})` : '';
  return `${error.message}${permission}.`;
}
