import { nearest } from '../../workflows/operations/grammar/nearest.js';
import { readLine } from '../../workflows/operations/grammar/read-line.js';
import { splitCommand } from '../../workflows/operations/grammar/split-command.js';
import type { Field } from '../../workflows/operations/grammar/types.js';
import { COMMAND } from '../blocks/ids.js';
import { policyAnswer } from '../blocks/policy-answer.js';
import { escape } from '../blocks/text.js';
import type { Desk } from '../desk.js';
import { mistaken, ready, type Command, type Prepared } from './command.js';

const LINE: Field = {
  field: 'line',
  takes: 'rest',
  required: true,
  label: 'Command line',
  hint: 'A change as you would type it, with or without “/ami”.',
  placeholder: 'share ami-123 with prod',
};

/** `/ami policy <command line>`: which rule would decide it, who could approve, and why. Requests nothing. */
export function policyCommand(desk: Desk, changes: readonly Command[]): Command {
  return {
    name: 'policy',
    usage: '/ami policy <command line>',
    summary: 'Show which approval rule would decide a change, and who could approve it; nothing is requested',
    help: [
      'Looks at the AMI as a request would, and goes through the rules for each target: the first one that matches decides. It also says which earlier rules did not match, and why.',
    ],
    examples: ['/ami policy share ami-123 with prod', '/ami policy deregister ami-123'],
    submit: 'Show',
    grammar: { subject: LINE, clauses: [] },
    prepare(draft) {
      const line = draft[LINE.field]?.[0] ?? '';
      // The line was read from Slack once already: it must not be unescaped twice.
      const { word, rest } = splitCommand(escape(withoutCommand(line)));
      const change = changes.find(({ name }) => name === word);
      if (change === undefined) {
        const names = changes.map(({ name }) => name);
        const text = `“${word.slice(0, 60)}” is no change that the rules decide. They decide ${names.join(', ')}.`;
        return mistaken(LINE.field, text, nearest(word, names));
      }
      return prepareFor(desk, change, rest);
    },
  };
}

function prepareFor({ replies, directory }: Desk, change: Command, rest: string): Prepared {
  const read = readLine(rest, change.grammar);
  switch (read.kind) {
    case 'mistakes':
      return { kind: 'mistakes', mistakes: read.mistakes.map((mistake) => ({ ...mistake, field: LINE.field })) };
    case 'incomplete':
      return {
        kind: 'mistakes',
        mistakes: read.missing.map(({ label }) => ({
          field: LINE.field,
          text: `“${change.name}” lacks something: ${label}. It is used as ${change.usage}`,
        })),
      };
    case 'draft': {
      const prepared = change.prepare(read.draft);
      if (prepared.kind === 'mistakes') return prepared;
      const { consider } = prepared;
      if (consider === undefined) return mistaken(LINE.field, `No rule decides “${change.name}”.`);
      return ready(async (sender) => replies.answer(sender, policyAnswer(await consider(), directory)));
    }
  }
}

function withoutCommand(line: string): string {
  return line.startsWith(`${COMMAND} `) ? line.slice(COMMAND.length) : line;
}
