import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Channel, Message, View } from './entities.js';
import type { SequenceEnd } from './sequence.js';
import type { PersistentState } from './store.js';

/** The part of a workspace that is stored in its file. */
export interface SavedState extends PersistentState {
  readonly sequence: SequenceEnd;
}

const record = z.record(z.string(), z.unknown());

const channel = z.object({
  id: z.string(),
  kind: z.enum(['public', 'private', 'im']),
  name: z.string(),
  topic: z.string(),
  members: z.array(z.string()),
  archived: z.boolean(),
}) satisfies z.ZodType<Channel>;

const message = z.object({
  channel: z.string(),
  ts: z.string(),
  user: z.string(),
  text: z.string(),
  blocks: z.array(record),
  metadata: record.nullable(),
  thread_ts: z.string().nullable(),
  edited: z.boolean(),
  visibleTo: z.string().nullable(),
}) satisfies z.ZodType<Message>;

const view = z.object({
  id: z.string(),
  user: z.string(),
  hash: z.string(),
  rootId: z.string(),
  previousId: z.string().nullable(),
  content: record,
}) satisfies z.ZodType<View>;

const saved = z.object({
  channels: z.array(channel),
  messages: z.array(message),
  homes: z.array(view),
  sequence: z.object({ number: z.number(), micros: z.number() }),
}) satisfies z.ZodType<SavedState>;

/** Reads the stored state. `undefined` if there is none. Throws if the file was not written by `createSaver`. */
export async function readSaved(file: string): Promise<SavedState | undefined> {
  if (!existsSync(file)) return undefined;
  return saved.parse(JSON.parse(await readFile(file, 'utf8')));
}

export interface Saver {
  /** Something changed: it is written soon, once for many changes. */
  schedule(): void;
  /** Resolves when the newest state is written. */
  flush(): Promise<void>;
}

const SAVE_DELAY_MS = 200;

/** Writes the state to a file, whole or not at all. */
export function createSaver(file: string, read: () => SavedState): Saver {
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  function write(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(() => replaceFile(file, JSON.stringify(read())));
    return writing;
  }

  return {
    schedule: () => {
      // A write that fails is tried again at the next change, and reported when the workspace is closed.
      timer ??= setTimeout(() => void write().catch(() => undefined), SAVE_DELAY_MS);
    },
    flush: write,
  };
}

async function replaceFile(file: string, text: string): Promise<void> {
  const fresh = `${file}.new`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(fresh, text);
  await rename(fresh, file);
}
