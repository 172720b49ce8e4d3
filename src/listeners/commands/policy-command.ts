import { closestMatch } from '../../domain/command-line/closest-match.js';
import { parseCommandLine } from '../../domain/command-line/parse-line.js';
import { splitCommand } from '../../domain/command-line/slack-text.js';
import type { Field } from '../../domain/command-line/grammar.js';
import { SLASH_COMMAND } from '../blocks/kit/ids.js';
import { policyAnswer } from '../blocks/answers/policy.js';
import { escapeMrkdwn } from '../blocks/kit/text.js';
import type { ListenerContext } from '../context.js';
import { invalidCommand, ready, type AmiCommand, type PreparedCommand } from './command.js';

const COMMAND_FIELD: Field = {
  field: 'line',
  takes: 'rest',
  required: true,
  label: 'Command line',
  hint: 'A change as you would type it, with or without “/ami”.',
  placeholder: 'share ami-123 with prod',
};

/** `/ami policy <command line>`: which rule would decide it, who could approve, and why. Requests nothing. */
export function policyCommand(context: ListenerContext, changes: readonly AmiCommand[]): AmiCommand {
  return {
    name: 'policy',
    usage: '/ami policy <command line>',
    summary: 'Show which approval rule would decide a change, and who could approve it; nothing is requested',
    help: [
      'Checks the AMI as a request would, and evaluates the rules for each target. The first matching rule decides. It also says which earlier rules did not match, and why.',
    ],
    examples: ['/ami policy share ami-123 with prod', '/ami policy deregister ami-123'],
    submit: 'Show',
    grammar: { subject: COMMAND_FIELD, clauses: [] },
    prepare(draft) {
      const line = draft[COMMAND_FIELD.field]?.[0] ?? '';
      // The line was read from Slack once already: it must not be unescaped twice.
      const { word, rest } = splitCommand(escapeMrkdwn(withoutCommand(line)));
      const change = changes.find(({ name }) => name === word);
      if (change === undefined) {
        const names = changes.map(({ name }) => name);
        const text = `“${word.slice(0, 60)}” is no change that the rules decide. They decide ${names.join(', ')}.`;
        return invalidCommand(COMMAND_FIELD.field, text, closestMatch(word, names));
      }
      return preparePreview(context, change, rest);
    },
  };
}

function preparePreview({ replies, directory }: ListenerContext, change: AmiCommand, rest: string): PreparedCommand {
  const commandLine = parseCommandLine(rest, change.grammar);
  switch (commandLine.kind) {
    case 'invalid':
      return {
        kind: 'invalid',
        errors: commandLine.errors.map((inputError) => ({ ...inputError, field: COMMAND_FIELD.field })),
      };
    case 'incomplete':
      return {
        kind: 'invalid',
        errors: commandLine.missing.map(({ label }) => ({
          field: COMMAND_FIELD.field,
          text: `“${change.name}” lacks something: ${label}. It is used as ${change.usage}`,
        })),
      };
    case 'draft': {
      const prepared = change.prepare(commandLine.draft);
      if (prepared.kind === 'invalid') return prepared;
      const { preview } = prepared;
      if (preview === undefined) return invalidCommand(COMMAND_FIELD.field, `No rule decides “${change.name}”.`);
      return ready(async (sender) => replies.answer(sender, policyAnswer(await preview(), directory)));
    }
  }
}

function withoutCommand(line: string): string {
  return line.startsWith(`${SLASH_COMMAND} `) ? line.slice(SLASH_COMMAND.length) : line;
}
