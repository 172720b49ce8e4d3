import { spawnSync } from 'node:child_process';
import base from './jest.config.js';

// Jest says of a suite that is skipped as a whole only that it was.
if (spawnSync('moto_server', ['--help'], { stdio: 'ignore' }).error !== undefined) {
  console.log('\nSkipped: moto_server is not installed (pip install "moto[server]").\n');
}

/** The journeys against somebody else's AWS: `npm run test:peers`. */
export default {
  ...base,
  roots: ['<rootDir>/test/peers'],
  testPathIgnorePatterns: [],
  testTimeout: 120_000,
  // Without, the names of what is skipped, which say why, are not shown.
  verbose: true,
};
