import { describe, expect, test } from '@jest/globals';
import { viewViolations } from '../../../../sandbox/slack/rules/index.js';
import { field, repeat, modal, plain, raw, textInput, type BlockObject } from '../block-fragments.js';

const VIEWS: readonly (readonly [string, BlockObject, BlockObject, string])[] = [
  [
    'a title has at most 24 characters',
    modal([], { title: plain('x'.repeat(24)) }),
    modal([], { title: plain('x'.repeat(25)) }),
    '[ERROR] must be less than 25 characters [json-pointer:/title/text]',
  ],
  [
    'private metadata has at most 3,000 characters',
    modal([], { private_metadata: 'x'.repeat(3000) }),
    modal([], { private_metadata: 'x'.repeat(3001) }),
    '[ERROR] must be less than 3001 characters [json-pointer:/private_metadata]',
  ],
  [
    'a callback id has at most 255 characters',
    modal([], { callback_id: 'x'.repeat(255) }),
    modal([], { callback_id: 'x'.repeat(256) }),
    '[ERROR] must be less than 256 characters [json-pointer:/callback_id]',
  ],
  [
    'a form with inputs has a submit button',
    modal([field(textInput)]),
    { type: 'modal', title: plain('Form'), blocks: [field(textInput)] },
    '[ERROR] missing required field: submit is needed with input blocks [json-pointer:/submit]',
  ],
  [
    'a modal has at most 100 blocks',
    modal(repeat(100, () => ({ type: 'divider' }))),
    modal(repeat(101, () => ({ type: 'divider' }))),
    '[ERROR] no more than 100 items allowed [json-pointer:/blocks]',
  ],
  [
    'only one element has the focus',
    modal([field({ ...textInput, focus_on_load: true }), field(textInput)]),
    modal([field({ ...textInput, focus_on_load: true }), field({ ...textInput, focus_on_load: true })]),
    '[ERROR] only one element can have focus_on_load [json-pointer:/blocks/1/element/focus_on_load]',
  ],
  [
    'max_length of an input is at most 3,000',
    modal([field({ ...textInput, max_length: 3000 })]),
    modal([field({ ...textInput, max_length: 3001 })]),
    '[ERROR] must be at most 3000 [json-pointer:/blocks/0/element/max_length]',
  ],
  [
    'a placeholder has at most 150 characters',
    modal([field({ ...textInput, placeholder: plain('x'.repeat(150)) })]),
    modal([field({ ...textInput, placeholder: plain('x'.repeat(151)) })]),
    '[ERROR] must be less than 151 characters [json-pointer:/blocks/0/element/placeholder/text]',
  ],
  [
    'an alert has at most 200 characters',
    modal([{ type: 'alert', text: plain('x'.repeat(200)) }]),
    modal([{ type: 'alert', text: plain('x'.repeat(201)) }]),
    '[ERROR] must be less than 201 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'plans are allowed only in messages',
    modal([{ type: 'divider' }]),
    modal([{ type: 'plan', title: 'Plan' }]),
    '[ERROR] unsupported type [json-pointer:/blocks/0/type]',
  ],
  [
    'a Home tab has no title',
    { type: 'home', blocks: [{ type: 'data_table', caption: 'x', rows: [[raw('a')], [raw('b')]] }] },
    { type: 'home', title: plain('x'), blocks: [] },
    '[ERROR] invalid additional property: title [json-pointer:]',
  ],
];

describe('views', () => {
  test.each(VIEWS)('%s', (_rule, accepted, refused, words) => {
    expect(viewViolations(accepted)).toEqual([]);
    expect(viewViolations(refused)).toContain(words);
  });
});
