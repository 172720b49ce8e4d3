/** dynalite 4 comes without types: the part of it that is used here. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** Times are in milliseconds; `path` is a folder for LevelDB, and without it everything is in memory. */
  export default function dynalite(options: {
    readonly createTableMs: number;
    readonly updateTableMs: number;
    readonly deleteTableMs: number;
    readonly path?: string;
  }): Server;
}
