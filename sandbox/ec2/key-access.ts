import type { Key, KeyStatement } from './entities.js';
import type { Store } from './store.js';

/** The key that an id, ARN, alias or alias ARN names, as seen from an account and Region. */
export function findKey(store: Store, name: string, place: { account: string; region: string }): Key | undefined {
  const arn = /^arn:[^:]+:kms:([^:]+):(\d{12}):(.+)$/.exec(name);
  const [, region = place.region, account = place.account, rest = name] = arn ?? [];
  const wanted = rest.replace(/^key\//, '');
  return store
    .all('keys')
    .find(
      (key) => key.region === region && key.ownerId === account && (key.id === wanted || key.aliases.includes(wanted)),
    );
}

/**
 * The actions on a key that EBS needs to read or write a snapshot for an account. (EBS User Guide, "Share the KMS key
 * …")
 */
const FOR_EBS = ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey'];

export function canUseForEbs(store: Store, key: Key, account: string): boolean {
  return key.enabled && FOR_EBS.every((action) => canUse(store, key, account, action));
}

/**
 * Whether a key's policy or grants let an account use it. In the key's own account everyone may, since the simulated
 * accounts have no policies of their own.
 */
export function canUse(store: Store, key: Key, account: string, action: string): boolean {
  if (key.ownerId === account) return true;
  const matching = key.policy.filter((statement) => statementApplies(store, statement, account, action));
  if (matching.some(({ Effect }) => Effect === 'Deny')) return false;
  return matching.length > 0 || key.grants.some((grant) => isGrantedTo(grant, account, action));
}

function isGrantedTo(grant: Key['grants'][number], account: string, action: string): boolean {
  return grant.granteePrincipal.includes(`:${account}:`) && grant.operations.includes(action.replace('kms:', ''));
}

function statementApplies(store: Store, statement: KeyStatement, account: string, action: string): boolean {
  return (
    includesPrincipal(statement.Principal, account) &&
    [statement.Action].flat().some((pattern) => matchesAction(pattern, action)) &&
    Object.values(statement.Condition ?? {}).every((keys) =>
      Object.entries(keys).every(([key, values]) => conditionHolds(store, key, [values].flat(), account)),
    )
  );
}

function includesPrincipal(principal: KeyStatement['Principal'], account: string): boolean {
  if (principal === '*') return true;
  return [principal.AWS]
    .flat()
    .some((name) => name === '*' || name === account || name === `arn:aws:iam::${account}:root`);
}

function matchesAction(pattern: string, action: string): boolean {
  return pattern.endsWith('*') ? action.startsWith(pattern.slice(0, -1)) : pattern === action;
}

/** EC2 calls through a grant of its own, so that conditions on the key's use are met. */
function conditionHolds(store: Store, key: string, values: readonly string[], account: string): boolean {
  if (key === 'kms:CallerAccount') return values.includes(account);
  if (key === 'kms:GrantIsForAWSResource' || key === 'kms:ViaService') return true;
  if (key !== 'aws:PrincipalOrgID') return false;
  return store
    .all('organizations')
    .some(({ id, accounts }) => accounts.includes(account) && values.includes(id.split('/')[1] ?? ''));
}
