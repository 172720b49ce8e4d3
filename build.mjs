/*
 * Bundles what is run into dist/, one file a process with shared chunks, since importing the AWS SDK unbundled costs a
 * third of a second and 80 MB. Dynamic imports stay lazy. Types are checked elsewhere (`npm run build`, `npm run types`).
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename } from 'node:path';

const esbuild = await loadEsbuild();
if (esbuild === undefined) process.exit(0);

const entryPoints = {
  app: 'src/main.ts',
  ...Object.fromEntries(filesIn('src/cli').map((file) => [`cli/${basename(file, '.ts')}`, file])),
  sandbox: 'sandbox/main.ts',
  bench: 'bench/main.ts',
};

rmSync('dist', { recursive: true, force: true });
await esbuild.build({
  entryPoints: Object.fromEntries(Object.entries(entryPoints).filter(([, file]) => existsSync(file))),
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  sourcemap: true,
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'warning',
  // CommonJS packages in the bundle (Bolt, pino) require Node's modules by name.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  // Native code, and needed by the sandbox alone.
  external: ['dynalite'],
});
if (existsSync('sandbox/slack/web/build.mjs')) {
  const { buildWeb } = await import('./sandbox/slack/web/build.mjs');
  await buildWeb();
}

/** `npm ci --omit=dev` runs `prepare` too; there dist/ is what was built before. */
async function loadEsbuild() {
  try {
    return await import('esbuild');
  } catch (error) {
    if (process.env.npm_lifecycle_event !== 'prepare' || error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    console.log('Not built: development dependencies are not installed. dist/ stays as it is.');
    return undefined;
  }
}

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`);
}
