import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { renderTemplates } from '../../infra/render.mjs';

const linter = spawnSync('cfn-lint', ['--version']).error === undefined;

(linter ? test : test.skip)('cfn-lint reports no problems in the templates', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'templates-'));
  renderTemplates(directory);

  const { stdout, status } = spawnSync('cfn-lint', ['account-role.yml', 'lambda.yml'], {
    cwd: directory,
    encoding: 'utf8',
  });
  await rm(directory, { recursive: true });

  expect([stdout, status]).toEqual(['', 0]);
});
