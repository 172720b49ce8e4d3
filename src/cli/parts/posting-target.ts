import { existsSync } from 'node:fs';
import { DEFAULT_CONFIG_FILE, readEnvironment, type Variables } from '../../config/environment.js';
import { loadConfiguration } from '../../config/load.js';
import { formatProblems } from '../../config/problems.js';

/** The location of the table. */
export interface PostingTarget {
  readonly table: string;
  readonly region: string;
}

/** Where the table is, or why that is not known. It can be made and read before there is a configuration file. */
export async function readPostingTarget(variables: Variables): Promise<PostingTarget | string> {
  const environment = readEnvironment(variables);
  if (environment.kind === 'invalid') {
    return formatProblems([{ name: 'the environment', problems: environment.problems }]);
  }
  const { table, region, configFile } = environment.value;
  if (configFile === DEFAULT_CONFIG_FILE && !existsSync(configFile)) return { table, region };
  const loaded = await loadConfiguration(variables);
  return loaded.kind === 'loaded' ? { table, region: loaded.configuration.settings.homeRegion } : loaded.message;
}
