import { describe, expect, test } from '@jest/globals';
import { AWS_COVERAGE } from '../../sandbox/coverage.js';
import { OPERATIONS } from '../../sandbox/ec2/registry.js';

describe('the coverage list of the simulated AWS', () => {
  test('contains exactly the simulated calls', () => {
    const simulated = OPERATIONS.map(({ service, name }) => `${service}:${name}`);
    const listed = AWS_COVERAGE.map(({ service, operation }) => `${service}:${operation}`);

    expect([...listed].sort()).toEqual([...simulated].sort());
    expect(new Set(simulated).size).toBe(simulated.length);
  });

  test('lists missing features only for partial calls', () => {
    const wrong = AWS_COVERAGE.filter(({ level, missing }) => (level === 'partial') !== missing.length > 0);

    expect(wrong).toEqual([]);
  });
});
