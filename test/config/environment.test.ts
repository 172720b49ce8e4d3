import { describe, expect, test } from '@jest/globals';
import { readEnvironment, readSlackEnvironment, type Variables } from '../../src/config/environment.js';
import type { ReadResult } from '../../src/config/problems.js';

const BOT = 'xoxb-0000-secret';
const APP = 'xapp-1-secret';
const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';

function problems(read: ReadResult<unknown>): readonly string[] {
  return read.kind === 'valid' ? [] : read.problems.map(({ key, text }) => `${key}: ${text}`);
}

describe('readEnvironment', () => {
  test.each([{}, { PORT: '', STEWARD_TABLE: ' ', LOG_LEVEL: '' }])(
    'has a default for every variable: %j',
    (variables) => {
      expect(readEnvironment(variables)).toEqual({
        kind: 'valid',
        value: {
          port: 3000,
          configFile: './steward.config.yml',
          table: 'ami-steward',
          logLevel: 'info',
          region: 'us-east-1',
        },
      });
    },
  );

  test('reads the variables that are set', () => {
    const variables = {
      PORT: '8080',
      STEWARD_CONFIG: '/etc/steward.yml',
      STEWARD_TABLE: 'requests',
      LOG_LEVEL: 'debug',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL: 'http://localhost:4566',
    };

    expect(readEnvironment(variables)).toEqual({
      kind: 'valid',
      value: { port: 8080, configFile: '/etc/steward.yml', table: 'requests', logLevel: 'debug', region: 'eu-west-1' },
    });
  });

  test.each<[Variables, string]>([
    [{ PORT: 'http' }, 'PORT: found "http", expected a port: a number from 0 to 65535'],
    [{ PORT: '65536' }, 'PORT: found "65536", expected a port: a number from 0 to 65535'],
    [{ PORT: '-1' }, 'PORT: found "-1", expected a port: a number from 0 to 65535'],
    [
      { STEWARD_TABLE: 'my table' },
      'STEWARD_TABLE: found "my table", expected the name of a table: 3 to 255 letters, digits, ".", "_" and "-"',
    ],
    [{ LOG_LEVEL: 'INFO' }, 'LOG_LEVEL: found "INFO", expected debug, info, warn or error'],
    [{ AWS_REGION: 'Ireland' }, 'AWS_REGION: found "Ireland", expected a Region such as us-east-1'],
    [
      { AWS_ENDPOINT_URL_DYNAMODB: 'localhost:8000' },
      'AWS_ENDPOINT_URL_DYNAMODB: found "localhost:8000", expected a URL that begins with http:// or https://',
    ],
  ])('reports the problem in %j', (variables, problem) => {
    expect(problems(readEnvironment(variables))).toEqual([problem]);
  });
});

describe('readSlackEnvironment', () => {
  test('selects Socket Mode if an app token is set, whatever else is set', () => {
    expect(readSlackEnvironment({ SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP, SLACK_SIGNING_SECRET: SECRET })).toEqual({
      kind: 'valid',
      value: { mode: 'socket', botToken: BOT, appToken: APP, apiUrl: 'https://slack.com/api/' },
    });
  });

  test('selects HTTP if only a signing secret is set', () => {
    expect(readSlackEnvironment({ SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: SECRET })).toEqual({
      kind: 'valid',
      value: { mode: 'http', botToken: BOT, signingSecret: SECRET, apiUrl: 'https://slack.com/api/' },
    });
  });

  test.each(['http://localhost:3000/api', 'http://localhost:3000/api/'])(
    'normalizes the URL %s to end with a slash',
    (url) => {
      const read = readSlackEnvironment({ SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP, SLACK_API_URL: url });

      expect(read).toMatchObject({ value: { apiUrl: 'http://localhost:3000/api/' } });
    },
  );

  test.each<[Variables, readonly string[]]>([
    [
      {},
      [
        'SLACK_BOT_TOKEN: found nothing, expected the bot token of the Slack app, which begins with xoxb-',
        'SLACK_SIGNING_SECRET: found nothing, expected the signing secret of the Slack app; or set SLACK_APP_TOKEN for Socket Mode',
      ],
    ],
    [
      { SLACK_APP_TOKEN: APP },
      ['SLACK_BOT_TOKEN: found nothing, expected the bot token of the Slack app, which begins with xoxb-'],
    ],
    [
      { SLACK_BOT_TOKEN: APP, SLACK_APP_TOKEN: BOT },
      [
        'SLACK_BOT_TOKEN: found an app-level token (not shown), expected the bot token of the Slack app, which begins with xoxb-',
        'SLACK_APP_TOKEN: found a bot token (not shown), expected an app-level token of the Slack app, which begins with xapp-',
      ],
    ],
    [
      { SLACK_BOT_TOKEN: 'xoxp-secret', SLACK_SIGNING_SECRET: BOT },
      [
        'SLACK_BOT_TOKEN: found a user token (not shown), expected the bot token of the Slack app, which begins with xoxb-',
        'SLACK_SIGNING_SECRET: found a token (not shown), expected the signing secret of the Slack app; or set SLACK_APP_TOKEN for Socket Mode',
      ],
    ],
    [
      { SLACK_BOT_TOKEN: 'xoxb-secret secret', SLACK_SIGNING_SECRET: 'secret secret' },
      [
        'SLACK_BOT_TOKEN: found spaces or other characters in it (not shown), expected the bot token of the Slack app, which begins with xoxb-',
        'SLACK_SIGNING_SECRET: found a text with spaces in it (not shown), expected the signing secret of the Slack app; or set SLACK_APP_TOKEN for Socket Mode',
      ],
    ],
    [
      { SLACK_BOT_TOKEN: 'secret', SLACK_APP_TOKEN: APP, SLACK_API_URL: 'slack' },
      [
        'SLACK_BOT_TOKEN: found another text (not shown), expected the bot token of the Slack app, which begins with xoxb-',
        'SLACK_API_URL: found "slack", expected a URL that begins with http:// or https://',
      ],
    ],
  ])('reports every problem in %j without secrets', (variables, expected) => {
    const found = problems(readSlackEnvironment(variables));

    expect(found).toEqual(expected);
    expect(found.join('\n')).not.toContain('secret secret');
    expect(found.join('\n')).not.toMatch(/xox[bp]-\w|xapp-\w/);
  });
});
