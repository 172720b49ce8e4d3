import type { Operation } from '../../workflows/operations/contract.js';
import { nearest } from '../../workflows/operations/grammar/nearest.js';
import { helpMatter, helpOperation, helpTopic } from '../blocks/help-topic.js';
import { helpOverview, type Asker } from '../blocks/help.js';
import { mattersOf } from '../blocks/matters.js';
import type { Message } from '../blocks/message.js';
import type { Desk } from '../desk.js';
import { mistaken, ready, type Command, type Prepared } from './command.js';

/** `/ami` and `/ami help`: what works and who decides it, made of the commands and the rules themselves. */
export function helpCommand(desk: Desk, operations: readonly Operation[], topics: readonly Command[]): Command {
  const { replies, policy, approvalsChannel } = desk;
  const matters = mattersOf(policy);

  function answering(message: (asker: Asker) => Message): Prepared {
    return ready((sender) => replies.answer(sender, message({ userId: sender.person.userId, rules: policy.rules })));
  }

  return {
    name: 'help',
    usage: '/ami help [topic]',
    summary: 'Show what can be asked for, or more about one command',
    help: [],
    examples: [],
    submit: 'Show',
    grammar: { subject: { field: 'topic', takes: 'word', required: false, label: 'Topic' }, clauses: [] },
    prepare(draft) {
      const word = draft.topic?.[0]?.toLowerCase();
      if (word === undefined) {
        return answering((asker) => helpOverview({ operations, topics, matters, approvalsChannel }, asker));
      }
      const operation = operations.find(({ name }) => name === word);
      if (operation !== undefined) return answering((asker) => helpOperation(operation, asker));
      const topic = topics.find(({ name }) => name === word);
      if (topic !== undefined) return answering(() => helpTopic(topic));
      const matter = matters.find(({ name }) => name === word);
      if (matter !== undefined) return answering(() => helpMatter(matter));
      const names = [...operations, ...topics, ...matters].map(({ name }) => name);
      const text = `There is no help about “${word.slice(0, 60)}”. There is help about ${names.join(', ')}.`;
      return mistaken('topic', text, nearest(word, names));
    },
  };
}
