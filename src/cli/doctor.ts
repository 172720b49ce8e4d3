import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { loadBotConfiguration } from '../config/load.js';
import { problemsText } from '../config/problems.js';
import { readSettings, type Settings } from '../config/settings.js';
import { lineOf } from '../doctor/check.js';
import { examine } from '../doctor/examine.js';
import { ruleChangeLines } from '../doctor/rule-changes.js';
import type { RuleBook } from '../workflows/policy/compare.js';
import { OPERATIONS } from '../workflows/operations/index.js';

/* `npm run doctor`, and `npm run doctor -- --against <file>`: what changes for whom from that configuration to this one. */

const CHANGES = OPERATIONS.filter(({ kind }) => kind === 'change').map(({ name }) => name);

const against = readArguments();
const loaded = await loadBotConfiguration(process.env);
if (loaded.kind === 'unusable') fail(loaded.message);
else if (against === undefined) await diagnose(loaded.configuration);
else await compare(against, loaded.configuration.settings);

function readArguments(): string | undefined {
  try {
    return parseArgs({ options: { against: { type: 'string' } } }).values.against;
  } catch {
    fail('Usage: npm run doctor [-- --against <the configuration file in force>]');
    process.exit();
  }
}

async function diagnose(configuration: Parameters<typeof examine>[0]): Promise<void> {
  say(lineOf({ name: 'Configuration', state: 'ok', text: `${configuration.environment.configFile} can be used.` }));
  let failed = 0;
  for await (const check of examine(configuration, CHANGES)) {
    say(lineOf(check));
    if (check.state === 'failed') failed += 1;
  }
  if (failed > 0) fail(`${failed} of these must be mended.`);
}

async function compare(file: string, settings: Settings): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    fail(`${file} cannot be read.`);
    return;
  }
  const before = readSettings(text, settings.homeRegion);
  if (before.kind === 'problems') {
    fail(problemsText([{ name: file, problems: before.problems }]));
    return;
  }
  ruleChangeLines(ruleBookOf(before.value), ruleBookOf(settings), CHANGES).forEach(say);
}

function ruleBookOf({ approvals, directory }: Settings): RuleBook {
  return { rules: approvals.policy.rules, directory };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
