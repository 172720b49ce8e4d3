/*
 * Bundles what is run into dist/, one file a process with shared chunks, since importing the AWS SDK unbundled costs a
 * third of a second and 80 MB. Dynamic imports stay lazy. Types are checked elsewhere (`npm run build`, `npm run types`).
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { renderTemplates } from './infra/render.mjs';

/** The functions of infra/cloudformation/lambda.yml. */
const LAMBDA_ENTRIES = ['slack', 'worker'];

const esbuild = await loadEsbuild();
if (esbuild === undefined) process.exit(0);

const entryPoints = {
  app: 'src/main.ts',
  ...Object.fromEntries(filesIn('src/cli').map((file) => [`cli/${basename(file, '.ts')}`, file])),
  sandbox: 'sandbox/main.ts',
  screenshots: 'sandbox/screenshots.ts',
  bench: 'bench/main.ts',
};

const options = {
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  legalComments: 'none',
  logLevel: 'warning',
  banner: {
    js: [
      // CommonJS packages in the bundle (Bolt, pino) require Node's modules by name.
      "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
      // Node 20 is supported until the AWS SDK drops it; its notice at every start tells the operator nothing to act on.
      "process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';",
    ].join(' '),
  },
};

rmSync('dist', { recursive: true, force: true });
await esbuild.build({
  ...options,
  entryPoints: Object.fromEntries(Object.entries(entryPoints).filter(([, file]) => existsSync(file))),
  outdir: 'dist',
  sourcemap: true,
  sourcesContent: false,
  // Native code, and a browser's driver that loads its own files: needed by the sandbox alone.
  external: ['dynalite', 'playwright-core'],
});
// Without a package.json beside it, only this ending says that it is an ES module.
const uploaded = { ...options, outExtension: { '.js': '.mjs' }, minify: true };
// What is uploaded to Lambda: nothing besides is needed there.
await esbuild.build({
  ...uploaded,
  entryPoints: filesIn('src/lambda').filter((file) => LAMBDA_ENTRIES.includes(basename(file, '.ts'))),
  outdir: 'dist/lambda',
});
// What it is measured against.
await esbuild.build({
  ...uploaded,
  entryPoints: ['bench/bare-lambda.ts'].filter(existsSync),
  outdir: 'dist/bench-lambda',
});
renderTemplates('dist/infra');
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
