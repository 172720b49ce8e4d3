import { readFile } from 'node:fs/promises';
import {
  DEFAULT_CONFIG_FILE,
  readEnvironment,
  readSlackEnvironment,
  type Environment,
  type SlackEnvironment,
  type Variables,
} from './environment.js';
import { formatProblems, type ConfigProblem, type ProblemSource, type ReadResult } from './problems.js';
import { readSettings, type Settings } from './settings.js';

export interface Configuration {
  readonly environment: Environment;
  readonly settings: Settings;
}

export type BotConfiguration = Configuration & { readonly slack: SlackEnvironment };

export type LoadResult<T> =
  | { readonly kind: 'loaded'; readonly configuration: T }
  /** One message for people that names everything that is wrong, in the environment and in the file. */
  | { readonly kind: 'invalid'; readonly message: string };

/** Reads the environment and the configuration file that it names: for processes that do not speak to Slack. */
export async function loadConfiguration(variables: Variables): Promise<LoadResult<Configuration>> {
  const { environment, settings, sources } = await readBoth(variables);
  return environment.kind === 'valid' && settings?.kind === 'valid'
    ? { kind: 'loaded', configuration: { environment: environment.value, settings: settings.value } }
    : { kind: 'invalid', message: formatProblems(sources([])) };
}

/** The same with what the bot needs to meet Slack. */
export async function loadBotConfiguration(variables: Variables): Promise<LoadResult<BotConfiguration>> {
  const slack = readSlackEnvironment(variables);
  const { environment, settings, sources } = await readBoth(variables);
  return slack.kind === 'valid' && environment.kind === 'valid' && settings?.kind === 'valid'
    ? {
        kind: 'loaded',
        configuration: { environment: environment.value, settings: settings.value, slack: slack.value },
      }
    : { kind: 'invalid', message: formatProblems(sources(collectProblems(slack))) };
}

async function readBoth(variables: Variables) {
  const environment = readEnvironment(variables);
  // The file can be read despite a malformed variable: its problems are reported in the same message.
  const path =
    environment.kind === 'valid' ? environment.value.configFile : (variables.STEWARD_CONFIG ?? DEFAULT_CONFIG_FILE);
  const file = await readText(path);
  const region = environment.kind === 'valid' ? environment.value.region : undefined;
  const settings = file.kind === 'valid' ? readSettings(file.value, region) : undefined;
  return {
    environment,
    settings,
    sources: (others: readonly ConfigProblem[]): readonly ProblemSource[] => [
      { name: 'the environment', problems: [...others, ...collectProblems(environment), ...collectProblems(file)] },
      { name: path, problems: settings === undefined ? [] : collectProblems(settings) },
    ],
  };
}

async function readText(path: string): Promise<ReadResult<string>> {
  try {
    return { kind: 'valid', value: await readFile(path, 'utf8') };
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';
    const text = `found ${path}, which cannot be read (${code}), expected a file like steward.config.example.yml`;
    return { kind: 'invalid', problems: [{ key: 'STEWARD_CONFIG', text }] };
  }
}

function collectProblems(read: ReadResult<unknown>): readonly ConfigProblem[] {
  return read.kind === 'valid' ? [] : read.problems;
}
