import { describe, expect, test } from '@jest/globals';
import { messageViolations } from '../../../sandbox/slack/rules/index.js';
import { createHelpTopics } from '../../../src/listeners/blocks/help/topics.js';
import { OPERATIONS } from '../../../src/domain/operations/registry.js';
import type { Rule, RuleEffect } from '../../../src/domain/policy/types.js';
import { rule } from '../../workflows/builders.js';
import { command } from '../payloads.js';
import { renderedLines } from '../rendered-messages.js';
import { ListenerHarness } from '../slack-setup.js';

const auto: RuleEffect = { kind: 'auto' };
const platform: RuleEffect = { kind: 'approval', approvers: ['S0PLATFORM'], required: 2 };
const rita: RuleEffect = { kind: 'approval', approvers: ['U0RITA'], required: 1 };

/** What Rita is answered, privately. */
async function helpFor(line: string, rules?: readonly Rule[]): Promise<readonly string[]> {
  const harness = new ListenerHarness(rules === undefined ? {} : { rules });
  await harness.send(command(line));
  const [{ text, blocks, ...answer } = {}, ...others] = harness.callsOf('response_url');
  expect(others).toEqual([]);
  expect(answer).toMatchObject({ response_type: 'ephemeral' });
  expect(messageViolations({ text, blocks })).toEqual([]);
  return renderedLines(Array.isArray(blocks) ? blocks : []);
}

describe('/ami help', () => {
  test.each(['', 'help', 'HELP'])('%j lists every operation by purpose', async (line) => {
    const lines = await helpFor(line);

    const headings = ['Look', 'Share', 'Copy, create, launch', 'Deprecate, protect, remove'];
    expect(lines.filter((each) => !each.startsWith('- ')).slice(0, 6)).toEqual([
      '# What you can request',
      ...headings,
      'Requests, rules and the digest',
    ]);
    for (const { usage, summary } of OPERATIONS) {
      expect(lines.filter((each) => each.startsWith(`- ${usage} ${summary}`))).toHaveLength(1);
    }
  });

  test.each<[string, readonly Rule[], string]>([
    ['that runs without approval', [rule(auto)], '(runs without approval)'],
    ['with its approvers', [rule(platform)], '(2 approvals from @S0PLATFORM)'],
    ['that depends on the target', [rule(auto, { to: ['prod'] }), rule(platform)], '(approval depends on the details)'],
    [
      'that only the reader could approve',
      [rule(rita)],
      '(only you could approve it, and you cannot approve your own request)',
    ],
  ])('marks a change %s', async (_, rules, mark) => {
    expect(await helpFor('help', rules)).toContain(
      `- /ami share <ami> with <target>[, …] [for <duration>] Let other accounts launch and copy an AMI ${mark}`,
    );
  });

  test('lists forbidden changes by name only and shows no rules for queries', async () => {
    const lines = await helpFor('help', [
      rule({ kind: 'refuse', message: 'No.' }, { action: ['publish'] }),
      rule(auto),
    ]);

    expect(lines).toContain('The rules do not allow: publish');
    expect(lines.filter((line) => line.includes('/ami publish'))).toEqual([]);
    expect(lines).toContain('- /ami info <ami> [in <region>] Everything an AMI stores, and how it may be used');
  });
});

describe('/ami help <operation>', () => {
  const rules = [
    rule({ kind: 'refuse', message: 'Ask #security.' }, { action: ['share'], to: ['unknown'] }),
    rule(auto, { action: ['copy'] }),
    rule(platform),
  ];

  test('shows usage, examples, rules, API calls, permissions and undo', async () => {
    const lines = await helpFor('help share', rules);

    expect(lines.slice(0, 3)).toEqual([
      '# /ami share',
      'Let other accounts launch and copy an AMI',
      '/ami share <ami> with <target>[, …] [for <duration>]',
    ]);
    expect(lines).toContain('- /ami share ami-1234567890abcdef0 with 111122223333');
    expect(lines.slice(lines.indexOf('Who decides'))).toEqual([
      'Who decides',
      '- Rule 1 (share; to accounts that are not in the directory): not allowed: Ask #security.',
      '- Rule 3 (any change): 2 approvals from @S0PLATFORM',
      'The first matching rule decides. To see which: /ami policy share …',
      'On EC2',
      '- It may call ModifyImageAttribute, ModifySnapshotAttribute',
      '- Besides reading, the role needs ec2:ModifyImageAttribute, ec2:ModifySnapshotAttribute',
      '- Undo creates a new request that reverts it as far as possible. The rules judge it as unshare',
    ]);
  });

  test.each<[string, readonly Rule[], readonly string[]]>([
    ['no rule covers the operation', [rule(auto, { action: ['share'] })], ['No rule allows it.']],
    [
      'no rule covers every target',
      [rule(auto, { to: ['prod'] })],
      [
        '- Rule 1 (any change; to prod): runs without approval',
        'Anything else is not allowed.',
        'The first matching rule decides. To see which: /ami policy copy …',
      ],
    ],
    [
      'only the reader could approve it',
      [rule(rita)],
      [
        '- Rule 1 (any change): 1 approval from @U0RITA',
        'For you: only you could approve it, and you cannot approve your own request.',
      ],
    ],
  ])('states that %s', async (_, given, expected) => {
    const lines = await helpFor('help copy', given);

    expect(lines.slice(lines.indexOf('Who decides') + 1, lines.indexOf('On EC2'))).toEqual(expected);
  });

  test('lists additional permissions that a call needs', async () => {
    expect(await helpFor('help create')).toContain(
      '- Besides reading, the role needs ec2:CreateImage, ec2:DeregisterImage, ec2:CreateTags, ec2:DeleteSnapshot',
    );
  });

  test('states that no rule applies to a query', async () => {
    expect((await helpFor('help info')).at(-1)).toBe('It changes nothing, so no rule decides it.');
  });
});

describe('/ami help <topic>', () => {
  test.each([
    ['approvals', 'A request without a decision expires after 3 days.'],
    ['names', 'by four or more digits that begin or end exactly one account there'],
    ['time', 'At the expiration only the grants of that share are revoked.'],
    ['stale', 'What could not be checked is unknown, and never stale.'],
    ['undo', 'Reverts only changes of that request'],
    ['digest', 'Keep exempts the AMI until a day'],
  ])('explains %s', async (topic, expected) => {
    expect((await helpFor(`help ${topic}`)).join('\n')).toContain(expected);
  });

  test.each([
    ['aprovals', 'approvals'],
    ['name', 'names'],
    ['deregistre', 'deregister'],
  ])('suggests the closest match to %s', async (wrong, nearest) => {
    const answer = (await helpFor(`help ${wrong}`)).join('\n');

    expect(answer).toContain(`There is no help about “${wrong}”.`);
    expect(answer).toContain(`Did you mean ${nearest}?`);
  });

  test('has no topic with the name of a command', () => {
    const names = createHelpTopics({ expireAfterMs: 1, remindAfterMs: 1 }).map(({ name }) => name);

    expect(names.filter((name) => OPERATIONS.some((operation) => operation.name === name))).toEqual([]);
  });
});
