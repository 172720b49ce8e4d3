import { describe, expect, test } from '@jest/globals';
import { readSettings } from '../../src/config/settings.js';

const ACTIONS =
  'an action (share, unshare, publish, unpublish, copy, deregister, create, import, launch, deprecate, undeprecate, ' +
  'disable, enable, protect, unprotect, restore, retire, terminate), a list of them, or "*"';
const RULE_KEYS = 'action, to, tags, in_use, auto, refuse, approvers, required';
const TARGET = "an account's name or id, a Region of the accounts, an organization's ARN, public or unknown";
const DURATION = 'a duration such as 30m, 4h, 7d or 2w (at most 52w)';
const SCHEDULE = 'a cron schedule such as "0 9 * * 1-5"';

/** A file that is right but for the lines given, each in place of the line that begins with the same key. */
function file({ home = '', accounts = ACCOUNTS, channel = 'channel: C0APPROVALS', rules = RULES, rest = '' }: Parts) {
  return `${home}\naccounts:\n${accounts}\napprovals:\n  ${channel}\n  rules:\n${rules}\n${rest}`;
}

interface Parts {
  readonly home?: string;
  readonly accounts?: string;
  readonly channel?: string;
  readonly rules?: string;
  readonly rest?: string;
}

const ACCOUNTS = `
  - { id: "111122223333", name: images, regions: [us-east-1, eu-west-1] }
  - { id: "444455556666", name: prod }`;
const RULES = '    - { action: share, auto: true }';

function account(text: string): string {
  return file({ accounts: `  - ${text}` });
}

function rule(text: string): string {
  return file({ rules: `    - ${text}` });
}

function digest(text: string): string {
  return file({ rest: `digest: ${text}` });
}

function problems(text: string): readonly string[] {
  const read = readSettings(text);
  return read.kind === 'valid' ? [] : read.problems.map((problem) => `${problem.key}: ${problem.text}`);
}

describe('readSettings', () => {
  test('applies every default', () => {
    const read = readSettings(file({}), 'eu-central-1');

    expect(read).toEqual({
      kind: 'valid',
      value: {
        homeRegion: 'eu-central-1',
        directory: [
          { id: '111122223333', name: 'images', regions: ['us-east-1', 'eu-west-1'] },
          { id: '444455556666', name: 'prod', regions: ['eu-central-1'] },
        ],
        approvals: {
          channel: 'C0APPROVALS',
          policy: {
            rules: [{ action: ['share'], effect: { kind: 'auto' } }],
            expireAfterMs: 72 * 3_600_000,
            remindAfterMs: 4 * 3_600_000,
            guests: 'refuse',
          },
        },
      },
    });
  });

  test('reads an account with its role', () => {
    const role = 'arn:aws:iam::444455556666:role/team/ami-steward';
    const read = readSettings(account(`{ id: "444455556666", name: prod, role_arn: "${role}", external_id: "a:b/c" }`));

    expect(read).toMatchObject({ value: { directory: [{ roleArn: role, externalId: 'a:b/c' }] } });
  });

  test.each([
    ['{ action: "*", auto: true }', { action: ['*'], effect: { kind: 'auto' } }],
    [
      '{ action: [copy, share], refuse: "No." }',
      { action: ['copy', 'share'], effect: { kind: 'refuse', message: 'No.' } },
    ],
    [
      '{ action: retire, in_use: true, tags: { Tier: "*" }, approvers: [U0ANA, W1, S0P], required: 2 }',
      {
        action: ['retire'],
        inUse: true,
        tags: { Tier: '*' },
        effect: { kind: 'approval', approvers: ['U0ANA', 'W1', 'S0P'], required: 2 },
      },
    ],
    [
      '{ action: share, to: [prod, "444455556666", "999999999999", eu-west-1, public, unknown], approvers: [U1] }',
      {
        action: ['share'],
        to: ['prod', '444455556666', '999999999999', 'eu-west-1', 'public', 'unknown'],
        effect: { kind: 'approval', approvers: ['U1'], required: 1 },
      },
    ],
    [
      '{ action: share, to: ["arn:aws:organizations::111122223333:organization/o-abc"], approvers: [U1] }',
      {
        action: ['share'],
        to: ['arn:aws:organizations::111122223333:organization/o-abc'],
        effect: { kind: 'approval', approvers: ['U1'], required: 1 },
      },
    ],
  ])('reads the rule %s', (text, expected) => {
    expect(readSettings(rule(text))).toMatchObject({ value: { approvals: { policy: { rules: [expected] } } } });
  });

  test.each([
    ['1m', 60_000],
    ['30m', 1_800_000],
    ['4h', 14_400_000],
    ['7d', 604_800_000],
    ['2w', 1_209_600_000],
    ['52w', 31_449_600_000],
  ])('reads the duration %s', (text, expected) => {
    const read = readSettings(file({ channel: `channel: C1\n  expire_after: ${text}` }));

    expect(read).toMatchObject({ value: { approvals: { policy: { expireAfterMs: expected } } } });
  });

  test.each(['0 9 * * 1-5', '*/15 0-23/2 1,15 jan-mar MON', '59 23 31 12 7'])('accepts the schedule %s', (schedule) => {
    expect(readSettings(digest(`{ schedule: "${schedule}" }`))).toMatchObject({ value: { digest: { schedule } } });
  });

  test('uses the approvals channel for the digest if none is set', () => {
    expect(readSettings(digest('{ stale_after: 2w }'))).toMatchObject({
      value: {
        digest: {
          channel: 'C0APPROVALS',
          schedule: '0 9 * * 1-5',
          timezone: 'UTC',
          staleAfterMs: 1_209_600_000,
          exemptTags: {},
          prices: { elsewhere: { standard: 0.05, archive: 0.0125 }, byRegion: {} },
        },
      },
    });
  });
});

describe('readSettings with one mistake', () => {
  test.each([
    // The file
    ['', 'the file: found nothing, expected a mapping with accounts and approvals'],
    ['- a', 'the file: found a list of 1, expected a mapping with accounts and approvals'],
    ['hello', 'the file: found "hello", expected a mapping with accounts and approvals'],
    [
      'a: [',
      'line 1, column 5: not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    ['a: 1\na: 2', 'line 2, column 1: not YAML: Map keys must be unique'],
    ['a: *b', 'the file: not YAML: Unresolved alias (the anchor must be set before the alias): b'],
    ['a: !secret b', 'line 1, column 4: not YAML: Unresolved tag: !secret'],
    [
      file({ home: 'home_regoin: us-east-1' }),
      'home_regoin: unknown key. Did you mean home_region? Known here: home_region, accounts, approvals, digest, session_tags',
    ],
    [
      file({ rest: 'database: dynamo' }),
      'database: unknown key. Known here: home_region, accounts, approvals, digest, session_tags',
    ],
    [file({ home: 'home_region: us-east' }), 'home_region: found "us-east", expected a Region such as us-east-1'],
    // Accounts
    [file({ accounts: '  []' }), 'accounts: found a list of 0, expected a list of accounts'],
    [file({ accounts: '  prod' }), 'accounts: found "prod", expected a list of accounts'],
    [account('prod'), 'accounts[0]: found "prod", expected an account: a mapping with id and name'],
    [account('{ name: prod }'), 'accounts[0].id: found nothing, expected an account id: 12 digits in quotes'],
    [
      account('{ id: 111122223333, name: prod }'),
      'accounts[0].id: found the number 111122223333, expected an account id: 12 digits in quotes. ' +
        'YAML has read it as a number: write "111122223333"',
    ],
    [
      account('{ id: 001122223333, name: prod }'),
      'accounts[0].id: found the number 1122223333, expected an account id: 12 digits in quotes. ' +
        'YAML has read it as a number, and has dropped the zeros it began with: write "001122223333"',
    ],
    [
      account('{ id: "1111-2222-3333", name: prod }'),
      'accounts[0].id: found "1111-2222-3333", expected an account id: 12 digits in quotes. ' +
        'Leave the hyphens out: "111122223333"',
    ],
    [
      account('{ id: "11112222333", name: prod }'),
      'accounts[0].id: found "11112222333", expected an account id: 12 digits in quotes',
    ],
    [
      account('{ id: "111122223333" }'),
      'accounts[0].name: found nothing, expected a name of letters, digits, ".", "_" and "-"',
    ],
    [
      account('{ id: "111122223333", name: "my prod" }'),
      'accounts[0].name: found "my prod", expected a name of letters, digits, ".", "_" and "-"',
    ],
    [
      account('{ id: "111122223333", name: Public }'),
      'accounts[0].name: found "Public", expected a name that is not public, unknown, all, self or a number',
    ],
    [
      account('{ id: "111122223333", name: "1234" }'),
      'accounts[0].name: found "1234", expected a name that is not public, unknown, all, self or a number',
    ],
    [
      account('{ id: "111122223333", name: prod, regions: [] }'),
      'accounts[0].regions: found a list of 0, expected a list of Regions such as [us-east-1]',
    ],
    [
      account('{ id: "111122223333", name: prod, regions: us-east-1 }'),
      'accounts[0].regions: found "us-east-1", expected a list of Regions such as [us-east-1]',
    ],
    [
      account('{ id: "111122223333", name: prod, regions: [us-east-1, Frankfurt] }'),
      'accounts[0].regions[1]: found "Frankfurt", expected a Region such as us-east-1',
    ],
    [
      account('{ id: "111122223333", name: prod, role_arn: ami-steward }'),
      'accounts[0].role_arn: found "ami-steward", expected the ARN of a role, such as arn:aws:iam::444455556666:role/ami-steward',
    ],
    [
      account('{ id: "111122223333", name: prod, role_arn: "arn:aws:iam::444455556666:role/ami-steward" }'),
      'accounts[0].role_arn: found "arn:aws:iam::444455556666:role/ami-steward", expected a role of account 111122223333',
    ],
    [
      account('{ id: "111122223333", name: prod, role_arn: "arn:aws:iam::111122223333:role/x", external_id: a b }'),
      'accounts[0].external_id: found "a b", expected an external id: 2 to 1,224 letters, digits and any of +=,.@:/-',
    ],
    [
      account('{ id: "111122223333", name: prod, external_id: team }'),
      'accounts[0].external_id: found "team", expected a role_arn beside it: an external id is sent when a role is assumed',
    ],
    [
      account('{ id: "111122223333", name: prod, role: x }'),
      'accounts[0].role: unknown key. Known here: id, name, regions, role_arn, external_id',
    ],
    [
      file({ accounts: '  - { id: "111122223333", name: a }\n  - { id: "111122223333", name: b }' }),
      'accounts[1].id: found "111122223333", expected another id than that of accounts[0]',
    ],
    [
      file({ accounts: '  - { id: "111122223333", name: prod }\n  - { id: "444455556666", name: PROD }' }),
      'accounts[1].name: found "PROD", expected another name than that of accounts[0]',
    ],
    // Approvals
    [
      file({ channel: '' }),
      'approvals.channel: found nothing, expected the id of a Slack channel, such as C0APPROVALS',
    ],
    [
      file({ channel: 'channel: "#ami"' }),
      'approvals.channel: found "#ami", expected the id of a Slack channel, such as C0APPROVALS. ' +
        'The id is at the end of the details of the channel in Slack.',
    ],
    [
      file({ channel: 'channel: xoxb-1234-5678' }),
      'approvals.channel: found a Slack token (not shown), expected the id of a Slack channel, such as C0APPROVALS',
    ],
    [
      file({ channel: 'channel: C1\n  expire_after: 72' }),
      `approvals.expire_after: found the number 72, expected ${DURATION}`,
    ],
    [file({ channel: 'channel: C1\n  expire_after: 0h' }), `approvals.expire_after: found "0h", expected ${DURATION}`],
    [
      file({ channel: 'channel: C1\n  expire_after: 53w' }),
      `approvals.expire_after: found "53w", expected ${DURATION}`,
    ],
    [
      file({ channel: 'channel: C1\n  remind_after: 4 hours' }),
      `approvals.remind_after: found "4 hours", expected ${DURATION}`,
    ],
    [
      file({ channel: 'channel: C1\n  expires_after: 4h' }),
      'approvals.expires_after: unknown key. Did you mean expire_after? Known here: channel, expire_after, remind_after, guests, rules',
    ],
    // Rules
    [file({ rules: '    []' }), 'approvals.rules: found a list of 0, expected a list of rules'],
    [
      rule('share'),
      'approvals.rules[0]: found "share", expected a rule: a mapping with action and one of auto, refuse and approvers',
    ],
    [rule('{ auto: true }'), `approvals.rules[0].action: found nothing, expected ${ACTIONS}`],
    [
      rule('{ action: shere, auto: true }'),
      `approvals.rules[0].action: found "shere", expected ${ACTIONS}. Did you mean share?`,
    ],
    [
      rule('{ action: [share, deregsiter], auto: true }'),
      `approvals.rules[0].action[1]: found "deregsiter", expected ${ACTIONS}. Did you mean deregister?`,
    ],
    [rule('{ action: [], auto: true }'), `approvals.rules[0].action: found a list of 0, expected ${ACTIONS}`],
    [
      rule('{ action: share }'),
      'approvals.rules[0]: found none of them, expected exactly one of auto, refuse and approvers',
    ],
    [
      rule('{ action: share, auto: true, approvers: [U1] }'),
      'approvals.rules[0]: found auto and approvers, expected exactly one of auto, refuse and approvers',
    ],
    [
      rule('{ action: share, auto: false }'),
      'approvals.rules[0].auto: found false, expected true; leave the key out if approvers decide',
    ],
    [
      rule('{ action: share, refuse: "" }'),
      'approvals.rules[0].refuse: found "", expected the sentence to refuse with',
    ],
    [
      rule('{ action: share, approvers: [] }'),
      'approvals.rules[0].approvers: found a list of 0, expected a list of Slack users and user groups such as [U0ANA, S0PLATFORM]',
    ],
    [
      rule('{ action: share, approvers: ["@ana"] }'),
      'approvals.rules[0].approvers[0]: found "@ana", expected the id of a Slack user (U…, W…) or user group (S…)',
    ],
    [
      rule('{ action: share, approvers: [U1, U1] }'),
      'approvals.rules[0].approvers[1]: found "U1", expected each approver once',
    ],
    [
      rule('{ action: share, approvers: [U1, U2], required: 3 }'),
      'approvals.rules[0].required: found the number 3, expected at most 2, the number of approvers',
    ],
    [
      rule('{ action: share, approvers: [U1], required: 0 }'),
      'approvals.rules[0].required: found the number 0, expected a whole number from 1 on',
    ],
    [
      rule('{ action: share, approvers: [S1], required: 1.5 }'),
      'approvals.rules[0].required: found the number 1.5, expected a whole number from 1 on',
    ],
    [
      rule('{ action: share, auto: true, required: 2 }'),
      'approvals.rules[0].required: found the number 2, expected approvers beside it',
    ],
    [
      rule('{ action: share, to: prod, auto: true }'),
      'approvals.rules[0].to: found "prod", expected a list such as [prod, eu-west-1, public]',
    ],
    [
      rule('{ action: share, to: [prood], auto: true }'),
      `approvals.rules[0].to[0]: found "prood", expected ${TARGET}. Did you mean prod?`,
    ],
    [
      rule('{ action: copy, to: [us-esat-1], auto: true }'),
      `approvals.rules[0].to[0]: found "us-esat-1", expected ${TARGET}. Did you mean us-east-1?`,
    ],
    [
      rule('{ action: share, tags: [Tier], auto: true }'),
      'approvals.rules[0].tags: found a list of 1, expected tags as a mapping from key to text ("*" means any value)',
    ],
    [
      rule('{ action: share, tags: { Version: 1 }, auto: true }'),
      'approvals.rules[0].tags.Version: found the number 1, expected text, in quotes where it looks like a number',
    ],
    [
      rule('{ action: share, tags: { "": x }, auto: true }'),
      'approvals.rules[0].tags[""]: found "", expected a tag key',
    ],
    [
      rule('{ action: share, in_use: yes, auto: true }'),
      'approvals.rules[0].in_use: found "yes", expected true or false',
    ],
    [
      rule('{ action: share, aprovers: [U1], auto: true }'),
      `approvals.rules[0].aprovers: unknown key. Did you mean approvers? Known here: ${RULE_KEYS}`,
    ],
    // Digest
    [file({ rest: 'digest:' }), 'digest: found nothing, expected a mapping; leave digest out for no digest'],
    [digest('{ channel: D1 }'), 'digest.channel: found "D1", expected the id of a Slack channel, such as C0APPROVALS'],
    [digest('{ schedule: daily }'), `digest.schedule: found "daily", expected ${SCHEDULE}`],
    [digest('{ schedule: "0 25 * * *" }'), `digest.schedule: found "0 25 * * *", expected ${SCHEDULE}`],
    [digest('{ schedule: "0 9 * * 5-1" }'), `digest.schedule: found "0 9 * * 5-1", expected ${SCHEDULE}`],
    [digest('{ schedule: "0/0 9 * * *" }'), `digest.schedule: found "0/0 9 * * *", expected ${SCHEDULE}`],
    [digest('{ timezone: Berlin }'), 'digest.timezone: found "Berlin", expected a time zone such as Europe/Berlin'],
    [digest('{ stale_after: 3months }'), `digest.stale_after: found "3months", expected ${DURATION}`],
    [
      digest('{ keep_tag: { Keep: "*" } }'),
      'digest.keep_tag: unknown key. Did you mean keep_tags? Known here: channel, schedule, timezone, stale_after, keep_tags, prices, owner_tag',
    ],
  ])('reports only the problem in %j', (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });
});

describe('readSettings with several mistakes', () => {
  test('reports all of them, both of syntax and of consistency', () => {
    const text = `
colour: red
accounts:
  - { id: 12, name: prod, external_id: team }
  - { id: "111122223333", name: Prod }
approvals:
  rules:
    - { action: share, to: [nowhere], auto: true, refuse: "No." }
`;

    expect(problems(text).map((problem) => problem.split(':')[0])).toEqual([
      'accounts[0].id',
      'approvals.channel',
      'colour',
      'accounts[1].name',
      'accounts[0].external_id',
      'approvals.rules[0]',
      'approvals.rules[0].to[0]',
    ]);
  });

  test('truncates a long text and keeps it on one line', () => {
    const [problem] = problems(account(`{ id: "111122223333", name: "${'x\\n'.repeat(80)}" }`));

    expect(problem).toBe(
      `accounts[0].name: found "${'x\\n'.repeat(30)}…", expected a name of letters, digits, ".", "_" and "-"`,
    );
  });
});
