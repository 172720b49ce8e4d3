import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { viewViolations } from '../../../sandbox/slack/rules/index.js';
import { commandForm } from '../../../src/listeners/blocks/form.js';
import { INPUT } from '../../../src/listeners/blocks/ids.js';
import { readForm } from '../../../src/listeners/views/form-draft.js';
import type { Draft, Grammar } from '../../../src/workflows/operations/grammar/types.js';
import { OPERATIONS } from '../../../src/workflows/operations/index.js';
import { hostileText } from '../hostile.js';
import { shown } from '../shown.js';
import { initialState } from '../form-state.js';

const grammar: Grammar = {
  subject: { field: 'ami', takes: 'word', required: true, label: 'AMI', placeholder: 'ami-123', hint: 'Its id' },
  clauses: [
    { keyword: 'with', field: 'targets', takes: 'list', required: true, label: 'With whom' },
    { keyword: 'loudly', field: 'loud', takes: 'flag', required: false, label: 'Tell everybody' },
    { keyword: 'because', field: 'reason', takes: 'rest', required: false, label: 'Reason' },
  ],
};

const asking = { name: 'share', summary: 'Share it', usage: '/ami share <ami>', submit: 'Request', grammar };

describe('the form of a command', () => {
  test('has an input for every field of the grammar, with what was said filled in', () => {
    const { blocks } = commandForm(asking, { ami: ['ami-1'], targets: ['prod', 'two words'], loud: [''] }, '{}');

    expect(shown(blocks)).toEqual([
      'Share it. As a command: /ami share <ami>',
      'AMI*: ami-1',
      'With whom*: prod, "two words"',
      'Tell everybody: ☑',
      'Reason: ',
    ]);
  });

  test.each(OPERATIONS.map((operation) => [operation.name, operation] as const))(
    'of %s is taken by Slack',
    (_, operation) => {
      const form = commandForm({ ...operation, submit: 'Request' }, {}, '{}');

      expect(viewViolations(form)).toEqual([]);
    },
  );

  test('is taken by Slack whatever was said', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('ami', 'targets', 'reason'), fc.array(hostileText)), (draft) => {
        expect(viewViolations(commandForm(asking, draft, '{}'))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  test('gives back what was filled in when it is sent as it is', () => {
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
        expect(readForm(grammar, initialState(commandForm(asking, draft, '{}')))).toEqual(draft);
      }),
    );
  });
});

describe('readForm', () => {
  test('leaves out what is empty or blank', () => {
    const state = { ami: { [INPUT]: { value: '  ' } }, reason: { [INPUT]: { value: null } } };

    expect(readForm(grammar, state)).toEqual({});
  });
});
