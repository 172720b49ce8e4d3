import { BUNDLED } from './jest.transform.js';

// As in start.mjs: a notice that nobody who runs the tests can act on.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/** Packages that are ES modules only. */
const MODULES_ONLY = ['preact', 'preact-render-to-string', '@cloud-copilot'];

/**
 * The quick tests: `npm test`. No test depends on the speed of the machine. What is slow by nature is in
 * jest.fire.config.js.
 *
 * @type {import('jest').Config}
 */
export default {
  globalSetup: '<rootDir>/jest.setup.js',
  testEnvironment: 'node',
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '\\.(tsx?|[cm]?js)$': '<rootDir>/jest.transform.js' },
  transformIgnorePatterns: [`/node_modules/(?!(${[...MODULES_ONLY, ...BUNDLED].join('|')})/)`],
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.{ts,tsx}'],
  testPathIgnorePatterns: ['<rootDir>/test/(peers|fire|browser)/'],
  maxWorkers: '100%',
  // Modules of finished files stay in memory. A worker with too many of them is replaced.
  workerIdleMemoryLimit: '1.5GB',
  // Ends a test that hangs. A slow machine must not reach it.
  testTimeout: 120_000,
};
