import { describe, expect, test } from '@jest/globals';
import { messageViolations } from '../../../sandbox/slack/rules/index.js';
import { explainDecision, evaluatePolicy } from '../../../src/domain/policy/evaluate.js';
import type { Rule } from '../../../src/domain/policy/types.js';
import type { Plan, PolicyInput } from '../../../src/domain/plan/types.js';
import type { SubmitRequestCommand, RequestPreview } from '../../../src/workflows/use-cases.js';
import { directory, plan, rule } from '../../workflows/builders.js';
import { command } from '../payloads.js';
import { renderedLines } from '../rendered-messages.js';
import { ListenerHarness } from '../slack-setup.js';

const RULES: readonly Rule[] = [
  rule({ kind: 'auto' }, { action: ['share'], to: ['images'], tags: { Tier: 'base' } }),
  rule(
    { kind: 'approval', approvers: ['S0SECURITY', 'S0PLATFORM'], required: 2 },
    { action: ['share'], to: ['unknown'] },
  ),
  rule({ kind: 'refuse', message: 'Ask #security.' }, { action: ['publish'] }),
  rule({ kind: 'approval', approvers: ['S0PLATFORM'], required: 1 }),
];

function considered(overrides: Partial<Plan>, policyInput: Partial<PolicyInput> = {}, rules = RULES): RequestPreview {
  const base = plan({ steps: [], ...overrides });
  const asked = { ...base, policyInput: { ...base.policyInput, ...policyInput } };
  return {
    kind: 'planned',
    plan: asked,
    matches: explainDecision(rules, asked, directory),
    policyDecision: evaluatePolicy(rules, asked, directory),
  };
}

async function answerTo(line: string, answer?: RequestPreview) {
  const asked: Pick<SubmitRequestCommand, 'operation' | 'input'>[] = [];
  const harness = new ListenerHarness({
    useCases: {
      ...(answer === undefined
        ? {}
        : {
            previewRequest: async (command) => {
              asked.push(command);
              return answer;
            },
          }),
    },
  });
  await harness.send(command(line));
  const [reply = {}] = harness.callsOf('response_url');
  expect(messageViolations({ text: reply.text, blocks: reply.blocks })).toEqual([]);
  return { asked, lines: renderedLines(Array.isArray(reply.blocks) ? reply.blocks : []) };
}

describe('/ami policy', () => {
  test('explains the deciding rule for each effect and requests nothing', async () => {
    const targets = [
      { kind: 'account', id: '111122223333' },
      { kind: 'account', id: '123412341234' },
    ] as const;

    const { asked, lines } = await answerTo(
      'policy share ami-123 with prod, 123412341234',
      considered({}, { targets }),
    );

    expect(asked).toMatchObject([{ operation: { name: 'share' }, input: { ami: 'ami-123' } }]);
    expect(lines).toEqual([
      'Share ami-1234567890abcdef0 with prod (111122223333)',
      'It would wait for approval. Possible approvers (never of their own request): @S0PLATFORM, @S0SECURITY.',
      'share with prod (111122223333): rule 4 decides (any change): 1 approval from @S0PLATFORM',
      '- Rule 1 does not match: it is for images',
      '- Rule 2 does not match: it is for accounts that are not in the directory',
      'share with 123412341234: rule 2 decides (share; to accounts that are not in the directory): 2 approvals from @S0SECURITY, @S0PLATFORM',
      '- Rule 1 does not match: it is for images',
      'Nothing was requested or stored.',
    ]);
  });

  test('quotes the rule that allows or refuses the change', async () => {
    const images = { kind: 'account', id: '999988887777' } as const;
    const auto = await answerTo(
      'policy share ami-123 with images',
      considered({}, { targets: [images], tags: { Tier: 'base' } }),
    );
    const refused = await answerTo(
      'policy share ami-123 with images',
      considered({ operation: 'publish' }, { targets: [{ kind: 'public' }] }),
    );

    expect(auto.lines).toContain('It would run at once, without approval.');
    expect(auto.lines).toContain(
      'share with images (999988887777): rule 1 decides (share; to images; tag Tier=base): runs without approval',
    );
    expect(refused.lines).toContain('It would not be requested. Rule 3 does not allow publish: Ask #security.');
    expect(refused.lines).toContain('publish: rule 3 decides (publish): not allowed: Ask #security.');
  });

  test('states the usage of an AMI that would be removed', async () => {
    const { lines } = await answerTo(
      'policy deregister ami-123',
      considered(
        { operation: 'deregister', title: 'Deregister' },
        { targets: [], inUse: 'unknown', removesAccess: true },
      ),
    );

    expect(lines).toEqual([
      'Deregister',
      'It would not be requested. Whether the AMI is in use is unknown, and no rule allows its removal in that case.',
      'In use: unknown, which counts as yes',
      'deregister: no rule matches.',
      '- Rule 4 does not match: the AMI is in use, or may be, and the rule does not name in_use',
      'Nothing was requested or stored.',
    ]);
  });

  test('explains why no rule applies', async () => {
    const { lines } = await answerTo('policy share ami-123 with prod', {
      kind: 'refused',
      title: 'Share ami-123',
      findings: [{ code: 'x', severity: 'refusal', text: 'The key cannot be shared.', fix: 'Copy it first.' }],
    });

    expect(lines).toEqual([
      'Share ami-123: no rule applies, because it is not possible.',
      ':no_entry: Not possible',
      '- The key cannot be shared. Copy it first.',
      'Nothing was requested or stored.',
    ]);
  });

  test.each([
    ['policy shre ami-123 with prod', 'Did you mean share?'],
    ['policy info ami-123', '“info” is no change that the rules decide.'],
    ['policy &amp;lt;b ami-123', '“&lt;b” is no change'],
    ['policy share ami-123', '“share” lacks something: Target.'],
    ['policy share ami-123 wiht prod', 'Did you mean with?'],
    ['policy share ami-123 with prdo', 'Did you mean prod?'],
  ])('refuses the invalid line %j without a lookup', async (line, expected) => {
    const { lines } = await answerTo(line);

    expect(lines.join('\n')).toContain(expected);
  });

  test('accepts a line that starts with /ami', async () => {
    const { asked } = await answerTo('policy /ami copy ami-123 to eu-west-1', considered({ operation: 'copy' }));

    expect(asked).toMatchObject([{ operation: { name: 'copy' } }]);
  });
});
