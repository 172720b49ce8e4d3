import { z } from 'zod';
import { didYouMean, mismatch, type ConfigProblem } from './problems.js';

/*
 * Checks across several keys. Reads a draft of the file without malformed parts, so that these problems are reported
 * together with those of shape.
 */

const word = z.string().optional().catch(undefined);
const words = z.array(z.string()).optional().catch(undefined);

const account = z.object({ id: word, name: word, regions: words, role_arn: word, external_id: word }).catch({});
const rule = z.record(z.string(), z.unknown()).optional().catch(undefined);
const looseSchema = z
  .object({
    home_region: word,
    accounts: z.array(account).catch([]),
    approvals: z.object({ rules: z.array(rule).catch([]) }).catch({ rules: [] }),
  })
  .catch({ accounts: [], approvals: { rules: [] } });

type Account = z.output<typeof account>;
type Rule = NonNullable<z.output<typeof rule>>;

/** Names with another meaning where a rule or a command names an account. */
const RESERVED = ['public', 'unknown', 'all', 'self'];

export function checkConsistency(file: unknown, fallbackRegion: string): readonly ConfigProblem[] {
  const { accounts, approvals, home_region } = looseSchema.parse(file);
  const regions = [home_region ?? fallbackRegion, ...accounts.flatMap((each) => each.regions ?? [])];
  const reachable = [
    'public',
    'unknown',
    ...regions,
    ...accounts.flatMap(({ id, name }) => [id, name].filter((each) => each !== undefined)),
  ];
  return [
    ...duplicateProblems(accounts, 'id'),
    ...duplicateProblems(accounts, 'name'),
    ...accounts.flatMap((each, index) => accountProblems(each, `accounts[${index}]`)),
    ...approvals.rules.flatMap((each, index) =>
      each === undefined ? [] : ruleProblems(each, `approvals.rules[${index}]`, [...new Set(reachable)]),
    ),
  ];
}

function duplicateProblems(accounts: readonly Account[], key: 'id' | 'name'): readonly ConfigProblem[] {
  return accounts.flatMap((account, index) => {
    const value = account[key];
    const first = accounts.findIndex((other) => other[key]?.toLowerCase() === value?.toLowerCase());
    return value === undefined || first === index
      ? []
      : mismatch(`accounts[${index}].${key}`, value, `another ${key} than that of accounts[${first}]`);
  });
}

function accountProblems(account: Account, at: string): readonly ConfigProblem[] {
  const { id, name, role_arn: role, external_id: externalId } = account;
  const owner = role?.split(':')[4];
  const problems: ConfigProblem[] = [];
  if (name !== undefined && (RESERVED.includes(name.toLowerCase()) || /^[\d-]+$/.test(name))) {
    problems.push(mismatch(`${at}.name`, name, `a name that is not ${RESERVED.join(', ')} or a number`));
  }
  if (id !== undefined && owner !== undefined && [id, owner].every((each) => /^\d{12}$/.test(each)) && owner !== id) {
    problems.push(mismatch(`${at}.role_arn`, role, `a role of account ${id}`));
  }
  if (externalId !== undefined && role === undefined) {
    problems.push(
      mismatch(`${at}.external_id`, externalId, 'a role_arn beside it: an external id is sent when a role is assumed'),
    );
  }
  return problems;
}

function ruleProblems(rule: Rule, at: string, reachable: readonly string[]): readonly ConfigProblem[] {
  const verdicts = ['auto', 'refuse', 'approvers'].filter((key) => key in rule);
  const problems: ConfigProblem[] = [];
  if (verdicts.length !== 1) {
    const found = verdicts.length === 0 ? 'none of them' : verdicts.join(' and ');
    problems.push({ key: at, text: `found ${found}, expected exactly one of auto, refuse and approvers` });
  }
  if ('required' in rule && !('approvers' in rule)) {
    problems.push(mismatch(`${at}.required`, rule.required, 'approvers beside it'));
  }
  return [...problems, ...approverProblems(rule, at), ...targetProblems(rule.to, at, reachable)];
}

/** A rule with users only must name as many as it requires. A group may have any number of members. */
function approverProblems(rule: Rule, at: string): readonly ConfigProblem[] {
  const approvers = words.parse(rule.approvers) ?? [];
  const duplicates = approvers.flatMap((approver, index) =>
    approvers.indexOf(approver) === index ? [] : mismatch(`${at}.approvers[${index}]`, approver, 'each approver once'),
  );
  const { required } = rule;
  const people = new Set(approvers).size;
  const tooFew = typeof required === 'number' && required > people && !approvers.some((each) => each.startsWith('S'));
  return 'approvers' in rule && approvers.length > 0 && tooFew
    ? [...duplicates, mismatch(`${at}.required`, required, `at most ${people}, the number of approvers`)]
    : duplicates;
}

/** A name that nothing has would make a rule that silently never matches. */
function targetProblems(to: unknown, at: string, reachable: readonly string[]): readonly ConfigProblem[] {
  return (words.parse(to) ?? []).flatMap((target, index) => {
    const named = reachable.includes(target) || /^\d{12}$/.test(target) || ORGANIZATION.test(target);
    const expected = `an account's name or id, a Region of the accounts, an organization's ARN, public or unknown`;
    return named ? [] : mismatch(`${at}.to[${index}]`, target, expected, didYouMean(target, reachable));
  });
}

const ORGANIZATION =
  /^arn:aws[a-z-]*:organizations::\d{12}:(organization\/o-[a-z0-9]+|ou\/o-[a-z0-9]+\/ou-[a-z0-9-]+)$/;
