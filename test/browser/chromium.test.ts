import { describe, expect, test } from '@jest/globals';
import { findChromium } from '../../sandbox/chromium.js';

describe('findChromium', () => {
  test('returns the configured browser without checking that it exists', () => {
    expect(findChromium('/opt/chrome', () => false)).toBe('/opt/chrome');
  });

  test('searches the usual paths if none is configured', () => {
    expect(findChromium('', (path) => path === '/usr/bin/chromium')).toBe('/usr/bin/chromium');
  });

  test('returns undefined on a machine without a browser', () => {
    expect(findChromium(undefined, () => false)).toBeUndefined();
  });
});
