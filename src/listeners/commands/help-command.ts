import type { Operation } from '../../workflows/operations/contract.js';
import { nearest } from '../../workflows/operations/grammar/nearest.js';
import { helpOverview, helpTopic } from '../blocks/help.js';
import type { Desk } from '../desk.js';
import { mistaken, ready, type Command } from './command.js';

/** `/ami` and `/ami help`: what works, made of the commands themselves. */
export function helpCommand(desk: Desk, operations: readonly Operation[], others: readonly Command[]): Command {
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
        return ready((sender) => desk.replies.answer(sender, helpOverview(operations, others, desk.approvalsChannel)));
      }
      const topics = [...operations, ...others];
      const topic = topics.find(({ name }) => name === word);
      if (topic !== undefined) return ready((sender) => desk.replies.answer(sender, helpTopic(topic)));
      const names = topics.map(({ name }) => name);
      const text = `There is no help about “${word.slice(0, 60)}”. There is help about ${names.join(', ')}.`;
      return mistaken('topic', text, nearest(word, names));
    },
  };
}
