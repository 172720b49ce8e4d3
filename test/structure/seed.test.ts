import { describe, expect, test } from '@jest/globals';
import { OPERATIONS } from '../../src/domain/operations/registry.js';
import { textOf } from './sources.js';

interface Row {
  readonly note: string;
  readonly carriedBy: string;
  readonly files: readonly string[];
}

const ROWS = textOf('docs/ami-notes.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:-|the note )/.test(line))
  .map(rowOf);

/** The last cell names the files, the one before it what they hold. */
function rowOf(line: string): Row {
  const cells = line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
  return { note: cells[0] ?? '', carriedBy: cells.at(-2) ?? '', files: all(/`([^`]+)`/g, cells.at(-1) ?? '') };
}

function all(pattern: RegExp, text: string): readonly string[] {
  return Array.from(text.matchAll(pattern), ([, found = '']) => found);
}

function sourceOf({ files }: Row): string {
  return files.map((file) => textOf(`src/domain/operations/${file}`)).join('\n');
}

/** What rows name by a pattern, and their files do not hold as it stands in source. */
function missing(pattern: RegExp, inSource: (name: string) => string): readonly string[] {
  return ROWS.flatMap((row) => {
    const source = sourceOf(row);
    return all(pattern, row.carriedBy)
      .filter((name) => !source.includes(inSource(name)))
      .map((name) => `${row.note}: ${name}`);
  });
}

describe('docs/ami-notes.md', () => {
  test('names a finding or text and its file for each note', () => {
    const empty = ROWS.filter(({ carriedBy, files }) => !/[`“]/.test(carriedBy) || files.length === 0);

    expect(ROWS.length).toBeGreaterThan(50);
    expect(empty).toEqual([]);
  });

  test('names existing files and only findings in them', () => {
    expect(missing(/`([a-z]+(?:-[a-z]+)*)`/g, (code) => `'${code}'`)).toEqual([]);
  });

  test('quotes only texts in those files', () => {
    expect(missing(/“([^”]+)”/g, (words) => words)).toEqual([]);
  });

  test('names only existing commands', () => {
    const named = ROWS.flatMap(({ carriedBy }) => all(/`\/ami ([a-z]+)`/g, carriedBy));
    const known = new Set(OPERATIONS.map(({ name }) => name));

    expect(named).toContain('share');
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });
});
