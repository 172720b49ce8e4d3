import { readdirSync, readFileSync } from 'node:fs';

const ROOT = new URL('../../', import.meta.url);

export interface Source {
  /** From the project's root: `src/aws/clients/clients.ts`. */
  readonly name: string;
  readonly text: string;
}

/** Every TypeScript source below a folder of the project. */
export function sourcesBelow(folder: string): readonly Source[] {
  return readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ name: `${folder}/${name}`, text: textOf(`${folder}/${name}`) }));
}

/** The text of a file of the project. */
export function textOf(name: string): string {
  return readFileSync(new URL(name, ROOT), 'utf8');
}
