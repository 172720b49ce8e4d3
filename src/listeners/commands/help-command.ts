import type { Operation } from '../../domain/operations/contract.js';
import { closestMatch } from '../../domain/command-line/closest-match.js';
import { helpConcept, helpOperation, helpTopic } from '../blocks/help/topic.js';
import { helpOverview, type HelpReader } from '../blocks/help/overview.js';
import { createHelpTopics } from '../blocks/help/topics.js';
import type { Message } from '../blocks/kit/message.js';
import type { ListenerContext } from '../context.js';
import { invalidCommand, ready, type AmiCommand, type PreparedCommand } from './command.js';

/** `/ami` and `/ami help`: what works and who decides it, made of the commands and the rules themselves. */
export function helpCommand(
  context: ListenerContext,
  operations: readonly Operation[],
  topics: readonly AmiCommand[],
): AmiCommand {
  const { replies, policy, approvalsChannel } = context;
  const helpTopics = createHelpTopics(policy);

  function answerWith(message: (reader: HelpReader) => Message): PreparedCommand {
    return ready((sender) => replies.answer(sender, message({ userId: sender.person.userId, rules: policy.rules })));
  }

  return {
    name: 'help',
    usage: '/ami help [topic]',
    summary: 'Show what you can request, or help about one command',
    help: [],
    examples: [],
    submit: 'Show',
    grammar: { subject: { field: 'topic', takes: 'word', required: false, label: 'Topic' }, clauses: [] },
    prepare(draft) {
      const word = draft.topic?.[0]?.toLowerCase();
      if (word === undefined) {
        return answerWith((reader) => helpOverview({ operations, topics, helpTopics, approvalsChannel }, reader));
      }
      const operation = operations.find(({ name }) => name === word);
      if (operation !== undefined) return answerWith((reader) => helpOperation(operation, reader));
      const topic = topics.find(({ name }) => name === word);
      if (topic !== undefined) return answerWith(() => helpTopic(topic));
      const matter = helpTopics.find(({ name }) => name === word);
      if (matter !== undefined) return answerWith(() => helpConcept(matter));
      const names = [...operations, ...topics, ...helpTopics].map(({ name }) => name);
      const text = `There is no help about “${word.slice(0, 60)}”. Topics: ${names.join(', ')}.`;
      return invalidCommand('topic', text, closestMatch(word, names));
    },
  };
}
