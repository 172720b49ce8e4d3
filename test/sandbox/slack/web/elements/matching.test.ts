import { describe, expect, test } from '@jest/globals';
import { idOption } from '../../../../../sandbox/slack/web/elements/form.js';
import { matchingGroups, toggleOption } from '../../../../../sandbox/slack/web/elements/matching.js';

const images = idOption('1', 'images (1111)');
const prod = idOption('2', 'prod (4444)');

describe('matchingGroups', () => {
  const groups = [
    { label: { type: 'plain_text' as const, text: 'Ours' }, options: [images, prod] },
    { label: { type: 'plain_text' as const, text: 'Theirs' }, options: [idOption('3', 'partner')] },
  ];

  test('returns options that contain the text in any case and drops empty groups', () => {
    expect(matchingGroups(groups, ' PROD ')).toEqual([{ label: groups[0]?.label, options: [prod] }]);
  });

  test('returns every option for an empty text', () => {
    expect(matchingGroups(groups, '')).toEqual(groups);
  });
});

describe('toggleOption', () => {
  const many = { multiple: true, max: 2 };

  test('replaces the choice if only one is allowed', () => {
    expect(toggleOption([images], prod, { multiple: false, max: undefined })).toEqual([prod]);
  });

  test('removes a chosen option if several are allowed', () => {
    expect(toggleOption([images, prod], images, many)).toEqual([prod]);
  });

  test('adds no option beyond the maximum', () => {
    expect(toggleOption([images, prod], idOption('3', 'partner'), many)).toEqual([images, prod]);
  });
});
