import { describe, expect, test } from '@jest/globals';
import { retentionDays, type RetentionRule } from '../../../src/aws/rbin/rules.js';

const REGION: RetentionRule = { days: 7, tags: [], exceptTags: [] };
const BASE: RetentionRule = { days: 30, tags: [{ key: 'Tier', value: 'base' }], exceptTags: [] };
const NOT_TEST: RetentionRule = { days: 14, tags: [], exceptTags: [{ key: 'Stage', value: 'test' }] };

describe('how long the Recycle Bin keeps something', () => {
  test.each<[string, RetentionRule[], Record<string, string>, number | null]>([
    ['not at all without a rule', [], { Tier: 'base' }, null],
    ['as the rule for the Region says', [REGION], {}, 7],
    ['as a rule for one of its tags says', [BASE], { Tier: 'base', Team: 'x' }, 30],
    ['not at all when the value of the tag is another', [BASE], { Tier: 'app' }, null],
    ['not at all when the tag is missing', [BASE], {}, null],
    ['as the longest of several rules says', [REGION, BASE], { Tier: 'base' }, 30],
    ['not at all when the rule excepts its tag', [NOT_TEST], { Stage: 'test' }, null],
    ['as a rule says that excepts other tags', [NOT_TEST], { Stage: 'live' }, 14],
  ])('%s', (_, rules, tags, days) => {
    expect(retentionDays(rules, tags)).toBe(days);
  });
});
