import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { loadBotConfiguration } from '../config/load.js';
import { formatProblems } from '../config/problems.js';
import { readSettings, type Settings } from '../config/settings.js';
import { formatCheck } from '../doctor/check.js';
import { runChecks } from '../doctor/run-checks.js';
import { formatRuleChanges } from '../doctor/rule-changes.js';
import type { PolicySnapshot } from '../domain/policy/compare.js';
import { OPERATIONS } from '../domain/operations/registry.js';

/*
 * `npm run doctor`, and `npm run doctor -- --against <file>`: how that configuration and this one differ for each user
 * one.
 */

/** What rules decide: every change, and the effect that only Undo has. */
const ACTIONS = [...OPERATIONS.filter(({ kind }) => kind === 'change').map(({ name }) => name), 'terminate'];

const against = readArguments();
const loaded = await loadBotConfiguration(process.env);
if (loaded.kind === 'invalid') fail(loaded.message);
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

async function diagnose(configuration: Parameters<typeof runChecks>[0]): Promise<void> {
  printLine(
    formatCheck({ name: 'Configuration', state: 'ok', text: `${configuration.environment.configFile} can be used.` }),
  );
  let failed = 0;
  for await (const check of runChecks(configuration, ACTIONS)) {
    printLine(formatCheck(check));
    if (check.state === 'failed') failed += 1;
  }
  if (failed > 0) fail(`${failed} checks failed.`);
}

async function compare(file: string, settings: Settings): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    fail(`${file} cannot be read.`);
    return;
  }
  const before = readSettings(text, settings.homeRegion);
  if (before.kind === 'invalid') {
    fail(formatProblems([{ name: file, problems: before.problems }]));
    return;
  }
  formatRuleChanges(toPolicySnapshot(before.value), toPolicySnapshot(settings), ACTIONS).forEach(printLine);
}

function toPolicySnapshot({ approvals, directory }: Settings): PolicySnapshot {
  return { rules: approvals.policy.rules, directory };
}

function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
