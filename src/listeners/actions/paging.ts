import { formatCommandLine } from '../../domain/command-line/format-line.js';
import type { Draft } from '../../domain/command-line/grammar.js';
import { parseCommandLine } from '../../domain/command-line/parse-line.js';
import type { Directory } from '../../domain/model/directory.js';
import type { SearchOperation } from '../../domain/operations/contract.js';
import type { Person } from '../../domain/request/types.js';
import type { PageCursor } from '../../workflows/inventory/selection.js';
import type { HistoryResult, RequestFilter } from '../../workflows/use-cases.js';
import { inputErrorsAnswer } from '../blocks/answers/input-errors.js';
import { reportMessage } from '../blocks/answers/report.js';
import { subjectHistory } from '../blocks/answers/subject-history.js';
import { unresolvedAnswer } from '../blocks/answers/unresolved.js';
import type { Message } from '../blocks/kit/message.js';
import { escapeMrkdwn } from '../blocks/kit/text.js';
import { requestList, type RequestListName } from '../blocks/request/list.js';
import { admitSender } from '../admission.js';
import { type ListenerContext, parseContext } from '../context.js';
import {
  type PageValue,
  parseHistoryPageValue,
  parsePageValue,
  parseSearchPageValue,
  type SearchPageValue,
  serializePageValue,
} from '../page-values.js';
import { parseButton, type Sender } from '../payloads.js';
import type { ButtonArgs } from './decide.js';

export interface SearchPageRequest {
  readonly operation: SearchOperation;
  readonly input: unknown;
  readonly draft: Draft;
  /** Where the page before ended. */
  readonly after?: PageCursor;
}

/** A page of search results, with a button for the next one. */
export async function searchPage(
  { useCases }: ListenerContext,
  { operation, input, draft, after }: SearchPageRequest,
): Promise<Message> {
  const { report, next } = await useCases.search({ operation, input, after });
  const line = formatCommandLine(operation.grammar, draft);
  return reportMessage(
    report,
    next === undefined ? undefined : serializePageValue({ command: operation.name, line, after: next }),
  );
}

/** Shows a page in the place of the one before, to people who may read. */
async function turnPage(
  context: ListenerContext,
  from: Sender,
  makePage: (sender: Sender) => Promise<Message>,
): Promise<void> {
  const admission = await admitSender(context, from, 'read');
  if (admission.kind === 'refused') return context.replies.answer(from, admission.message);
  const message = await makePage(admission.sender);
  if (await context.replies.replace(from, message)) return;
  await context.replies.answer(from, message);
}

/** The next page of a search, in the place of the one before. */
export function nextSearchPageAction(context: ListenerContext): (args: ButtonArgs) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const press = parseButton(body);
    await turnPage(context, press.sender, () => nextSearchPage(context, parseSearchPageValue(press)));
  };
}

/** The command line is parsed again: the configuration may have changed since. */
async function nextSearchPage(context: ListenerContext, { command, line, after }: SearchPageValue): Promise<Message> {
  const operation = context.operations.find(
    (each): each is SearchOperation => each.kind === 'search' && each.name === command,
  );
  if (operation === undefined) throw new Error('a page of a search that does not exist');
  const commandLine = parseCommandLine(escapeMrkdwn(line), operation.grammar);
  const draft = commandLine.kind === 'invalid' ? {} : commandLine.draft;
  const parsed = operation.parse(draft, parseContext(context));
  return parsed.kind === 'invalid'
    ? inputErrorsAnswer(parsed.errors, operation)
    : searchPage(context, { operation, input: parsed.input, draft, after });
}

/** A page of a history, with a button for older requests; or why the subject is unclear. */
export function historyPage(result: HistoryResult, directory: Directory): Message {
  if (result.kind !== 'history') return unresolvedAnswer(result, directory);
  return subjectHistory(result, directory, result.older === undefined ? undefined : serializePageValue(result.older));
}

/** The page of a history that goes before, in the place of the one after. */
export function olderHistoryAction(context: ListenerContext): (args: ButtonArgs) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const press = parseButton(body);
    await turnPage(context, press.sender, async () =>
      historyPage(await context.useCases.getOlderHistory(parseHistoryPageValue(press)), context.directory),
    );
  };
}

const PAGE = 10;

export function firstPage(context: ListenerContext, list: RequestListName, person: Person): Promise<Message> {
  return page(context, toFilter(list, person), list, { limit: PAGE });
}

function nextPage(context: ListenerContext, { list, cursor }: PageValue, person: Person): Promise<Message> {
  return page(context, toFilter(list, person), list, { limit: PAGE, cursor });
}

async function page(
  { useCases }: ListenerContext,
  filter: RequestFilter,
  list: RequestListName,
  from: { readonly limit: number; readonly cursor?: string },
): Promise<Message> {
  const { items, cursor } = await useCases.listRequests(filter, from);
  return requestList(list, items, cursor === undefined ? undefined : serializePageValue({ list, cursor }));
}

function toFilter(list: RequestListName, person: Person): RequestFilter {
  return list === 'mine' ? { kind: 'mine', person } : { kind: list };
}

/** The next page of a list, in the place of the one before. */
export function nextRequestPageAction(context: ListenerContext): (args: ButtonArgs) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const press = parseButton(body);
    await turnPage(context, press.sender, ({ person }) => nextPage(context, parsePageValue(press), person));
  };
}
