import type { SearchOperation } from '../../workflows/operations/contract.js';
import { readLine } from '../../workflows/operations/grammar/read-line.js';
import type { Message } from '../blocks/message.js';
import { mistakesAnswer } from '../blocks/mistakes.js';
import { escape } from '../blocks/text.js';
import { parseContext, type Desk } from '../desk.js';
import { pressOf, searchPageOf, type SearchPageValue } from '../payloads.js';
import { searchPage } from '../search-pages.js';
import type { Pressed } from './decide.js';

/** The next page of a search, in the place of the one before. */
export function moreFoundAction(desk: Desk): (pressed: Pressed) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const press = pressOf(body);
    const message = await nextPage(desk, searchPageOf(press));
    if (await desk.replies.replace(press.sender, message)) return;
    await desk.replies.answer(press.sender, message);
  };
}

/** What was typed is read anew: the configuration may have changed since. */
async function nextPage(desk: Desk, { command, line, after }: SearchPageValue): Promise<Message> {
  const operation = desk.operations.find(
    (each): each is SearchOperation => each.kind === 'search' && each.name === command,
  );
  if (operation === undefined) throw new Error('a page of a search that does not exist');
  const read = readLine(escape(line), operation.grammar);
  const draft = read.kind === 'mistakes' ? {} : read.draft;
  const parsed = operation.parse(draft, parseContext(desk));
  return parsed.kind === 'mistakes'
    ? mistakesAnswer(parsed.mistakes, operation)
    : searchPage(desk, { operation, input: parsed.input, draft, after });
}
