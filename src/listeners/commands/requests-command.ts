import { nearest } from '../../workflows/operations/grammar/nearest.js';
import { LISTS } from '../blocks/request-list.js';
import type { Desk } from '../desk.js';
import { firstPage } from '../request-pages.js';
import { mistaken, ready, type Command } from './command.js';

/** `/ami requests`: lists, a page at a time. */
export function requestsCommand(desk: Desk): Command {
  return {
    name: 'requests',
    usage: `/ami requests [${LISTS.join('|')}]`,
    summary: 'List requests: yours, those that are not finished, or all',
    help: ['Newest first. Without a word it lists yours. What has just happened may be missing for a moment.'],
    examples: ['/ami requests', '/ami requests pending'],
    submit: 'Show',
    grammar: { subject: { field: 'list', takes: 'word', required: false, label: 'Which' }, clauses: [] },
    prepare(draft) {
      const word = draft.list?.[0]?.toLowerCase() ?? 'mine';
      const list = LISTS.find((name) => name === word);
      if (list === undefined) {
        return mistaken(
          'list',
          `“${word.slice(0, 60)}” is no list. There are ${LISTS.join(', ')}.`,
          nearest(word, LISTS),
        );
      }
      return ready(async (sender) => desk.replies.answer(sender, await firstPage(desk, list, sender.person)));
    },
  };
}
