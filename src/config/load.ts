import { readFile } from 'node:fs/promises';
import {
  DEFAULT_CONFIG_FILE,
  readEnvironment,
  readSlackEnvironment,
  type Environment,
  type SlackEnvironment,
  type Variables,
} from './environment.js';
import { problemsText, type Problem, type ProblemSource, type Read } from './problems.js';
import { readSettings, type Settings } from './settings.js';

export interface Configuration {
  readonly environment: Environment;
  readonly settings: Settings;
}

export type BotConfiguration = Configuration & { readonly slack: SlackEnvironment };

export type Loaded<T> =
  | { readonly kind: 'loaded'; readonly configuration: T }
  /** One message for people that names everything that is wrong, in the environment and in the file. */
  | { readonly kind: 'unusable'; readonly message: string };

/** Reads the environment and the configuration file that it names: for processes that do not speak to Slack. */
export async function loadConfiguration(variables: Variables): Promise<Loaded<Configuration>> {
  const { environment, settings, sources } = await readBoth(variables);
  return environment.kind === 'read' && settings?.kind === 'read'
    ? { kind: 'loaded', configuration: { environment: environment.value, settings: settings.value } }
    : { kind: 'unusable', message: problemsText(sources([])) };
}

/** The same with what the bot needs to meet Slack. */
export async function loadBotConfiguration(variables: Variables): Promise<Loaded<BotConfiguration>> {
  const slack = readSlackEnvironment(variables);
  const { environment, settings, sources } = await readBoth(variables);
  return slack.kind === 'read' && environment.kind === 'read' && settings?.kind === 'read'
    ? {
        kind: 'loaded',
        configuration: { environment: environment.value, settings: settings.value, slack: slack.value },
      }
    : { kind: 'unusable', message: problemsText(sources(problemsOf(slack))) };
}

async function readBoth(variables: Variables) {
  const environment = readEnvironment(variables);
  // With a malformed variable the file can still be read: its problems are to be told in the same breath.
  const path =
    environment.kind === 'read' ? environment.value.configFile : (variables.STEWARD_CONFIG ?? DEFAULT_CONFIG_FILE);
  const file = await readText(path);
  const region = environment.kind === 'read' ? environment.value.region : undefined;
  const settings = file.kind === 'read' ? readSettings(file.value, region) : undefined;
  return {
    environment,
    settings,
    sources: (others: readonly Problem[]): readonly ProblemSource[] => [
      { name: 'the environment', problems: [...others, ...problemsOf(environment), ...problemsOf(file)] },
      { name: path, problems: settings === undefined ? [] : problemsOf(settings) },
    ],
  };
}

async function readText(path: string): Promise<Read<string>> {
  try {
    return { kind: 'read', value: await readFile(path, 'utf8') };
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';
    const text = `found ${path}, which cannot be read (${code}), expected a file like steward.config.example.yml`;
    return { kind: 'problems', problems: [{ key: 'STEWARD_CONFIG', text }] };
  }
}

function problemsOf(read: Read<unknown>): readonly Problem[] {
  return read.kind === 'read' ? [] : read.problems;
}
