import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import type { WorkspaceSeed } from './slack/state/entities.js';

const command = z.object({
  command: z.string(),
  description: z.string(),
  usage_hint: z.string().default(''),
  should_escape: z.boolean().default(false),
});

const shortcut = z.object({
  name: z.string(),
  type: z.enum(['global', 'message']),
  callback_id: z.string(),
  description: z.string(),
});

const manifest = z.object({
  features: z.object({ slash_commands: z.array(command), shortcuts: z.array(shortcut).default([]) }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
});

/** The workspace with the app installed from its manifest: what the manifest lacks does not work here either. */
export async function withInstalledApp(seed: WorkspaceSeed, manifestFile: URL): Promise<WorkspaceSeed> {
  const { features, oauth_config } = manifest.parse(parse(await readFile(manifestFile, 'utf8')));
  const app = {
    ...seed.app,
    scopes: oauth_config.scopes.bot,
    commands: features.slash_commands,
    shortcuts: features.shortcuts,
  };
  return { ...seed, app };
}
