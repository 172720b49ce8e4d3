import { describe, expect, test } from '@jest/globals';
import { readSettings } from '../../src/config/settings.js';
import { account, digest, file, problems, rule } from './settings-setup.js';

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
