import { copyFile, mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const source = fileURLToPath(new URL('.', import.meta.url));

/** Where the sandbox serves the page from. */
const BUILT = fileURLToPath(new URL('../../../dist/sandbox-web', import.meta.url));

/** Builds the sandbox's page: `index.html`, `main.js` and `main.css` in the directory. */
export async function buildWeb(directory = BUILT) {
  await mkdir(directory, { recursive: true });
  await build({
    entryPoints: [`${source}main.tsx`, `${source}style/main.css`],
    entryNames: '[name]',
    outdir: directory,
    bundle: true,
    format: 'esm',
    target: 'es2023',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
    sourcemap: 'linked',
    legalComments: 'none',
    logLevel: 'warning',
  });
  await copyFile(`${source}index.html`, `${directory}/index.html`);
}
