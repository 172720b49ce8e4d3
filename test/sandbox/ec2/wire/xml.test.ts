import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { renderXml } from '../../../../sandbox/ec2/wire/xml.js';

const parser = new XMLParser({ parseTagValue: false, trimValues: false, htmlEntities: true });

describe('an XML response', () => {
  test('has elements by name and items in lists, and omits undefined values', () => {
    const value = {
      id: 'ami-1',
      missing: undefined,
      isPublic: false,
      size: 8,
      tagSet: [{ key: 'a' }, { key: 'b' }],
      empty: [],
    };

    expect(renderXml('image', value, 'item')).toBe(
      '<image><id>ami-1</id><isPublic>false</isPublic><size>8</size><tagSet><item><key>a</key></item><item><key>b</key></item></tagSet><empty></empty></image>',
    );
  });

  test('round-trips any text through a parser', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        expect(parser.parse(renderXml('name', text, 'item'))).toEqual({ name: text });
      }),
      { numRuns: 100 },
    );
  });
});
