import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { toState, type State } from './store.js';

/** Stores a state in a file of a directory, so that it survives a restart. */
export interface Persistence {
  /** The stored state. `undefined` if there is none, or none that this version can read. */
  load(): State | undefined;
  /** Writes soon, once for many changes. */
  schedule(state: () => State): void;
  /** Writes pending changes now. */
  flush(): void;
}

/** Increased when entities change so that an older file cannot be read. */
const VERSION = 1;

const WRITE_AFTER_MS = 200;

const COLLECTIONS = Object.keys(toState({}).tables);

/** Only this process writes the file. The check is whether it is complete and of this version. */
const fileSchema = z.object({
  version: z.literal(VERSION),
  state: z.object({ tables: z.custom<State['tables']>(isComplete), counter: z.number() }),
});

function isComplete(tables: unknown): boolean {
  return typeof tables === 'object' && tables !== null && COLLECTIONS.every((name) => name in tables);
}

export function createPersistence(directory: string): Persistence {
  const path = join(directory, 'aws.json');
  let timer: NodeJS.Timeout | undefined;
  let latest: (() => State) | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (latest === undefined) return;
    const text = JSON.stringify({ version: VERSION, state: latest() });
    latest = undefined;
    mkdirSync(directory, { recursive: true });
    // A crash in the middle leaves the old file.
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
  }

  return {
    load() {
      return fileSchema.safeParse(readIfExists(path)).data?.state;
    },
    schedule(state) {
      latest = state;
      timer ??= setTimeout(flush, WRITE_AFTER_MS).unref();
    },
    flush,
  };
}

function readIfExists(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
