import { omitUndefined } from '../domain/model/omit-undefined.js';
import type { Account, Directory } from '../domain/model/directory.js';
import type { ApprovalPolicy, Rule, RuleEffect } from '../domain/policy/types.js';
import { DEFAULT_PRICES } from '../domain/stale/cost.js';
import type { Prices, StalePolicy } from '../domain/stale/types.js';
import { checkConsistency } from './consistency.js';
import type { ConfigProblem, ReadResult } from './problems.js';
import { settingsFile, type SettingsFile } from './schema.js';
import { shapeProblems } from './shape-problems.js';
import { LineCounter, parseDocument } from 'yaml';

/** The content of the configuration file, in the product's own types. */
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
  /** The sessions of changes carry tags and a source identity, which the trust policies of all roles must allow. */
  readonly sessionTags?: boolean;
}

export interface DigestSettings {
  readonly channel: string;
  /** Five cron fields, in `timezone`. */
  readonly schedule: string;
  readonly timezone: string;
  readonly staleAfterMs: number;
  readonly exemptTags: Readonly<Record<string, string>>;
  readonly prices: Prices;
  /** The tag whose value may name the Slack user who owns an AMI. */
  readonly ownerTag: string;
}

/**
 * Reads the configuration file. All problems are found at once. `fallbackRegion` is the home Region of a file that does
 * not name one.
 */
export function readSettings(yamlText: string, fallbackRegion = 'us-east-1'): ReadResult<Settings> {
  const yaml = readYaml(yamlText);
  if (yaml.kind === 'invalid') return yaml;
  const file = settingsFile.safeParse(yaml.value);
  const problems = [
    ...(file.success ? [] : shapeProblems(file.error, yaml.value)),
    ...checkConsistency(yaml.value, fallbackRegion),
  ];
  if (!file.success || problems.length > 0) return { kind: 'invalid', problems };
  return { kind: 'valid', value: toSettings(file.data, fallbackRegion) };
}

function readYaml(text: string): ReadResult<unknown> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const syntaxErrors = [...document.errors, ...document.warnings].map(({ message, pos: [offset] }): ConfigProblem => {
    const { line, col } = lines.linePos(offset);
    return { key: `line ${line}, column ${col}`, text: `not YAML: ${message}` };
  });
  if (syntaxErrors.length > 0) return { kind: 'invalid', problems: syntaxErrors };
  try {
    return { kind: 'valid', value: document.toJS() as unknown };
  } catch (error) {
    // An alias without an anchor, or too many of them.
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'invalid', problems: [{ key: 'the file', text: `not YAML: ${message}` }] };
  }
}

function toSettings(file: SettingsFile, fallbackRegion: string): Settings {
  const homeRegion = file.home_region ?? fallbackRegion;
  const [first, ...others] = file.accounts.map((account) => toAccount(account, homeRegion));
  if (first === undefined) throw new Error('The schema does not accept an empty list of accounts');
  const { channel, rules, expire_after: expireAfterMs, remind_after: remindAfterMs, guests } = file.approvals;
  return {
    homeRegion,
    directory: [first, ...others],
    approvals: { channel, policy: { rules: rules.map(toRule), expireAfterMs, remindAfterMs, guests } },
    ...(file.digest === undefined ? {} : { digest: toDigestSettings(file.digest, channel) }),
    ...(file.session_tags ? { sessionTags: true } : {}),
  };
}

function toAccount(account: SettingsFile['accounts'][number], homeRegion: string): Account {
  return {
    id: account.id,
    name: account.name,
    regions: account.regions ?? [homeRegion],
    ...omitUndefined({ roleArn: account.role_arn, externalId: account.external_id }),
  };
}

type RuleInFile = SettingsFile['approvals']['rules'][number];

function toRule(rule: RuleInFile): Rule {
  return {
    action: rule.action,
    ...omitUndefined({ to: rule.to, tags: rule.tags, inUse: rule.in_use }),
    effect: toVerdict(rule),
  };
}

function toVerdict({ refuse, approvers, required }: RuleInFile): RuleEffect {
  if (refuse !== undefined) return { kind: 'refuse', message: refuse };
  return approvers === undefined ? { kind: 'auto' } : { kind: 'approval', approvers, required: required ?? 1 };
}

function toDigestSettings(digest: NonNullable<SettingsFile['digest']>, approvalsChannel: string): DigestSettings {
  return {
    channel: digest.channel ?? approvalsChannel,
    schedule: digest.schedule,
    timezone: digest.timezone,
    staleAfterMs: digest.stale_after,
    exemptTags: digest.keep_tags,
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

const DAY_MS = 86_400_000;

/** By the defaults of `digest`: AMIs can be looked through where no digest is sent, too. */
const DEFAULT_POLICY = { staleAfterMs: 90 * DAY_MS, exemptTags: {}, prices: DEFAULT_PRICES } as const;

export function toStalePolicy({ directory, digest }: Settings): StalePolicy {
  const { staleAfterMs, exemptTags, prices } = digest ?? DEFAULT_POLICY;
  return { directory, staleAfterMs, keepTags: exemptTags, prices };
}
