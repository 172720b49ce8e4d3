import { describe, expect, test } from '@jest/globals';
import {
  fillForm,
  slackEntry,
  slackState,
  withEntry,
  type Entry,
} from '../../../../../sandbox/slack/web/elements/form.js';
import { inputErrors, collectFields } from '../../../../../sandbox/slack/web/elements/placed-fields.js';
import type { Field } from '../../../../../sandbox/slack/web/elements/schema.js';

function option(value: string) {
  return { text: { type: 'plain_text' as const, text: value.toUpperCase() }, value };
}

const textField: Field = { type: 'plain_text_input', action_id: 'v', initial_value: 'first' };

function input(element: object, more: object = {}) {
  return { type: 'input', block_id: 'b', label: { type: 'plain_text', text: 'L' }, element, ...more };
}

describe('fillForm', () => {
  test('fills in the initial values', () => {
    const form = fillForm([{ blockId: 'b', field: textField }], {});

    expect(slackState(form)).toEqual({ b: { v: { type: 'plain_text_input', value: 'first' } } });
  });

  test('keeps an entry if block, action and type are unchanged', () => {
    const entered = withEntry({}, 'b', 'v', { kind: 'text', type: 'plain_text_input', text: 'mine' });

    expect(slackState(fillForm([{ blockId: 'b', field: textField }], entered))).toEqual({
      b: { v: { type: 'plain_text_input', value: 'mine' } },
    });
  });

  test('resets an entry if its type changed and drops removed fields', () => {
    const entered = withEntry({}, 'b', 'v', { kind: 'text', type: 'datepicker', text: '2026-11-24' });
    const elsewhere = withEntry(entered, 'gone', 'v', { kind: 'text', type: 'plain_text_input', text: 'x' });

    expect(slackState(fillForm([{ blockId: 'b', field: textField }], elsewhere))).toEqual({
      b: { v: { type: 'plain_text_input', value: 'first' } },
    });
  });
});

const ENTRIES: readonly (readonly [Entry, object])[] = [
  [
    { kind: 'text', type: 'plain_text_input', text: '' },
    { type: 'plain_text_input', value: null },
  ],
  [
    { kind: 'text', type: 'datepicker', text: '2026-11-24' },
    { type: 'datepicker', selected_date: '2026-11-24' },
  ],
  [
    { kind: 'choice', type: 'static_select', chosen: [option('a')] },
    { type: 'static_select', selected_option: option('a') },
  ],
  [
    { kind: 'choice', type: 'radio_buttons', chosen: [] },
    { type: 'radio_buttons', selected_option: null },
  ],
  [
    { kind: 'choice', type: 'checkboxes', chosen: [option('a')] },
    { type: 'checkboxes', selected_options: [option('a')] },
  ],
  [
    { kind: 'choice', type: 'users_select', chosen: [option('U0ANA')] },
    { type: 'users_select', selected_user: 'U0ANA' },
  ],
  [
    { kind: 'choice', type: 'multi_channels_select', chosen: [] },
    { type: 'multi_channels_select', selected_channels: [] },
  ],
];

describe('slackEntry', () => {
  test.each(ENTRIES)('formats %j as Slack does', (entry, sent) => {
    expect(slackEntry(entry)).toEqual(sent);
  });
});

describe('collectFields', () => {
  test('finds fields in inputs, sections, actions and containers only', () => {
    const button = { type: 'button', action_id: 'x', text: { type: 'plain_text', text: 'X' } };
    const date = { type: 'datepicker', action_id: 'd' };
    const blocks = [
      input(textField),
      { type: 'section', block_id: 's', accessory: date },
      { type: 'actions', block_id: 'a', elements: [button, date] },
      { type: 'container', child_blocks: [{ ...input(textField), block_id: 'inner' }] },
      { type: 'hologram', element: 7 },
    ];

    const places = collectFields(blocks).map(({ blockId, field }) => `${blockId}/${field.action_id}`);

    expect(places).toEqual(['b/v', 's/d', 'a/d', 'inner/v']);
  });
});

const CHECKS: readonly (readonly [rule: string, block: object, entered: string, error: string | undefined])[] = [
  ['requires a value for a required field', input(textField), '  ', 'Please complete this required field.'],
  ['accepts an empty optional field', input(textField, { optional: true }), '', undefined],
  [
    'enforces the maximum length of a text',
    input({ ...textField, max_length: 3 }),
    'four',
    'Please use 3 characters or fewer.',
  ],
  [
    'enforces the minimum length of a text',
    input({ ...textField, min_length: 3 }),
    'ab',
    'Please use 3 characters or more.',
  ],
  ['refuses a text in a number field', input(number({})), 'one', 'Please enter a valid number.'],
  ['refuses a fraction for a whole number', input(number({})), '1.5', 'Please enter a valid number.'],
  ['enforces the bounds of a number', input(number({ max_value: '3' })), '4', 'Please enter a number of 3 or less.'],
  ['accepts a number equal to a bound', input(number({ min_value: '1', max_value: '3' })), '3', undefined],
];

function number(more: object) {
  return { type: 'number_input', action_id: 'v', is_decimal_allowed: false, ...more };
}

describe('inputErrors', () => {
  test.each(CHECKS)('%s', (_rule, block, entered, error) => {
    const blocks = [{ ...block }];
    const type = collectFields(blocks)[0]?.field.type ?? 'plain_text_input';
    const form = withEntry({}, 'b', 'v', { kind: 'text', type, text: entered });

    expect(inputErrors(blocks, form)).toEqual(error === undefined ? {} : { b: error });
  });
});
