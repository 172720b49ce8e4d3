import { describe, expect, test } from '@jest/globals';
import { retentionDays, type RetentionRule } from '../../../src/aws/rbin/rules.js';

const REGION: RetentionRule = { days: 7, tags: [], exceptTags: [] };
const BASE: RetentionRule = { days: 30, tags: [{ key: 'Tier', value: 'base' }], exceptTags: [] };
const NOT_TEST: RetentionRule = { days: 14, tags: [], exceptTags: [{ key: 'Stage', value: 'test' }] };

describe('the retention of a resource in the Recycle Bin', () => {
  test.each<[string, RetentionRule[], Record<string, string>, number | null]>([
    ['is none without a rule', [], { Tier: 'base' }, null],
    ['comes from the Region-level rule', [REGION], {}, 7],
    ['comes from a rule for one of its tags', [BASE], { Tier: 'base', Team: 'x' }, 30],
    ['is none if the tag has another value', [BASE], { Tier: 'app' }, null],
    ['is none if the tag is missing', [BASE], {}, null],
    ['is the longest of several matching rules', [REGION, BASE], { Tier: 'base' }, 30],
    ['is none if the rule excludes its tag', [NOT_TEST], { Stage: 'test' }, null],
    ['comes from a rule that excludes other tags', [NOT_TEST], { Stage: 'live' }, 14],
  ])('%s', (_, rules, tags, days) => {
    expect(retentionDays(rules, tags)).toBe(days);
  });
});
