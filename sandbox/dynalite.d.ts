declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** Times are in milliseconds; `path` is a folder, and without it everything is in memory. */
  function dynalite(options: {
    readonly createTableMs: number;
    readonly updateTableMs: number;
    readonly deleteTableMs: number;
    readonly path?: string;
  }): Server;

  export = dynalite;
}
