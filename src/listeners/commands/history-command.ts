import type { Draft, Field } from '../../domain/command-line/grammar.js';
import { normalizeDashes } from '../../domain/command-line/tokenize.js';
import type { Directory } from '../../domain/model/directory.js';
import { CHANGE_CLAUSES } from '../../domain/operations/fields/clauses.js';
import { parseImageInput } from '../../domain/operations/fields/image.js';
import { parsePlace } from '../../domain/operations/fields/location.js';
import { parseInstance } from '../../domain/operations/fields/names.js';
import { invalid, type ParsedValue, quoteInput, valid } from '../../domain/operations/fields/parsed.js';
import type { HistoryQuery } from '../../workflows/use-cases.js';
import { historyPage } from '../actions/paging.js';
import { noSuchRequest } from '../blocks/answers/action.js';
import { requestHistory } from '../blocks/answers/subject-history.js';
import type { ListenerContext } from '../context.js';
import type { Sender } from '../payloads.js';
import { type AmiCommand, ready } from './command.js';
import { parseRequestId } from './request-id.js';

/** Reads whose history is meant, by how its name begins. */
function parseHistoryQuery(draft: Draft, directory: Directory): ParsedValue<HistoryQuery | undefined> {
  const word = normalizeDashes((draft.ami?.[0] ?? '').trim());
  if (word.startsWith('s3://')) return valid({ subjectKind: 'object', subjectKey: word });
  if (/^i-/i.test(word)) return parseInstanceQuery(word, draft, directory);
  if (/^(ami-|[0-9a-f]{3,17}$)/i.test(word)) {
    const { value, errors: inputErrors } = parseImageInput(draft, directory);
    return { value: { subjectKind: 'image', input: value }, errors: inputErrors };
  }
  return invalid(
    undefined,
    'ami',
    `${quoteInput(word)} is not the ID of an AMI (ami-…), an instance (i-…) or a request (AR-…).`,
  );
}

function parseInstanceQuery(word: string, draft: Draft, directory: Directory): ParsedValue<HistoryQuery> {
  const instance = parseInstance(word, 'ami');
  const place = parsePlace(draft, directory);
  return {
    value: { subjectKind: 'instance', input: { instance: instance.value, ...place.value } },
    errors: [...instance.errors, ...place.errors],
  };
}

const SUBJECT_FIELD: Field = {
  field: 'ami',
  takes: 'word',
  required: true,
  label: 'AMI, instance or request',
  hint: 'An ID, or a unique beginning of one.',
  placeholder: 'ami-1234567890abcdef0',
};

/** `/ami history`: every request about an AMI or an instance, who decided, what happened; or one request. */
export function historyCommand(context: ListenerContext): AmiCommand {
  return {
    name: 'history',
    usage: '/ami history <ami>|<instance>|<request>',
    summary:
      'Show every request about an AMI or an instance, or one request: who requested it, who decided, what happened',
    help: [
      'Also shows the request that created the AMI or launched the instance, if there is one. Name a deleted resource by its full ID. The ID of a request shows its history.',
    ],
    examples: ['/ami history ami-123', '/ami history i-0b11', '/ami history AR-7F3K2M'],
    submit: 'Show',
    grammar: { subject: SUBJECT_FIELD, clauses: CHANGE_CLAUSES.filter(({ field }) => field !== 'reason') },
    prepare(draft) {
      const id = parseRequestId(draft[SUBJECT_FIELD.field]?.[0] ?? '');
      if (id !== undefined) return ready((sender) => showRequest(context, id, sender));
      const { value: query, errors: inputErrors } = parseHistoryQuery(draft, context.directory);
      if (query === undefined || inputErrors.length > 0) return { kind: 'invalid', errors: inputErrors };
      return ready((sender) => showHistory(context, query, sender));
    },
  };
}

async function showRequest(context: ListenerContext, id: string, sender: Sender): Promise<void> {
  const request = await context.useCases.getRequest(id);
  await context.replies.answer(sender, request === undefined ? noSuchRequest(id) : requestHistory(request));
}

async function showHistory(
  { replies, useCases, directory }: ListenerContext,
  query: HistoryQuery,
  sender: Sender,
): Promise<void> {
  await replies.answer(sender, historyPage(await useCases.getHistory(query), directory));
}
