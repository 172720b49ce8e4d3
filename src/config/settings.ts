import { LineCounter, parseDocument } from 'yaml';
import type { Account, Directory } from '../workflows/facts/directory.js';
import { DEFAULT_PRICES } from '../workflows/stale/cost.js';
import type { Prices } from '../workflows/stale/types.js';
import type { ApprovalPolicy, Rule, Verdict } from '../workflows/policy/types.js';
import { inconsistencies } from './consistency.js';
import type { Problem, Read } from './problems.js';
import { settingsFile, type SettingsFile } from './schema.js';
import { shapeProblems } from './shape-problems.js';

/** What the configuration file says, in the product's own types. */
export interface Settings {
  /** Where the table is, and the Region that is tried first. */
  readonly homeRegion: string;
  readonly directory: Directory;
  readonly approvals: {
    /** The id of the Slack channel where requests are posted. */
    readonly channel: string;
    readonly policy: ApprovalPolicy;
  };
  readonly digest?: DigestSettings;
}

export interface DigestSettings {
  readonly channel: string;
  /** Five cron fields, in `timezone`. */
  readonly schedule: string;
  readonly timezone: string;
  readonly staleAfterMs: number;
  readonly keepTags: Readonly<Record<string, string>>;
  readonly prices: Prices;
  /** The tag whose value may name the Slack user who owns an AMI. */
  readonly ownerTag: string;
}

/**
 * Reads the configuration file. All problems are found at once. `fallbackRegion` is the home Region of a file that does
 * not name one.
 */
export function readSettings(yamlText: string, fallbackRegion = 'us-east-1'): Read<Settings> {
  const yaml = readYaml(yamlText);
  if (yaml.kind === 'problems') return yaml;
  const file = settingsFile.safeParse(yaml.value);
  const problems = [
    ...(file.success ? [] : shapeProblems(file.error, yaml.value)),
    ...inconsistencies(yaml.value, fallbackRegion),
  ];
  if (!file.success || problems.length > 0) return { kind: 'problems', problems };
  return { kind: 'read', value: toSettings(file.data, fallbackRegion) };
}

function readYaml(text: string): Read<unknown> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const faults = [...document.errors, ...document.warnings].map(({ message, pos: [offset] }): Problem => {
    const { line, col } = lines.linePos(offset);
    return { key: `line ${line}, column ${col}`, text: `not YAML: ${message}` };
  });
  if (faults.length > 0) return { kind: 'problems', problems: faults };
  try {
    return { kind: 'read', value: document.toJS() as unknown };
  } catch (error) {
    // An alias without an anchor, or too many of them.
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'problems', problems: [{ key: 'the file', text: `not YAML: ${message}` }] };
  }
}

function toSettings(file: SettingsFile, fallbackRegion: string): Settings {
  const homeRegion = file.home_region ?? fallbackRegion;
  const [first, ...others] = file.accounts.map((account) => toAccount(account, homeRegion));
  if (first === undefined) throw new Error('The schema lets no empty list of accounts through');
  const { channel, rules, expire_after: expireAfterMs, remind_after: remindAfterMs } = file.approvals;
  return {
    homeRegion,
    directory: [first, ...others],
    approvals: { channel, policy: { rules: rules.map(toRule), expireAfterMs, remindAfterMs } },
    ...(file.digest === undefined ? {} : { digest: toDigest(file.digest, channel) }),
  };
}

function toAccount(account: SettingsFile['accounts'][number], homeRegion: string): Account {
  return {
    id: account.id,
    name: account.name,
    regions: account.regions ?? [homeRegion],
    ...(account.role_arn === undefined ? {} : { roleArn: account.role_arn }),
    ...(account.external_id === undefined ? {} : { externalId: account.external_id }),
  };
}

type RuleOfFile = SettingsFile['approvals']['rules'][number];

function toRule(rule: RuleOfFile): Rule {
  return {
    action: rule.action,
    ...(rule.to === undefined ? {} : { to: rule.to }),
    ...(rule.tags === undefined ? {} : { tags: rule.tags }),
    ...(rule.in_use === undefined ? {} : { inUse: rule.in_use }),
    verdict: toVerdict(rule),
  };
}

function toVerdict({ refuse, approvers, required }: RuleOfFile): Verdict {
  if (refuse !== undefined) return { kind: 'refuse', message: refuse };
  return approvers === undefined ? { kind: 'auto' } : { kind: 'approval', approvers, required: required ?? 1 };
}

function toDigest(digest: NonNullable<SettingsFile['digest']>, approvalsChannel: string): DigestSettings {
  return {
    channel: digest.channel ?? approvalsChannel,
    schedule: digest.schedule,
    timezone: digest.timezone,
    staleAfterMs: digest.stale_after,
    keepTags: digest.keep_tags,
    prices: toPrices(digest.prices),
    ownerTag: digest.owner_tag,
  };
}

function toPrices(prices: NonNullable<SettingsFile['digest']>['prices']): Prices {
  const { elsewhere } = DEFAULT_PRICES;
  const byRegion = Object.entries(prices).map(([name, { standard, archive }]) => {
    const price = { standard: standard ?? elsewhere.standard, archive: archive ?? elsewhere.archive };
    return [name, price] as const;
  });
  return { elsewhere, byRegion: Object.fromEntries(byRegion) };
}
