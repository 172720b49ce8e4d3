import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { settingsFile } from '../../src/config/schema.js';
import { sourcesBelow, textOf } from './sources.js';

const GUIDE = textOf('docs/configuration.md');

/** The only places that may look at the process's environment. */
const READERS = ['src/main.ts', 'src/cli/', 'src/lambda/slack.ts', 'src/lambda/worker.ts'];

describe('the environment', () => {
  test('is read only in the entry points', () => {
    const reading = sourcesBelow('src')
      .filter(({ text }) => text.includes('process.env'))
      .map(({ name }) => name);

    expect(reading.filter((name) => !READERS.some((reader) => name.startsWith(reader)))).toEqual([]);
  });

  test('docs/configuration.md documents every variable in the source', () => {
    const text = sourcesBelow('src/config')
      .map((source) => source.text)
      .join('\n');
    const variables = new Set(
      Array.from(text.matchAll(/\b((?:SLACK|STEWARD|LOG|AWS)_[A-Z_]+[A-Z]|PORT)\b/g), ([name]) => name),
    );

    expect(variables).toContain('SLACK_API_URL');
    expect([...variables].filter((name) => !GUIDE.includes(`\`${name}`))).toEqual([]);
  });

  test('docs/configuration.md documents every key of the settings file', () => {
    const keys = JSON.stringify(z.toJSONSchema(settingsFile, { io: 'input', unrepresentable: 'any' })).matchAll(
      /"(\w+)":{/g,
    );
    const words = new Set(Array.from(keys, ([, key = '']) => key).filter((key) => !SCHEMA_WORDS.includes(key)));

    expect(words).toContain('expire_after');
    expect([...words].filter((key) => !GUIDE.includes(`\`${key}`) && !GUIDE.includes(`.${key}\``))).toEqual([]);
  });
});

const SCHEMA_WORDS = ['properties', 'items', 'propertyNames', 'additionalProperties', 'default'];
