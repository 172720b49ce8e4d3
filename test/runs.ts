/**
 * Returns how many cases a property tries: `quick` in `npm test`, `many` in `npm run test:fire`, whose configuration sets
 * STEWARD_TEST_RUNS. The fire configuration runs every test file that imports this function.
 */
export function runs(quick: number, many: number): number {
  return process.env.STEWARD_TEST_RUNS === 'many' ? many : quick;
}
