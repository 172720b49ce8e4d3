import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadBotConfiguration, loadConfiguration } from '../../src/config/load.js';

const GOOD = `
accounts: [{ id: "111122223333", name: images }]
approvals: { channel: C1, rules: [{ action: "*", approvers: [S1] }] }
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'steward-'));
  await writeFile(join(folder, 'good.yml'), GOOD);
  await writeFile(join(folder, 'bad.yml'), GOOD.replace('channel: C1', 'channel: ami'));
});
afterAll(() => rm(folder, { recursive: true }));

function file(name: string): string {
  return join(folder, name);
}

describe('loadConfiguration', () => {
  test('does not require Slack variables', async () => {
    expect(await loadConfiguration({ STEWARD_CONFIG: file('good.yml'), AWS_REGION: 'eu-west-1' })).toMatchObject({
      kind: 'loaded',
      configuration: { environment: { table: 'ami-steward' }, settings: { homeRegion: 'eu-west-1' } },
    });
  });

  test('reports a missing file and how to create it', async () => {
    expect(await loadConfiguration({ STEWARD_CONFIG: file('none.yml') })).toEqual({
      kind: 'invalid',
      message:
        `1 problem in the environment:\n  STEWARD_CONFIG: found ${file('none.yml')}, which cannot be read (ENOENT), ` +
        'expected a file like steward.config.example.yml',
    });
  });
});

describe('loadBotConfiguration', () => {
  test('reads the Slack variables and the settings', async () => {
    const variables = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', STEWARD_CONFIG: file('good.yml') };

    expect(await loadBotConfiguration(variables)).toMatchObject({
      kind: 'loaded',
      configuration: { slack: { mode: 'socket' }, settings: { approvals: { channel: 'C1' } } },
    });
  });

  test('reports environment and file problems in one message', async () => {
    const variables = { SLACK_BOT_TOKEN: 'xoxb-1', PORT: 'many', STEWARD_CONFIG: file('bad.yml') };

    expect(await loadBotConfiguration(variables)).toEqual({
      kind: 'invalid',
      message: [
        '2 problems in the environment:',
        '  SLACK_SIGNING_SECRET: found nothing, expected the signing secret of the Slack app; or set SLACK_APP_TOKEN for Socket Mode',
        '  PORT: found "many", expected a port: a number from 0 to 65535',
        `1 problem in ${file('bad.yml')}:`,
        '  approvals.channel: found "ami", expected the id of a Slack channel, such as C0APPROVALS',
      ].join('\n'),
    });
  });
});
