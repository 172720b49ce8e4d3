import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundle } from '../bundle.js';

export interface CliResult {
  readonly code: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

export type RunCli = (variables: Readonly<Record<string, string>>, ...words: readonly string[]) => Promise<CliResult>;

/** Builds a file of src/cli, and gives a function that runs it as an operator does, in a folder without a configuration. */
export async function buildCli(name: string): Promise<RunCli> {
  const folder = fileURLToPath(
    new URL(`../../node_modules/.cache/ami-steward-test/${name}-${process.env.JEST_WORKER_ID}/`, import.meta.url),
  );
  const file = `${folder}${name}.mjs`;
  await mkdir(folder, { recursive: true });
  await bundle({ [name]: fileURLToPath(new URL(`../../src/cli/${name}.ts`, import.meta.url)) }, folder);
  return (variables, ...words) => {
    const env = {
      PATH: process.env.PATH,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      ...variables,
    };
    return new Promise((resolve) => {
      execFile(process.execPath, [file, ...words], { cwd: folder, env }, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : error.code, stdout, stderr });
      });
    });
  };
}
