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

  test('keeps the options that contain what was typed, whatever their case, and drops empty groups', () => {
    expect(matchingGroups(groups, ' PROD ')).toEqual([{ label: groups[0]?.label, options: [prod] }]);
  });

  test('keeps everything where nothing was typed', () => {
    expect(matchingGroups(groups, '')).toEqual(groups);
  });
});

describe('toggleOption', () => {
  const many = { multiple: true, max: 2 };

  test('one choice takes the place of another where only one may be made', () => {
    expect(toggleOption([images], prod, { multiple: false, max: undefined })).toEqual([prod]);
  });

  test('a second press takes a choice back where several may be made', () => {
    expect(toggleOption([images, prod], images, many)).toEqual([prod]);
  });

  test('no more are chosen than the app allows', () => {
    expect(toggleOption([images, prod], idOption('3', 'partner'), many)).toEqual([images, prod]);
  });
});
