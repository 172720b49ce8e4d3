import { describe, expect, test } from '@jest/globals';
import { messageViolations } from '../../../../sandbox/slack/rules/index.js';
import { button, repeat, option, plain, type BlockObject } from '../block-fragments.js';

type Row = readonly [rule: string, accepted: BlockObject, refused: BlockObject, words: string];

function messageProblems(...blocks: readonly BlockObject[]): readonly string[] {
  return messageViolations({ text: 'Hello', blocks });
}

function testElements(rows: readonly Row[]): void {
  test.each(rows)('%s', (_rule, accepted, refused, words) => {
    expect(messageProblems(accepted)).toEqual([]);
    expect(messageProblems(refused)).toContain(words);
  });
}

describe('buttons and menus', () => {
  testElements([
    [
      'an actions block has at most 25 elements',
      { type: 'actions', elements: repeat(25, (index) => button({ action_id: `go${index}` })) },
      { type: 'actions', elements: repeat(26, (index) => button({ action_id: `go${index}` })) },
      '[ERROR] no more than 25 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'action ids are unique within a block',
      { type: 'actions', elements: [button(), button({ action_id: 'stop' })] },
      { type: 'actions', elements: [button(), button()] },
      '[ERROR] action_id already exists: go [json-pointer:/blocks/0/elements/1/action_id]',
    ],
    [
      'a button has at most 75 characters',
      { type: 'actions', elements: [button({ text: plain('x'.repeat(75)) })] },
      { type: 'actions', elements: [button({ text: plain('x'.repeat(76)) })] },
      '[ERROR] must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
    ],
    [
      'a button value has at most 2,000 characters',
      { type: 'actions', elements: [button({ value: 'x'.repeat(2000) })] },
      { type: 'actions', elements: [button({ value: 'x'.repeat(2001) })] },
      '[ERROR] must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
    ],
    [
      'a button is primary, danger or neither',
      { type: 'actions', elements: [button({ style: 'danger' })] },
      { type: 'actions', elements: [button({ style: 'default' })] },
      '[ERROR] must be a valid enum value: primary, danger [json-pointer:/blocks/0/elements/0/style]',
    ],
    [
      'a confirm dialog has at most 300 characters',
      { type: 'actions', elements: [button({ confirm: { text: plain('x'.repeat(300)) } })] },
      { type: 'actions', elements: [button({ confirm: { text: plain('x'.repeat(301)) } })] },
      '[ERROR] must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]',
    ],
    [
      'an overflow menu has at most 5 options',
      {
        type: 'section',
        text: plain('x'),
        accessory: { type: 'overflow', options: repeat(5, (i) => option(`o${i}`)) },
      },
      {
        type: 'section',
        text: plain('x'),
        accessory: { type: 'overflow', options: repeat(6, (i) => option(`o${i}`)) },
      },
      '[ERROR] no more than 5 items allowed [json-pointer:/blocks/0/accessory/options]',
    ],
    [
      'a select has at most 100 options',
      { type: 'actions', elements: [{ type: 'static_select', options: repeat(100, (i) => option(`o${i}`)) }] },
      { type: 'actions', elements: [{ type: 'static_select', options: repeat(101, (i) => option(`o${i}`)) }] },
      '[ERROR] no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'the initial option of a select is one of its options',
      { type: 'actions', elements: [{ type: 'static_select', options: [option('a')], initial_option: option('a') }] },
      { type: 'actions', elements: [{ type: 'static_select', options: [option('a')], initial_option: option('b') }] },
      '[ERROR] the initial option is not one of the options [json-pointer:/blocks/0/elements/0]',
    ],
  ]);
});
