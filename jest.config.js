// As in start.mjs: a notice that nobody who runs the tests can act on.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/** @type {import('ts-jest').JestConfigWithTsJest} */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.tsx?$': ['ts-jest', { useESM: true, diagnostics: false }] },
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.{ts,tsx}'],
  testPathIgnorePatterns: ['<rootDir>/test/peers/'],
  // Every core: most of the time goes to loading modules, and the tests that measure allow for a neighbour.
  maxWorkers: '100%',
  // Modules of files that are over stay in memory: a worker with too many is replaced.
  workerIdleMemoryLimit: '1.5GB',
  testSequencer: '<rootDir>/test/sequencer.js',
  testTimeout: 20_000,
};
