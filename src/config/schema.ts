import { z } from 'zod';
import { DURATION_UNITS, parseDuration } from '../domain/model/time.js';
import { ACTION_NAMES } from './actions.js';
import { isSchedule } from './cron.js';

/*
 * The shape of steward.config.yml. The message of each schema is what was expected; what was found is added when the
 * problems are listed. Checks across several keys are in consistency.ts.
 */

const MAX_DURATION_MS = 52 * DURATION_UNITS.w;

export const EXPECTED_ACCOUNT_ID = 'an account id: 12 digits in quotes';
const EXPECTED_DURATION = 'a duration such as 30m, 4h, 7d or 2w (at most 52w)';
const EXPECTED_REGION = 'a Region such as us-east-1';
export const EXPECTED_ACTION = `an action (${ACTION_NAMES.join(', ')}), a list of them, or "*"`;
const EXPECTED_TAGS = 'tags as a mapping from key to text ("*" means any value)';

/** Text that matches a pattern, with one expectation for everything that does not. */
function text(pattern: RegExp, expected: string) {
  return z.string({ error: expected }).regex(pattern, { error: expected });
}

function listOf<Item extends z.ZodType>(item: Item, expected: string) {
  return z.array(item, { error: expected }).min(1, { error: expected });
}

/** A mapping with these keys and no others. The message for an unknown key lists the known ones. */
function mapping<Shape extends z.ZodRawShape>(shape: Shape, expected: string) {
  return z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? Object.keys(shape).join(', ') : expected),
  });
}

const duration = text(/^[1-9]\d{0,4}[mhdw]$/, EXPECTED_DURATION)
  .transform(toMilliseconds)
  .refine((ms) => ms <= MAX_DURATION_MS, { error: EXPECTED_DURATION });

/** The name of an AWS Region, of any partition. */
export const region = text(/^[a-z]{2,}(-[a-z]+)+-\d+$/, EXPECTED_REGION);
const tagText = z
  .string({ error: 'text, in quotes where it looks like a number' })
  .max(256, { error: 'at most 256 characters' });
const tags = z.record(
  z.string().min(1, { error: 'a tag key' }).max(128, { error: 'a tag key of at most 128 characters' }),
  tagText,
  {
    error: EXPECTED_TAGS,
  },
);
const channel = text(/^[CG][A-Z0-9]+$/, 'the id of a Slack channel, such as C0APPROVALS');
const approver = text(/^[UWS][A-Z0-9]+$/, 'the id of a Slack user (U…, W…) or user group (S…)');
const action = text(new RegExp(`^(\\*|${ACTION_NAMES.join('|')})$`), EXPECTED_ACTION);

const account = mapping(
  {
    id: text(/^\d{12}$/, EXPECTED_ACCOUNT_ID),
    name: text(/^[A-Za-z0-9][\w.-]{0,63}$/, 'a name of letters, digits, ".", "_" and "-"'),
    regions: listOf(region, 'a list of Regions such as [us-east-1]').optional(),
    role_arn: text(
      /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
      'the ARN of a role, such as arn:aws:iam::444455556666:role/ami-steward',
    ).optional(),
    external_id: text(
      /^[\w+=,.@:/-]{2,1224}$/,
      'an external id: 2 to 1,224 letters, digits and any of +=,.@:/-',
    ).optional(),
  },
  'an account: a mapping with id and name',
);

const rule = mapping(
  {
    action: z.preprocess((value) => (typeof value === 'string' ? [value] : value), listOf(action, EXPECTED_ACTION)),
    to: listOf(
      z.string({ error: 'text' }).min(1, { error: 'text' }),
      'a list such as [prod, eu-west-1, public]',
    ).optional(),
    tags: tags.optional(),
    in_use: z.boolean({ error: 'true or false' }).optional(),
    auto: z.literal(true, { error: 'true; leave the key out if approvers decide' }).optional(),
    refuse: z
      .string({ error: 'the sentence to refuse with' })
      .min(1, { error: 'the sentence to refuse with' })
      .max(1000, { error: 'a sentence of at most 1,000 characters' })
      .optional(),
    approvers: listOf(approver, 'a list of Slack users and user groups such as [U0ANA, S0PLATFORM]').optional(),
    required: z.int({ error: 'a whole number from 1 on' }).min(1, { error: 'a whole number from 1 on' }).optional(),
  },
  'a rule: a mapping with action and one of auto, refuse and approvers',
);

const approvals = mapping(
  {
    channel,
    expire_after: duration.default(72 * DURATION_UNITS.h),
    remind_after: duration.default(4 * DURATION_UNITS.h),
    guests: z.enum(['refuse', 'read', 'request'], { error: 'refuse, read or request' }).default('refuse'),
    rules: listOf(rule, 'a list of rules'),
  },
  'a mapping with channel and rules',
);

const rate = z
  .number({ error: 'USD per GiB and month, such as 0.05' })
  .min(0, { error: 'USD per GiB and month, such as 0.05' });

const price = mapping(
  { standard: rate.optional(), archive: rate.optional() },
  'the price of a Region: a mapping with standard and archive',
);

const digest = mapping(
  {
    channel: channel.optional(),
    schedule: z
      .string({ error: 'a cron schedule such as "0 9 * * 1-5"' })
      .refine(isSchedule, { error: 'a cron schedule such as "0 9 * * 1-5"' })
      .default('0 9 * * 1-5'),
    timezone: z
      .string({ error: 'a time zone such as Europe/Berlin' })
      .refine(isTimeZone, { error: 'a time zone such as Europe/Berlin' })
      .default('UTC'),
    stale_after: duration.default(90 * DURATION_UNITS.d),
    keep_tags: tags.default({}),
    prices: z.record(region, price, { error: 'prices by Region' }).default({}),
    owner_tag: z
      .string({ error: 'a tag key' })
      .min(1, { error: 'a tag key' })
      .max(128, { error: 'a tag key of at most 128 characters' })
      .default('Owner'),
  },
  'a mapping; leave digest out for no digest',
);

export const settingsFile = mapping(
  {
    home_region: region.optional(),
    accounts: listOf(account, 'a list of accounts'),
    approvals,
    digest: digest.optional(),
    session_tags: z.boolean({ error: 'true or false' }).default(false),
  },
  'a mapping with accounts and approvals',
);

export type SettingsFile = z.output<typeof settingsFile>;

function toMilliseconds(text: string): number {
  return parseDuration(text) ?? Number.NaN;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
