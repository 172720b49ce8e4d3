import { z } from 'zod';
import { mismatch, type ConfigProblem, type ReadResult } from './problems.js';
import { region } from './schema.js';

/** What the process reads from its environment besides Slack's settings and what the AWS SDK reads itself. */
export interface Environment {
  readonly port: number;
  /** The path of the configuration file. */
  readonly configFile: string;
  readonly table: string;
  readonly logLevel: LogLevel;
  /** The home Region of a configuration file that names none. */
  readonly region: string;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** The transport of Slack's requests: a socket that the bot opens, or signed HTTP requests. */
export type SlackEnvironment = {
  readonly botToken: string;
  /** Ends with a slash. */
  readonly apiUrl: string;
} & (
  { readonly mode: 'socket'; readonly appToken: string } | { readonly mode: 'http'; readonly signingSecret: string }
);

export type Variables = Readonly<Record<string, string | undefined>>;

export const DEFAULT_CONFIG_FILE = './steward.config.yml';

const EXPECTED_URL = 'a URL that begins with http:// or https://';

const url = z.url({ protocol: /^https?$/, error: EXPECTED_URL });

const environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, { error: 'a port: a number from 0 to 65535' })
    .transform(Number)
    .refine((port) => port <= 65_535, { error: 'a port: a number from 0 to 65535' })
    .default(3000),
  STEWARD_CONFIG: z.string().default(DEFAULT_CONFIG_FILE),
  STEWARD_TABLE: z
    .string()
    .regex(/^[\w.-]{3,255}$/, { error: 'the name of a table: 3 to 255 letters, digits, ".", "_" and "-"' })
    .default('ami-steward'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error'], { error: 'debug, info, warn or error' }).default('info'),
  AWS_REGION: region.optional(),
  AWS_DEFAULT_REGION: region.optional(),
});

/** Reads what every process needs. An empty variable counts as one that is not set. */
export function readEnvironment(variables: Variables): ReadResult<Environment> {
  const set = withoutEmpty(variables);
  const read = environment.safeParse(set);
  const problems = [
    ...(read.error?.issues ?? []).map(({ path, message }) => mismatch(path.join('.'), set[path.join('.')], message)),
    ...endpointProblems(set),
  ];
  if (!read.success || problems.length > 0) return { kind: 'invalid', problems };
  const { PORT, STEWARD_CONFIG, STEWARD_TABLE, LOG_LEVEL, AWS_REGION, AWS_DEFAULT_REGION } = read.data;
  return {
    kind: 'valid',
    value: {
      port: PORT,
      configFile: STEWARD_CONFIG,
      table: STEWARD_TABLE,
      logLevel: LOG_LEVEL,
      region: AWS_REGION ?? AWS_DEFAULT_REGION ?? 'us-east-1',
    },
  };
}

/** The SDK would fail on a malformed endpoint with its first call, long after the start. */
function endpointProblems(variables: Variables): readonly ConfigProblem[] {
  return Object.entries(variables)
    .filter(([name, value]) => name.startsWith('AWS_ENDPOINT_URL') && !url.safeParse(value).success)
    .map(([name, value]) => mismatch(name, value, EXPECTED_URL));
}

/** Reads the transport: Socket Mode if there is an app token, otherwise HTTP. Tokens are never repeated. */
export function readSlackEnvironment(variables: Variables): ReadResult<SlackEnvironment> {
  const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_API_URL } = withoutEmpty(variables);
  const apiUrl = SLACK_API_URL ?? 'https://slack.com/api/';
  const problems = [
    ...tokenProblems('SLACK_BOT_TOKEN', SLACK_BOT_TOKEN, 'xoxb-', 'the bot token of the Slack app'),
    ...(SLACK_APP_TOKEN === undefined
      ? secretProblems(SLACK_SIGNING_SECRET)
      : tokenProblems('SLACK_APP_TOKEN', SLACK_APP_TOKEN, 'xapp-', 'an app-level token of the Slack app')),
    ...(url.safeParse(apiUrl).success ? [] : [mismatch('SLACK_API_URL', apiUrl, EXPECTED_URL)]),
  ];
  if (problems.length > 0 || SLACK_BOT_TOKEN === undefined) return { kind: 'invalid', problems };
  const base = { botToken: SLACK_BOT_TOKEN, apiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/` };
  return {
    kind: 'valid',
    value:
      SLACK_APP_TOKEN === undefined
        ? { ...base, mode: 'http', signingSecret: SLACK_SIGNING_SECRET ?? '' }
        : { ...base, mode: 'socket', appToken: SLACK_APP_TOKEN },
  };
}

function tokenProblems(
  name: string,
  value: string | undefined,
  prefix: string,
  what: string,
): readonly ConfigProblem[] {
  const expected = `${what}, which begins with ${prefix}`;
  if (value === undefined) return [mismatch(name, undefined, expected)];
  if (value.startsWith(prefix) && /^[\w.-]+$/.test(value)) return [];
  const kind = value.startsWith(prefix) ? 'spaces or other characters in it' : tokenKind(value);
  return [{ key: name, text: `found ${kind} (not shown), expected ${expected}` }];
}

/** The kind of a value, by the prefix that all tokens of the kind share. */
function tokenKind(value: string): string {
  if (value.startsWith('xoxp-')) return 'a user token';
  if (value.startsWith('xoxb-')) return 'a bot token';
  return value.startsWith('xapp-') ? 'an app-level token' : 'another text';
}

function secretProblems(secret: string | undefined): readonly ConfigProblem[] {
  const expected = 'the signing secret of the Slack app; or set SLACK_APP_TOKEN for Socket Mode';
  if (secret === undefined) return [mismatch('SLACK_SIGNING_SECRET', undefined, expected)];
  if (/^x(ox[a-z]|app)-/.test(secret) || /\s/.test(secret)) {
    const found = /\s/.test(secret) ? 'a text with spaces in it' : 'a token';
    return [{ key: 'SLACK_SIGNING_SECRET', text: `found ${found} (not shown), expected ${expected}` }];
  }
  return [];
}

function withoutEmpty(variables: Variables): Variables {
  return Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
}
