import { closestMatch } from '../../domain/command-line/closest-match.js';
import { REQUEST_LISTS } from '../blocks/request/list.js';
import type { ListenerContext } from '../context.js';
import { firstPage } from '../actions/paging.js';
import { invalidCommand, ready, type AmiCommand } from './command.js';

/** `/ami requests`: lists, a page at a time. */
export function requestsCommand(context: ListenerContext): AmiCommand {
  return {
    name: 'requests',
    usage: `/ami requests [${REQUEST_LISTS.join('|')}]`,
    summary: 'List requests: yours, open ones, or all',
    help: ['Newest first. Without a word it lists yours. What has just happened may be missing for a moment.'],
    examples: ['/ami requests', '/ami requests pending'],
    submit: 'Show',
    grammar: { subject: { field: 'list', takes: 'word', required: false, label: 'Which' }, clauses: [] },
    prepare(draft) {
      const word = draft.list?.[0]?.toLowerCase() ?? 'mine';
      const list = REQUEST_LISTS.find((name) => name === word);
      if (list === undefined) {
        return invalidCommand(
          'list',
          `“${word.slice(0, 60)}” is not a list. The lists are ${REQUEST_LISTS.join(', ')}.`,
          closestMatch(word, REQUEST_LISTS),
        );
      }
      return ready(async (sender) => context.replies.answer(sender, await firstPage(context, list, sender.person)));
    },
  };
}
