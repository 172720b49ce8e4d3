import { describe, expect, test } from '@jest/globals';
import { parseInternalLink, parseRoute, routeHash } from '../../../../sandbox/slack/web/route.js';

describe('parseRoute', () => {
  test.each([
    ['', { person: null, place: null, ts: null }],
    ['#/U0RITA', { person: 'U0RITA', place: null, ts: null }],
    ['#/U0RITA/C0GENERAL', { person: 'U0RITA', place: 'C0GENERAL', ts: null }],
    ['#/U0RITA/home', { person: 'U0RITA', place: 'home', ts: null }],
    ['#/U0RITA/C0GENERAL/1795.0001', { person: 'U0RITA', place: 'C0GENERAL', ts: '1795.0001' }],
    ['#/<script>/"]/x', { person: null, place: null, ts: null }],
  ])('reads %s', (hash, route) => {
    expect(parseRoute(hash)).toEqual(route);
  });

  test('parses the result of routeHash', () => {
    const route = { person: 'U0ANA', place: 'D0APP', ts: '1795500000.000100' };

    expect(parseRoute(routeHash(route))).toEqual(route);
  });
});

describe('parseInternalLink', () => {
  test('converts a permalink to the message on this page', () => {
    const url = 'http://localhost:3000/archives/C0APPROVALS/p1795500000000100';

    expect(parseInternalLink(url, 'U0ANA')).toBe('#/U0ANA/C0APPROVALS/1795500000.000100');
  });

  test('returns undefined for any other URL', () => {
    expect(parseInternalLink('https://example.com/C0APPROVALS', 'U0ANA')).toBeUndefined();
  });
});
