import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, buildSync, transformSync } from 'esbuild';

const ROOT = fileURLToPath(new URL('.', import.meta.url));

/** `src` and `sandbox` as one file, since every test file loads them again. */
const PRODUCT = `${ROOT}node_modules/.cache/jest-product.cjs`;

/** What is in PRODUCT: relative to the project, as in `src/app.ts`. */
const IN_PRODUCT = /^(src|sandbox)\/.*\.tsx?$/;

/** Programs, which await at their top level. Tests start them as processes. */
const PROGRAM = /^(src\/(main|cli\/[^/]*|lambda\/(slack|worker))|sandbox\/(main|screenshots))\.ts$/;

/** Packages of many files. Each becomes one file, since every test file loads them again. */
export const BUNDLED = [
  'date-fns',
  'zod',
  'undici',
  '@slack/bolt',
  '@slack/oauth',
  '@slack/socket-mode',
  '@slack/web-api',
];

/** What the bundles share with the rest of the program, so that there is one copy of each class. */
const SHARED = [...BUNDLED, '@slack/*', '@aws-sdk/*', '@smithy/*', 'ws'];

/** A bundle holds more than the file that it is cached for. The lock file says when the rest changes. */
const OWN_HASH = hashOf(
  ['jest.transform.js', 'package-lock.json'].map((name) => readFileSync(new URL(name, import.meta.url))),
);

/** What all files are turned into: CommonJS, which Jest loads faster than ES modules and without a flag of Node.js. */
const COMMON_JS = {
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  // Jest would need ES modules to serve import().
  supported: { 'dynamic-import': false },
  jsx: 'automatic',
  jsxImportSource: 'preact',
};

/**
 * Turns one file into CommonJS. Types are checked by `npm run types`. A file of the product becomes a reference to its
 * place in PRODUCT, so that there is one copy of each module however a test gets to it.
 */
export default {
  getCacheKey(source, path) {
    return hashOf([OWN_HASH, path, IN_PRODUCT.test(relative(ROOT, path)) ? '' : source]);
  },

  process(source, path) {
    const file = relative(ROOT, path);
    if (IN_PRODUCT.test(file)) {
      return { code: `module.exports = require(${JSON.stringify(PRODUCT)})[${JSON.stringify(file)}]();` };
    }
    if (BUNDLED.some((name) => path.includes(`/node_modules/${name}/`))) return { code: bundled(path) };
    const { code, map } = transformSync(source, {
      ...COMMON_JS,
      define: { 'import.meta.url': ownUrl(path) },
      loader: loaderOf(path),
      sourcefile: path,
      sourcemap: 'external',
      sourcesContent: false,
    });
    return { code, map };
  },
};

/** Builds PRODUCT, once for all workers: Jest's `globalSetup`. */
export async function buildProduct() {
  const files = ['src', 'sandbox'].flatMap((folder) =>
    readdirSync(`${ROOT}${folder}`, { recursive: true }).map((file) => `${folder}/${file}`),
  );
  const modules = files
    .filter((file) => IN_PRODUCT.test(file) && !PROGRAM.test(file))
    .map((file) => JSON.stringify(file));
  mkdirSync(`${ROOT}node_modules/.cache`, { recursive: true });
  const unfinished = `${PRODUCT}.${process.pid}`;
  await build({
    ...COMMON_JS,
    stdin: {
      contents: `module.exports = {${modules.map((file) => `${file}: () => require('./' + ${file})`).join(',\n')}};`,
      resolveDir: ROOT,
    },
    bundle: true,
    packages: 'external',
    outfile: unfinished,
    sourcemap: 'inline',
    sourcesContent: false,
    logLevel: 'error',
    plugins: [OWN_URLS],
  });
  // Another run in the same folder may be reading it.
  renameSync(unfinished, PRODUCT);
}

const OWN_URLS = {
  name: 'own-urls',
  setup({ onLoad }) {
    onLoad({ filter: /\.tsx?$/, namespace: 'file' }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', ownUrl(path)),
      loader: loaderOf(path),
    }));
  },
};

function ownUrl(path) {
  return JSON.stringify(pathToFileURL(path).href);
}

function loaderOf(path) {
  return /\.tsx?$/.exec(path)?.[0].slice(1) ?? 'js';
}

function bundled(path) {
  const { outputFiles } = buildSync({
    ...COMMON_JS,
    entryPoints: [path],
    bundle: true,
    write: false,
    external: SHARED,
    legalComments: 'none',
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: 'error',
  });
  return outputFiles[0].text;
}

function hashOf(parts) {
  return parts.reduce((hash, part) => hash.update(part).update('\0'), createHash('sha256')).digest('hex');
}
