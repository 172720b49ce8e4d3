import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { viewViolations } from '../../../../sandbox/slack/rules/index.js';
import { commandForm } from '../../../../src/listeners/blocks/forms/command.js';
import { INPUT_ACTION_ID } from '../../../../src/listeners/blocks/kit/ids.js';
import { parseForm } from '../../../../src/listeners/views/form-draft.js';
import type { Draft, Grammar } from '../../../../src/domain/command-line/grammar.js';
import { OPERATIONS } from '../../../../src/domain/operations/registry.js';
import { adversarialText } from '../../hostile-text.js';
import { renderedLines } from '../../rendered-messages.js';
import { initialFormState } from '../../form-state.js';

const grammar: Grammar = {
  subject: { field: 'ami', takes: 'word', required: true, label: 'AMI', placeholder: 'ami-123', hint: 'Its id' },
  clauses: [
    { keyword: 'with', field: 'targets', takes: 'list', required: true, label: 'Target' },
    { keyword: 'loudly', field: 'loud', takes: 'flag', required: false, label: 'Notify the channel' },
    { keyword: 'because', field: 'reason', takes: 'rest', required: false, label: 'Reason' },
  ],
};

const asking = { name: 'share', summary: 'Share it', usage: '/ami share <ami>', submit: 'Request', grammar };

describe('the form of a command', () => {
  test('has an input per grammar field, filled in from the command', () => {
    const { blocks } = commandForm(asking, { ami: ['ami-1'], targets: ['prod', 'two words'], loud: [''] }, '{}');

    expect(renderedLines(blocks)).toEqual([
      'Share it. As a command: /ami share <ami>',
      'AMI*: ami-1',
      'Target*: prod, "two words"',
      'Notify the channel: ☑',
      'Reason: ',
    ]);
  });

  test.each(OPERATIONS.map((operation) => [operation.name, operation] as const))(
    'for %s is valid in Slack',
    (_, operation) => {
      const form = commandForm({ ...operation, submit: 'Request' }, {}, '{}');

      expect(viewViolations(form)).toEqual([]);
    },
  );

  test('is valid in Slack, whatever the command contained', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('ami', 'targets', 'reason'), fc.array(adversarialText)), (draft) => {
        expect(viewViolations(commandForm(asking, draft, '{}'))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  test('round-trips the values that were filled in', () => {
    const word = fc.stringMatching(/^[a-z"'“,: -]{0,9}[a-z]$/).map((text) => text.trim());
    const drafts: fc.Arbitrary<Draft> = fc.record(
      {
        ami: word.map((text) => [text]),
        targets: fc.array(word, { minLength: 1, maxLength: 4 }),
        loud: fc.constant(['']),
        reason: word.map((text) => [text]),
      },
      { requiredKeys: [] },
    );

    fc.assert(
      fc.property(drafts, (draft) => {
        expect(parseForm(grammar, initialFormState(commandForm(asking, draft, '{}')))).toEqual(draft);
      }),
    );
  });
});

describe('parseForm', () => {
  test('omits empty and blank fields', () => {
    const state = { ami: { [INPUT_ACTION_ID]: { value: '  ' } }, reason: { [INPUT_ACTION_ID]: { value: null } } };

    expect(parseForm(grammar, state)).toEqual({});
  });
});
