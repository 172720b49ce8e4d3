import { describe, expect, test } from '@jest/globals';
import { OPERATIONS } from '../../src/domain/operations/registry.js';
import { ACTION_NAMES } from '../../src/config/actions.js';
import { sourcesBelow, textOf } from './sources.js';

const GUIDE = textOf('docs/commands.md');
const SOURCE = ['operations', 'plan', 'undo']
  .flatMap((folder) => sourcesBelow(`src/domain/${folder}`))
  .map(({ text }) => text)
  .join('\n');

describe('docs/commands.md', () => {
  test('describes every operation with its usage', () => {
    const missing = OPERATIONS.filter(({ name, usage }) => !GUIDE.includes(`## ${name}\n\n\`${usage}\`\n`));

    expect(OPERATIONS.length).toBeGreaterThan(0);
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  test('lists every finding of a plan', () => {
    const codes = Array.from(
      SOURCE.matchAll(/\b(?:refusal|warning|open|info)\(\s*'([a-z-]+)'/g),
      ([, code = '']) => code,
    );

    expect(codes).toContain('already-shared');
    expect([...new Set(codes)].filter((code) => !GUIDE.includes(`\`${code}\``))).toEqual([]);
  });

  test('lists only existing findings', () => {
    const codes = Array.from(GUIDE.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g), ([, code = '']) => code);

    expect([...new Set(codes)].filter((code) => !SOURCE.includes(`'${code}'`))).toEqual([]);
  });
});

describe('the rule actions', () => {
  test('include every change operation', () => {
    const changes = OPERATIONS.filter(({ kind }) => kind === 'change').map(({ name }) => name);

    expect(changes.filter((name) => !ACTION_NAMES.includes(name))).toEqual([]);
  });
});
