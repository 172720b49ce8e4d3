import type { SearchOperation } from '../workflows/operations/contract.js';
import { printLine } from '../workflows/operations/grammar/print-line.js';
import type { Draft } from '../workflows/operations/grammar/types.js';
import type { Position } from '../workflows/search/selection.js';
import type { Message } from './blocks/message.js';
import { sheetMessage } from './blocks/sheet.js';
import type { Desk } from './desk.js';
import { pageValueFor } from './payloads.js';

export interface Searching {
  readonly operation: SearchOperation;
  readonly input: unknown;
  readonly draft: Draft;
  /** Where the page before ended. */
  readonly after?: Position;
}

/** A page of what a search finds, with a button for the next one. */
export async function searchPage({ useCases }: Desk, { operation, input, draft, after }: Searching): Promise<Message> {
  const { sheet, next } = await useCases.search({ operation, input, after });
  const line = printLine(operation.grammar, draft);
  return sheetMessage(
    sheet,
    next === undefined ? undefined : pageValueFor({ command: operation.name, line, after: next }),
  );
}
