import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { settingsFile } from '../../src/config/schema.js';
import { readSettings } from '../../src/config/settings.js';

const EXAMPLE = readFileSync(new URL('../../steward.config.example.yml', import.meta.url), 'utf8');

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
}

/** Every key of a schema: `accounts[].id`. */
function keysOfSchema({ properties = {}, items }: Node, at = ''): readonly string[] {
  return [
    ...Object.entries(properties).flatMap(([key, inner]) => [join(at, key), ...keysOfSchema(inner, join(at, key))]),
    ...(items === undefined ? [] : keysOfSchema(items, `${at}[]`)),
  ];
}

function keysOfValue(value: unknown, at = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => keysOfValue(item, `${at}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [join(at, key), ...keysOfValue(inner, join(at, key))]);
}

function join(at: string, key: string): string {
  return at === '' ? key : `${at}.${key}`;
}

describe('steward.config.example.yml', () => {
  test('is valid', () => {
    expect(readSettings(EXAMPLE)).toMatchObject({ kind: 'valid' });
  });

  test('contains every key of the schema', () => {
    const schema = z.toJSONSchema(settingsFile, { io: 'input', unrepresentable: 'any' }) as Node;

    const keys = keysOfSchema(schema);

    expect(keys).toContain('approvals.rules[].in_use');
    expect(keys.filter((key) => !keysOfValue(parse(EXAMPLE)).includes(key))).toEqual([]);
  });
});
