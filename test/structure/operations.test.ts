import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { known, unknown } from '../../src/domain/model/fact.js';
import type { AnyChangeOperation, PlanResult } from '../../src/domain/operations/contract.js';
import { listFields, parseCommandLine } from '../../src/domain/command-line/parse-line.js';
import { splitCommand } from '../../src/domain/command-line/slack-text.js';
import { OPERATIONS } from '../../src/domain/operations/registry.js';
import { CALL_SPECS } from '../../src/domain/plan/call-specs.js';
import { directory } from '../domain/operations/directory.js';
import { facts, image, NOW, instanceFacts, objectFacts, recycledFacts } from '../domain/operations/facts-builder.js';

const HERE = 'src/domain/operations';
/** What operations share; every other folder is one. */
const SHARED = ['fields', 'findings', 'steps'];
const NAMES = OPERATIONS.map(({ name }) => name);

function folders(): readonly string[] {
  return readdirSync(HERE, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !SHARED.includes(entry.name))
    .map(({ name }) => name);
}

describe('the list of operations', () => {
  test('matches the folders on disk', () => {
    expect([...NAMES].sort()).toEqual([...folders()].sort());
  });

  test.each(OPERATIONS.map(({ name, kind }) => ({ name, kind })))('$name has the required files', ({ name, kind }) => {
    const answering = {
      change: ['plan.ts'],
      read: ['answer.ts'],
      search: ['answer.ts'],
    };

    expect(readdirSync(`${HERE}/${name}`)).toEqual(
      expect.arrayContaining([...answering[kind], 'findings.ts', 'index.ts']),
    );
  });

  /** As the interface has them. */
  test.each([
    ['info', '/ami info <ami> [in <region>]'],
    ['share', '/ami share <ami> with <target>[, …] [for <duration>]'],
    ['unshare', '/ami unshare <ami> from <target>[, …]'],
    [
      'copy',
      '/ami copy <ami> to <region or account>[, …] [as <name>] [encrypted [with <key>]] [without sharing] [by snapshots | by launching <instance type> [subnet <id>]]',
    ],
    ['deregister', '/ami deregister <ami> [with snapshots]'],
    ['retire', '/ami retire <ami> [over <duration>] [with snapshots]'],
    ['find', '/ami find <words> [in <region>]'],
    ['list', '/ami list [stale|shared|public] [in <region>] [of <account>]'],
    ['deprecate', '/ami deprecate <ami> [on <date> | in <duration>]'],
    ['undeprecate', '/ami undeprecate <ami>'],
    ['disable', '/ami disable <ami>'],
    ['create', '/ami create from <instance> as <name> [without reboot]'],
    ['launch', '/ami launch <ami> as <instance type> [subnet <id>]'],
    ['import', '/ami import s3://bucket/key as <name>'],
    ['restore', '/ami restore <ami>'],
    ['protect', '/ami protect <ami>'],
    ['unprotect', '/ami unprotect <ami>'],
    ['publish', '/ami publish <ami>'],
    ['unpublish', '/ami unpublish <ami>'],
  ])('%s has the documented usage', (name, usage) => {
    expect(OPERATIONS.find((operation) => operation.name === name)?.usage).toBe(usage);
  });
});

describe.each(OPERATIONS.map((operation) => ({ name: operation.name, operation })))('$name', ({ name, operation }) => {
  test('has a summary, help texts and examples', () => {
    expect(operation.summary.length).toBeLessThanOrEqual(100);
    expect(operation.help.length).toBeGreaterThan(0);
    expect(operation.examples.length).toBeGreaterThan(0);
    for (const paragraph of operation.help) expect(paragraph.length).toBeLessThanOrEqual(1_000);
  });

  test('has valid examples', () => {
    for (const example of operation.examples) {
      const { word, rest } = splitCommand(example.replace('/ami ', ''));
      const read = parseCommandLine(rest, operation.grammar);

      expect([word, read.kind]).toEqual([name, 'draft']);
      expect(read.kind === 'draft' && operation.parse(read.draft, { directory, now: NOW }).kind).toBe('valid');
    }
  });

  test('mentions each of its keywords in its usage', () => {
    const common = ['in', 'of', 'because'];
    const keywords = operation.grammar.clauses.flatMap(({ keyword }) => keyword.split(' '));

    for (const keyword of keywords.filter((word) => !common.includes(word))) {
      expect(operation.usage).toMatch(new RegExp(`\\b${keyword}\\b`));
    }
  });

  test('has form fields within the Slack limits', () => {
    const fields = listFields(operation.grammar);

    expect(new Set(fields.map(({ field }) => field)).size).toBe(fields.length);
    for (const { label, hint = '', placeholder = '' } of fields) {
      expect(label.length).toBeLessThanOrEqual(75);
      expect(hint.length).toBeLessThanOrEqual(300);
      expect(placeholder.length).toBeLessThanOrEqual(150);
    }
  });
});

/** Each change has something to do in one of them. */
const SITUATIONS = [
  facts({ launchPermissions: unknown('it was not read') }),
  facts({ image: image({ state: 'disabled' }) }),
  facts({ image: image({ deregistrationProtection: 'enabled-with-cooldown' }) }),
  facts({ publicAccess: known({ state: 'unblocked', managedBy: 'account' }) }),
  facts({ image: image({ public: true }) }),
  facts({ image: image({ deprecatedAt: '2027-01-31T00:00:00.000Z' }) }),
];

const CHANGES = OPERATIONS.flatMap((operation) => (operation.kind === 'change' ? operation : []));

describe.each(CHANGES.map((operation) => ({ name: operation.name, operation })))(
  'the change $name',
  ({ operation }) => {
    test('accepts the common clauses', () => {
      expect(operation.grammar.clauses.map(({ keyword }) => keyword)).toEqual(
        expect.arrayContaining(['in', 'of', 'because']),
      );
    });

    test('plans only calls that are in CALL_SPECS and in its list of calls', () => {
      const [example = ''] = operation.examples;
      const read = parseCommandLine(splitCommand(example.replace('/ami ', '')).rest, operation.grammar);
      const parsed = operation.parse(read.kind === 'draft' ? read.draft : {}, { directory, now: NOW });
      const input = parsed.kind === 'valid' ? parsed.input : undefined;

      const plans = plansOf(operation, input);
      const calls = plans.flatMap((planned) =>
        planned.kind === 'plan' ? planned.plan.steps.map(({ call }) => call.name) : [],
      );
      expect(calls.length).toBeGreaterThan(0);
      expect(Object.keys(CALL_SPECS)).toEqual(expect.arrayContaining(calls));
      expect(operation.calls).toEqual(expect.arrayContaining(calls));
    });
  },
);

function plansOf(operation: AnyChangeOperation, input: unknown): readonly PlanResult[] {
  switch (operation.subjectKind) {
    case 'image':
      return SITUATIONS.map((situation) => operation.plan(input, situation, { directory }));
    case 'instance':
      return [operation.plan(input, instanceFacts(), { directory })];
    case 'recycled':
      return [operation.plan(input, recycledFacts(), { directory })];
    case 'object':
      return [operation.plan(input, objectFacts(), { directory })];
  }
}
