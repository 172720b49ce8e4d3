import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { readSlackEnvironment } from '../../src/config/environment.js';
import { DIRECTORY } from '../../sandbox/seed/accounts.js';
import { parseCommandLine } from '../../src/domain/command-line/parse-line.js';
import { OPERATIONS } from '../../src/domain/operations/registry.js';
import { textOf } from './sources.js';

const ROOT = new URL('../../', import.meta.url);
const PAGES = [
  'README.md',
  'AGENTS.md',
  'SECURITY.md',
  ...readdirSync(new URL('docs/', ROOT))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(textOf('package.json')));

describe.each(PAGES)('%s', (page) => {
  const text = textOf(page);

  test('links only to existing files', () => {
    const targets = Array.from(text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g), ([, target = '']) => target);
    const broken = targets.filter(
      (target) => !/^https?:/.test(target) && !existsSync(new URL(target, new URL(page, ROOT))),
    );

    expect(broken).toEqual([]);
  });

  test('links only to existing headings', () => {
    const targets = Array.from(text.matchAll(/\]\(([^)#\s]*)#([^)\s]+)\)/g), ([, file = '', heading = '']) => ({
      file,
      heading,
    }));
    const broken = targets
      .filter(({ file }) => !/^https?:/.test(file))
      .filter(({ file, heading }) => {
        const target = file === '' ? page : new URL(file, new URL(page, ROOT)).pathname.slice(ROOT.pathname.length);
        return !headingsIn(textOf(target)).includes(heading);
      });

    expect(broken).toEqual([]);
  });

  test('names only scripts in package.json', () => {
    const named = Array.from(text.matchAll(/npm run ([a-z][a-z:-]*)/g), ([, name = '']) => name);

    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

/** As GitHub makes them. */
function headingsIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/^#+ (.+)$/gm), ([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('the README setup', () => {
  const setUp = textOf('README.md')
    .split('\n## ')
    .find((part) => part.startsWith('Set it up'));

  test.each(['npm start', 'npm run doctor'])('sets the Socket Mode variables for %s', (command) => {
    const line = setUp?.split('\n').find((each) => each.endsWith(` ${command}`)) ?? '';
    const variables = Object.fromEntries(
      Array.from(line.matchAll(/(\w+)=(\S+)/g), ([, name = '', value = '']) => [name, value.replace('…', '1')]),
    );

    expect(readSlackEnvironment(variables)).toMatchObject({ kind: 'valid', value: { mode: 'socket' } });
  });
});

test('the README contains only valid examples', () => {
  const examples = Array.from(textOf('README.md').matchAll(/^\/ami (\w+) (.+)$/gm), ([, name = '', line = '']) => ({
    name,
    line,
  })).filter(({ name }) => name !== 'policy');

  expect(examples.length).toBeGreaterThan(5);
  expect(examples.filter(({ name, line }) => !isTaken(name, line))).toEqual([]);
});

function isTaken(name: string, line: string): boolean {
  const operation = OPERATIONS.find((each) => each.name === name);
  if (operation === undefined) return false;
  const read = parseCommandLine(line, operation.grammar);
  return (
    read.kind === 'draft' &&
    operation.parse(read.draft, { directory: DIRECTORY, now: '2026-11-26T09:00:00.000Z' }).kind === 'valid'
  );
}
