import { describe, expect, test } from '@jest/globals';
import { createLog } from '../../src/log/log.js';
import { createSlackLogger } from '../../src/log/slack-logger.js';
import type { LogLevel } from '../../src/config/environment.js';
import type { Log, LogFields } from '../../src/workflows/ports/log.js';

function written(level: LogLevel, write: (log: Log) => void): readonly Record<string, unknown>[] {
  const lines: string[] = [];
  write(createLog(level, { write: (line) => lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('createLog', () => {
  test('writes one line of JSON with level, time, message and fields', () => {
    const [line] = written('info', (log) => log.info('request ended', { requestId: 'AR-7F3K2M', steps: 2 }));

    expect(line).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      msg: 'request ended',
      requestId: 'AR-7F3K2M',
      steps: 2,
    });
  });

  test.each<[LogLevel, readonly string[]]>([
    ['debug', ['debug', 'info', 'warn', 'error']],
    ['info', ['info', 'warn', 'error']],
    ['warn', ['warn', 'error']],
    ['error', ['error']],
  ])('at level %s writes %j', (level, expected) => {
    const lines = written(level, (log) => {
      log.debug('m', {});
      log.info('m', {});
      log.warn('m', {});
      log.error('m', {});
    });

    expect(lines.map((line) => line.level)).toEqual(expected);
  });

  test.each<[string, LogFields]>([
    ['a bot token in a text', { why: 'sent with xoxb-12-secret' }],
    ['an app token in a text', { why: 'xapp-1-secret' }],
    ['a bearer token in a text', { why: 'Authorization: Bearer secret' }],
    ['a response URL', { why: 'POST https://hooks.slack.com/commands/T1/2/secret failed' }],
    ['a response URL of the sandbox', { why: 'http://localhost:3000/response/secret' }],
    ['a socket ticket', { why: 'wss://wss-primary.slack.com/link/?ticket=secret' }],
    ['a token by its key', { slack: { botToken: 'secret' } }],
    ['a response_url by its key', { body: { response_url: 'secret' } }],
    ['a header by its key', { headers: [{ Authorization: 'secret' }] }],
    ['a secret in an error', { error: new Error('xoxb-1-secret', { cause: new Error('xoxp-2-secret') }) }],
  ])('redacts %s', (_what, fields) => {
    const [line] = written('info', (log) => log.info('m', fields));

    expect(JSON.stringify(line)).toContain('[redacted]');
    expect(JSON.stringify(line)).not.toContain('secret');
  });

  test('writes an error with its name, code, stack and cause on one line', () => {
    const error = Object.assign(new TypeError('no', { cause: new RangeError('why') }), { code: 'E1' });

    const lines = written('info', (log) => log.error('a defect', { error }));

    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      error: {
        name: 'TypeError',
        message: 'no',
        code: 'E1',
        stack: expect.stringContaining('log.test'),
        cause: { name: 'RangeError', message: 'why' },
      },
    });
  });

  test('truncates a circular object', () => {
    const loop: Record<string, unknown> = {};
    loop.self = loop;

    const [line] = written('info', (log) => log.info('m', { loop }));

    expect(line).toMatchObject({ loop: { self: { self: { self: { self: '[deep]' } } } } });
  });
});

describe('createSlackLogger', () => {
  test('forwards warnings of the libraries without secrets', () => {
    const [line] = written('debug', (log) => createSlackLogger(log).warn('failed', new Error('with xoxb-1-secret')));

    expect(line).toMatchObject({ level: 'warn', msg: 'Slack library', text: 'failed with [redacted]' });
  });

  test('drops their debug entries, which contain whole payloads', () => {
    const lines = written('debug', (log) => createSlackLogger(log).debug('payload', { text: 'the text of a message' }));

    expect(lines).toEqual([]);
  });
});
