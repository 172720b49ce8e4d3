import { z } from 'zod';

/** What a key's policy and grants say about accounts other than the key's own. */
export interface KeyAccess {
  /** Accounts that may use the key for EBS; `*` is every account. */
  readonly accounts: readonly string[];
  /** Statements about other accounts that cannot be evaluated here: sentence fragments for users. */
  readonly uncertainties: readonly string[];
}

export interface KeyGrant {
  readonly grantee: string;
  /** As KMS names them in grants: `Decrypt`. */
  readonly operations: readonly string[];
  /** Whether the grant requires an encryption context. */
  readonly constrained: boolean;
}

/**
 * What an account needs to launch or copy an AMI that the key encrypts. (EBS User Guide, "Share the KMS key used to
 * encrypt a shared Amazon EBS snapshot")
 */
const REQUIRED_ACTIONS = [
  'kms:DescribeKey',
  'kms:CreateGrant',
  'kms:Decrypt',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
] as const;

/**
 * Reads who may use a key from its policy and grants. Only a whole account without a relevant condition counts as
 * allowed. Roles and users, `NotPrincipal`, denials and other conditions are uncertainties.
 */
export function evaluateKeyAccess(policy: string, grants: readonly KeyGrant[], keyAccount: string): KeyAccess {
  const document = policySchema.safeParse(parseJson(policy));
  if (!document.success) return { accounts: [], uncertainties: ["the key's policy could not be read"] };
  const evaluations = document.data.Statement.flatMap((statement) => evaluateStatement(statement, keyAccount));
  const allowed = [...evaluations.flatMap((finding) => finding.allows ?? []), ...grants.flatMap(allowedByGrant)];
  const accounts = [...new Set(allowed.map(({ account }) => account))].filter((account) => {
    const actions = allowed.filter((allowance) => allowance.account === account || allowance.account === '*');
    return (
      account !== keyAccount &&
      REQUIRED_ACTIONS.every((action) => actions.some((allowance) => allowance.action === action))
    );
  });
  const uncertainties = evaluations
    .flatMap(({ uncertainty }) => uncertainty ?? [])
    .filter(({ account }) => !accounts.includes(account ?? ''));
  return { accounts, uncertainties: [...new Set(uncertainties.map(({ text }) => text))] };
}

interface Allowance {
  readonly account: string;
  readonly action: (typeof REQUIRED_ACTIONS)[number];
}

interface StatementEvaluation {
  readonly allows?: readonly Allowance[];
  /** Settled when the account turns out to be allowed anyway. */
  readonly uncertainty?: { readonly account?: string; readonly text: string };
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

function evaluateStatement(statement: Statement, keyAccount: string): readonly StatementEvaluation[] {
  const actions = REQUIRED_ACTIONS.filter((action) => covers(statement, action));
  if (actions.length === 0) return [];
  if (statement.Principal === undefined) {
    return [{ uncertainty: { text: 'the key policy uses NotPrincipal' } }];
  }
  const others = principalsOf(statement.Principal).filter((principal) => accountOf(principal) !== keyAccount);
  if (others.length === 0) return [];
  if (statement.Effect === 'Deny') return [{ uncertainty: { text: "the key's policy denies its use in some cases" } }];
  const limit = conditionLimit(statement.Condition);
  if (limit.kind === 'unsupported') {
    return [{ uncertainty: { text: `the key's policy allows its use under a condition (${limit.keys.join(', ')})` } }];
  }
  return others.flatMap((principal) => allowances(principal, limit.accounts, actions));
}

function allowances(
  principal: string,
  onlyAccounts: readonly string[] | undefined,
  actions: readonly Allowance['action'][],
): readonly StatementEvaluation[] {
  const account = accountOf(principal);
  if (account === undefined)
    return [{ uncertainty: { text: 'the key policy names a principal that is not an account' } }];
  if (!isWholeAccount(principal)) {
    return [{ uncertainty: { account, text: `the key policy allows only some roles or users of ${account}` } }];
  }
  const accounts =
    onlyAccounts === undefined ? [account] : onlyAccounts.filter((id) => account === '*' || id === account);
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

function isWholeAccount(principal: string): boolean {
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

type ConditionLimit =
  | { readonly kind: 'accounts'; readonly accounts?: readonly string[] }
  | { readonly kind: 'unsupported'; readonly keys: readonly string[] };

/** EC2 uses the key through a grant for itself, so that neither of these two prevents a launch. */
const IGNORABLE_CONDITION_KEYS = new Set([
  'bool kms:grantisforawsresource true',
  'stringequals kms:viaservice',
  'stringlike kms:viaservice',
]);

function conditionLimit(condition: Statement['Condition']): ConditionLimit {
  const tests = Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ name: `${operator} ${key}`.toLowerCase(), key, values })),
  );
  const limits = tests.filter(({ name }) => name === 'stringequals kms:calleraccount');
  const unsupported = tests.filter((test) => !limits.includes(test) && !isIgnorable(test));
  if (unsupported.length > 0) return { kind: 'unsupported', keys: unsupported.map(({ key }) => key) };
  const [first] = limits;
  return first === undefined ? { kind: 'accounts' } : { kind: 'accounts', accounts: first.values };
}

function isIgnorable({ name, values }: { readonly name: string; readonly values: readonly string[] }): boolean {
  if (name.endsWith('kms:viaservice'))
    return IGNORABLE_CONDITION_KEYS.has(name) && values.some((value) => value.startsWith('ec2.'));
  return IGNORABLE_CONDITION_KEYS.has(`${name} ${values.join(' ')}`);
}

function allowedByGrant({ grantee, operations, constrained }: KeyGrant): readonly Allowance[] {
  const account = accountOf(grantee);
  if (constrained || account === undefined || !isWholeAccount(grantee)) return [];
  return REQUIRED_ACTIONS.filter((action) => operations.includes(action.replace('kms:', ''))).map((action) => ({
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
