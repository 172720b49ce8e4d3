import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { renderXml } from '../../../../sandbox/ec2/wire/xml.js';

const parser = new XMLParser({ parseTagValue: false, trimValues: false, htmlEntities: true });

describe('an answer in XML', () => {
  test('is made of elements by name, lists of items, and nothing for what is undefined', () => {
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

  test('holds any text so that a parser finds it again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        expect(parser.parse(renderXml('name', text, 'item'))).toEqual({ name: text });
      }),
      { numRuns: 100 },
    );
  });
});
