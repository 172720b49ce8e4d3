import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.js';
import { SETTINGS } from '../../sandbox/seed/settings.js';
import type { Settings } from '../../src/config/settings.js';
import { formatCheck, type CheckResult } from '../../src/doctor/check.js';
import { runChecks } from '../../src/doctor/run-checks.js';
import type { Rule } from '../../src/domain/policy/types.js';
import { OPERATIONS } from '../../src/domain/operations/registry.js';
import { recordingLog } from '../journeys/harness.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, log: recordingLog().log, app: false });
});
afterAll(() => sandbox.close());

/** Nothing listens on the first of all ports. */
const UNREACHABLE = 'http://127.0.0.1:1';

interface Circumstances {
  readonly settings?: Settings;
  readonly table?: string;
  readonly botToken?: string;
  readonly slackUrl?: string;
}

/** Without the account in which the sandbox denies some reads. */
const WELL: Settings = { ...SETTINGS, directory: without('dev') };

function without(name: string): Settings['directory'] {
  const [first, ...others] = SETTINGS.directory;
  return [first, ...others.filter((account) => account.name !== name)];
}

async function checksIn(circumstances: Circumstances = {}): Promise<readonly CheckResult[]> {
  const { settings = WELL, table = 'ami-steward', botToken = sandbox.credentials.botToken } = circumstances;
  const { signingSecret } = sandbox.credentials;
  const { slackUrl = sandbox.workspace.apiUrl } = circumstances;
  const configuration = {
    environment: { port: 0, configFile: 'steward.config.yml', table, logLevel: 'info', region: 'us-east-1' },
    slack: { mode: 'http', botToken, signingSecret, apiUrl: slackUrl },
    settings,
  } as const;
  const checks: CheckResult[] = [];
  const operations = OPERATIONS.map(({ name }) => name);
  for await (const check of runChecks(configuration, operations)) checks.push(check);
  return checks;
}

async function linesIn(
  circumstances: Circumstances,
  state: CheckResult['state'] = 'failed',
): Promise<readonly string[]> {
  return (await checksIn(circumstances)).filter((check) => check.state === state).map(formatCheck);
}

function withRules(...rules: readonly Rule[]): Settings {
  const { approvals } = WELL;
  return { ...WELL, approvals: { ...approvals, policy: { ...approvals.policy, rules } } };
}

function approval(approvers: readonly string[], required = 1): Rule {
  return { action: ['*'], effect: { kind: 'approval', approvers, required } };
}

describe('npm run doctor', () => {
  test('reports no failures for a correct setup, and changes nothing', async () => {
    const checks = await checksIn();

    expect(checks.filter(({ state }) => state === 'failed').map(formatCheck)).toEqual([]);
    expect(checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'Slack token',
        'Channel C0APPROVALS',
        'Approver S0PLATFORM',
        'Clock',
        'Table ami-steward',
        'prod (111122223333)',
        'prod (111122223333) in eu-west-1',
        'partner (777788889999)',
      ]),
    );
    const changes = sandbox.aws.calls.filter(({ operation }) => !/^(Describe|Get|List|AssumeRole)/.test(operation));
    // Some are refused for their parameters before the rights are looked at; none takes effect.
    expect(changes.filter(({ outcome }) => outcome === 'DryRunOperation').length).toBeGreaterThan(0);
    expect(changes.filter(({ outcome }) => outcome === 'ok' || outcome === 'lost')).toEqual([]);
    expect(sandbox.workspace.messages('C0APPROVALS')).toEqual([]);
  });

  test('reports that Slack refuses the token, and skips the other Slack checks', async () => {
    expect(await linesIn({ botToken: 'xoxb-other' })).toEqual([
      expect.stringMatching(/^FAIL {2}Slack token: Slack returned invalid_auth\. Fix: set SLACK_BOT_TOKEN/),
    ]);
  });

  test('names a channel that does not exist', async () => {
    const settings = { ...WELL, approvals: { ...WELL.approvals, channel: 'C0NOWHERE' } };

    expect(await linesIn({ settings })).toEqual([
      expect.stringMatching(/^FAIL {2}Channel C0NOWHERE: .* invite the bot/),
    ]);
  });

  test.each<[string, Rule, RegExp]>([
    ['a user group that does not exist', approval(['S0GONE', 'U0ANA']), /Approver S0GONE: no such user group/],
    ['a user who does not exist', approval(['U0UNREACHABLE', 'U0ANA']), /Approver U0UNREACHABLE: no such user/],
    [
      'a rule that cannot be satisfied',
      approval(['S0PLATFORM'], 3),
      /Rule 1: requires 3 approvals, but only 2 are possible/,
    ],
  ])('names %s', async (_what, rule, words) => {
    expect(await linesIn({ settings: withRules(rule) })).toEqual([expect.stringMatching(words)]);
  });

  test('warns about a rule that needs all of its approvers', async () => {
    expect(await linesIn({ settings: withRules(approval(['S0PLATFORM'], 2)) }, 'warning')).toEqual([
      expect.stringContaining('needs all of its approvers'),
    ]);
  });

  test('explains how to create a table that does not exist', async () => {
    expect(await linesIn({ table: 'another' })).toEqual([
      'FAIL  Table another: does not exist. Fix: npm run create-table',
    ]);
  });

  test('names the permissions that a role lacks', async () => {
    expect(await linesIn({ settings: SETTINGS })).toEqual([
      expect.stringMatching(
        /^FAIL {2}dev \(\d+\) in eu-west-1: .* Fix: give the role ec2:DescribeImageReferences, autoscaling:DescribeLaunchConfigurations\.$/,
      ),
      expect.stringMatching(/^FAIL {2}dev \(\d+\) in eu-west-1: .* Fix: give the role rbin:ListRules\.$/),
    ]);
  });

  test('warns of an optional part of the role that is left out, and what fails without it', async () => {
    expect(await linesIn({ settings: SETTINGS }, 'warning')).toEqual(
      expect.arrayContaining(
        ['us-east-1', 'eu-west-1'].map((region) =>
          expect.stringMatching(
            `^WARN  dev .* in ${region}: the permissions of infra/iam/account-role-delete-snapshots\\.json are left out: snapshots`,
          ),
        ),
      ),
    );
  });

  test('suggests checking the network if a service does not answer, and continues', async () => {
    process.env.AWS_ENDPOINT_URL_STS = UNREACHABLE;
    try {
      const acting = WELL.directory.filter(({ roleArn }, index) => index === 0 || roleArn !== undefined);

      expect(await linesIn({ slackUrl: `${UNREACHABLE}/api/` })).toEqual([
        expect.stringMatching(/^FAIL {2}Slack token: Slack does not answer\. Fix: check the network/),
        ...acting.map(() => expect.stringMatching(/\): AWS could not be reached\. Fix: check the network/)),
      ]);
    } finally {
      delete process.env.AWS_ENDPOINT_URL_STS;
    }
  });

  test('explains what to check if a role cannot be assumed', async () => {
    const [first, ...others] = SETTINGS.directory;
    const directory: Settings['directory'] = [
      first,
      ...others.map((account) => (account.name === 'dev' ? { ...account, externalId: 'wrong' } : account)),
    ];

    expect(await linesIn({ settings: { ...SETTINGS, directory } })).toEqual([
      expect.stringMatching(/^FAIL {2}dev .*sts:AssumeRole.* Fix: let the bot assume .* external_id/),
    ]);
  });

  test('requires an external ID for every role', async () => {
    const [{ id, name, regions, roleArn = '' }, ...others] = WELL.directory;
    const directory: Settings['directory'] = [{ id, name, regions, roleArn }, ...others];

    expect(await linesIn({ settings: { ...WELL, directory } })).toContainEqual(
      expect.stringMatching(/^FAIL {2}images .*: has a role_arn without an external_id\. Fix: choose one/),
    );
  });

  test('warns that changes in an account without a role are not limited by IAM', async () => {
    const [{ id, name, regions }, ...others] = WELL.directory;
    const directory: Settings['directory'] = [{ id, name, regions }, ...others];

    expect(await linesIn({ settings: { ...WELL, directory } }, 'warning')).toContainEqual(
      expect.stringMatching(/^WARN {2}images .*: has no role_arn: IAM does not limit changes/),
    );
  });

  test('checks that every trust policy allows session tags if they are set', async () => {
    const settings = { ...WELL, sessionTags: true };
    const { store } = sandbox.aws;
    const roles = WELL.directory.flatMap(({ roleArn = '' }) => store.get('roles', roleArn) ?? []);

    expect(await linesIn({ settings })).toEqual(
      roles.map(() =>
        expect.stringMatching(
          /sts:TagSession.* Fix: allow sts:TagSession and sts:SetSourceIdentity in the trust policy/,
        ),
      ),
    );

    for (const role of roles) store.put('roles', { ...role, tagging: true });
    expect(await linesIn({ settings })).toEqual([]);
    expect(await linesIn({ settings }, 'ok')).toContainEqual(
      expect.stringContaining('changes are limited to the plan of the request, in tagged sessions.'),
    );
  });
});
