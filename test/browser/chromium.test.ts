import { describe, expect, test } from '@jest/globals';
import { findChromium } from '../../sandbox/chromium.js';

describe('findChromium', () => {
  test('takes the browser that is named, wherever it is', () => {
    expect(findChromium('/opt/chrome', () => false)).toBe('/opt/chrome');
  });

  test('looks in the usual places where none is named', () => {
    expect(findChromium('', (path) => path === '/usr/bin/chromium')).toBe('/usr/bin/chromium');
  });

  test('finds none on a machine without one', () => {
    expect(findChromium(undefined, () => false)).toBeUndefined();
  });
});
