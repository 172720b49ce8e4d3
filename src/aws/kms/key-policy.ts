import { z } from 'zod';

/** What a key's policy and grants say about accounts other than the key's own. */
export interface KeyAccess {
  /** Accounts that may use the key for EBS; `*` is every account. */
  readonly accounts: readonly string[];
  /** What speaks for or against others but cannot be decided here: sentence fragments for people. */
  readonly doubts: readonly string[];
}

export interface KeyGrant {
  readonly grantee: string;
  /** As KMS names them in grants: `Decrypt`. */
  readonly operations: readonly string[];
  /** Whether the grant holds only under an encryption context. */
  readonly constrained: boolean;
}

/** What an account needs to launch or copy what the key encrypts. (EBS User Guide, "Share the KMS key used to encrypt a shared Amazon EBS snapshot") */
const NEEDED = [
  'kms:DescribeKey',
  'kms:CreateGrant',
  'kms:Decrypt',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
] as const;

/**
 * Reads who may use a key from its policy and grants. Only what is plain counts as allowed: a whole account, without a
 * condition that could matter. Roles and users, `NotPrincipal`, denials and other conditions are doubts.
 */
export function readKeyAccess(policy: string, grants: readonly KeyGrant[], keyAccount: string): KeyAccess {
  const document = policySchema.safeParse(parseJson(policy));
  if (!document.success) return { accounts: [], doubts: ["the key's policy could not be read"] };
  const findings = document.data.Statement.flatMap((statement) => weigh(statement, keyAccount));
  const allowed = [...findings.flatMap((finding) => finding.allows ?? []), ...grants.flatMap(allowedByGrant)];
  const accounts = [...new Set(allowed.map(({ account }) => account))].filter((account) => {
    const actions = allowed.filter((allowance) => allowance.account === account || allowance.account === '*');
    return account !== keyAccount && NEEDED.every((action) => actions.some((allowance) => allowance.action === action));
  });
  const doubts = findings
    .flatMap(({ doubt }) => doubt ?? [])
    .filter(({ account }) => !accounts.includes(account ?? ''));
  return { accounts, doubts: [...new Set(doubts.map(({ text }) => text))] };
}

interface Allowance {
  readonly account: string;
  readonly action: (typeof NEEDED)[number];
}

interface Finding {
  readonly allows?: readonly Allowance[];
  /** Settled when the account turns out to be allowed anyway. */
  readonly doubt?: { readonly account?: string; readonly text: string };
}

const oneOrMany = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : [value]));

type Statement = z.infer<typeof statementSchema>;
const statementSchema = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.union([z.literal('*'), z.record(z.string(), oneOrMany)]).optional(),
  Action: oneOrMany.optional(),
  Condition: z.record(z.string(), z.record(z.string(), oneOrMany)).default({}),
});

const policySchema = z.object({
  Statement: z.union([z.array(statementSchema), statementSchema.transform((statement) => [statement])]),
});

function weigh(statement: Statement, keyAccount: string): readonly Finding[] {
  const actions = NEEDED.filter((action) => covers(statement, action));
  if (actions.length === 0) return [];
  if (statement.Principal === undefined) {
    return [{ doubt: { text: "the key's policy names whom it is not for (NotPrincipal)" } }];
  }
  const others = principalsOf(statement.Principal).filter((principal) => accountOf(principal) !== keyAccount);
  if (others.length === 0) return [];
  if (statement.Effect === 'Deny') return [{ doubt: { text: "the key's policy denies its use in some cases" } }];
  const limit = limitOf(statement.Condition);
  if (limit.kind === 'unclear') {
    return [{ doubt: { text: `the key's policy allows its use under a condition (${limit.keys.join(', ')})` } }];
  }
  return others.flatMap((principal) => allowances(principal, limit.accounts, actions));
}

function allowances(
  principal: string,
  limit: readonly string[] | undefined,
  actions: readonly Allowance['action'][],
): readonly Finding[] {
  const account = accountOf(principal);
  if (account === undefined) return [{ doubt: { text: "the key's policy names somebody who is not an account" } }];
  if (!isWhole(principal)) {
    return [{ doubt: { account, text: `the key's policy lets only some roles or users of ${account} use it` } }];
  }
  const accounts = limit === undefined ? [account] : limit.filter((id) => account === '*' || id === account);
  return [{ allows: accounts.flatMap((id) => actions.map((action) => ({ account: id, action }))) }];
}

/** Services do not launch AMIs; of the rest only what AWS calls AWS principals are accounts or in one. */
function principalsOf(principal: NonNullable<Statement['Principal']>): readonly string[] {
  return principal === '*' ? ['*'] : (principal.AWS ?? []);
}

function accountOf(principal: string): string | undefined {
  if (principal === '*' || /^\d{12}$/.test(principal)) return principal;
  return /^arn:[^:]+:(?:iam|sts)::(\d{12}):/.exec(principal)?.[1];
}

function isWhole(principal: string): boolean {
  return principal === '*' || /^\d{12}$/.test(principal) || principal.endsWith(':root');
}

/** Without `Action` the statement has `NotAction`, which may cover anything. */
function covers({ Action }: Statement, action: string): boolean {
  return Action === undefined || Action.some((pattern) => matches(pattern, action));
}

function matches(pattern: string, action: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'i').test(action);
}

type Limit =
  | { readonly kind: 'plain'; readonly accounts?: readonly string[] }
  | { readonly kind: 'unclear'; readonly keys: readonly string[] };

/** EC2 uses the key through a grant for itself, so neither of these two stands in the way of a launch. */
const HARMLESS = new Set([
  'bool kms:grantisforawsresource true',
  'stringequals kms:viaservice',
  'stringlike kms:viaservice',
]);

function limitOf(condition: Statement['Condition']): Limit {
  const tests = Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ name: `${operator} ${key}`.toLowerCase(), key, values })),
  );
  const limits = tests.filter(({ name }) => name === 'stringequals kms:calleraccount');
  const unclear = tests.filter((test) => !limits.includes(test) && !isHarmless(test));
  if (unclear.length > 0) return { kind: 'unclear', keys: unclear.map(({ key }) => key) };
  const [first] = limits;
  return first === undefined ? { kind: 'plain' } : { kind: 'plain', accounts: first.values };
}

function isHarmless({ name, values }: { readonly name: string; readonly values: readonly string[] }): boolean {
  if (name.endsWith('kms:viaservice')) return HARMLESS.has(name) && values.some((value) => value.startsWith('ec2.'));
  return HARMLESS.has(`${name} ${values.join(' ')}`);
}

function allowedByGrant({ grantee, operations, constrained }: KeyGrant): readonly Allowance[] {
  const account = accountOf(grantee);
  if (constrained || account === undefined || !isWhole(grantee)) return [];
  return NEEDED.filter((action) => operations.includes(action.replace('kms:', ''))).map((action) => ({
    account,
    action,
  }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
