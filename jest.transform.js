import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { buildSync, transformSync } from 'esbuild';

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

/**
 * Turns one file into CommonJS, which Jest loads faster than ES modules and without a flag of Node.js. Types are checked
 * by `npm run types`.
 */
export default {
  getCacheKey(source, path) {
    return hashOf([OWN_HASH, path, source]);
  },

  process(source, path) {
    if (BUNDLED.some((name) => path.includes(`/node_modules/${name}/`))) return { code: bundled(path) };
    const { code, map } = transformSync(source, {
      loader: /\.tsx?$/.exec(path)?.[0].slice(1) ?? 'js',
      sourcefile: path,
      sourcemap: 'external',
      sourcesContent: false,
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      // Jest would need ES modules to serve import().
      supported: { 'dynamic-import': false },
      jsx: 'automatic',
      jsxImportSource: 'preact',
      define: { 'import.meta.url': '__fileUrl' },
      banner: source.includes('import.meta.url')
        ? "const __fileUrl = require('node:url').pathToFileURL(__filename).href;"
        : '',
    });
    return { code, map };
  },
};

function bundled(path) {
  const { outputFiles } = buildSync({
    entryPoints: [path],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
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
