import type { Field } from '../../workflows/operations/grammar/types.js';
import { CHANGE_CLAUSES } from '../../workflows/operations/parsing/fields.js';
import type { HistoryAsk } from '../../workflows/use-cases.js';
import { noSuchRequest } from '../blocks/deed-answer.js';
import { requestHistory } from '../blocks/thing-history.js';
import type { Desk } from '../desk.js';
import { historyPage } from '../history-pages.js';
import type { Sender } from '../payloads.js';
import { readRequestId } from '../request-id.js';
import { ready, type Command } from './command.js';
import { readHistoryAsk } from './history-ask.js';

const THING: Field = {
  field: 'ami',
  takes: 'word',
  required: true,
  label: 'AMI, instance or request',
  hint: 'An id, or the beginning of one if nothing else begins so.',
  placeholder: 'ami-1234567890abcdef0',
};

/** `/ami history`: every request about an AMI or an instance, who decided, what happened; or one request. */
export function historyCommand(desk: Desk): Command {
  return {
    name: 'history',
    usage: '/ami history <ami>|<instance>|<request>',
    summary: 'Show every request about an AMI or an instance, or one: who asked, who decided, what happened',
    help: [
      'Also shows the request that made the AMI or launched the instance, if one here did. What is gone is named by its whole id. The id of a request shows the history of that one.',
    ],
    examples: ['/ami history ami-123', '/ami history i-0b11', '/ami history AR-7F3K2M'],
    submit: 'Show',
    grammar: { subject: THING, clauses: CHANGE_CLAUSES.filter(({ field }) => field !== 'reason') },
    prepare(draft) {
      const id = readRequestId(draft[THING.field]?.[0] ?? '');
      if (id !== undefined) return ready((sender) => showRequest(desk, id, sender));
      const { value: ask, mistakes } = readHistoryAsk(draft, desk.directory);
      if (ask === undefined || mistakes.length > 0) return { kind: 'mistakes', mistakes };
      return ready((sender) => showHistory(desk, ask, sender));
    },
  };
}

async function showRequest(desk: Desk, id: string, sender: Sender): Promise<void> {
  const request = await desk.useCases.find(id);
  await desk.replies.answer(sender, request === undefined ? noSuchRequest(id) : requestHistory(request));
}

async function showHistory({ replies, useCases, directory }: Desk, ask: HistoryAsk, sender: Sender): Promise<void> {
  await replies.answer(sender, historyPage(await useCases.history(ask), directory));
}
