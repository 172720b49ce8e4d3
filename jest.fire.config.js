import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import base from './jest.config.js';

// test/runs.ts reads it: properties try many more cases.
process.env.STEWARD_TEST_RUNS = 'many';

const TESTS = new URL('test/', import.meta.url);

/** The test files whose properties take their number of runs from test/runs.ts. */
const properties = readdirSync(TESTS, { recursive: true }).filter(
  (file) => /\.test\.tsx?$/.test(file) && /from '[./]*\/runs\.js'/.test(readFileSync(new URL(file, TESTS), 'utf8')),
);

/** The tests that are slow by nature: `npm run test:fire`. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/{fire,browser}/**/*.test.ts', ...properties.map((file) => join('<rootDir>/test', file))],
  testPathIgnorePatterns: [],
  testTimeout: 300_000,
};
