import base from './jest.config.js';

/** The journeys against somebody else's AWS: `npm run test:peers`. */
export default {
  ...base,
  roots: ['<rootDir>/test/peers'],
  testPathIgnorePatterns: [],
  testTimeout: 120_000,
  // Says of each suite why it was skipped where moto is not installed.
  verbose: true,
};
