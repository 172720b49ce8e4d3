import type { Person } from '../workflows/request/types.js';
import type { Listing } from '../workflows/use-cases.js';
import type { Message } from './blocks/message.js';
import { requestList, type ListName } from './blocks/request-list.js';
import type { Desk } from './desk.js';
import type { PageValue } from './payloads.js';

const PAGE = 10;
/** Slack takes 2,000 characters in a button; a list whose next page does not fit ends there. */
const LONGEST_VALUE = 2_000;

export function firstPage(desk: Desk, list: ListName, person: Person): Promise<Message> {
  return page(desk, listing(list, person), list, { limit: PAGE });
}

export function nextPage(desk: Desk, { list, cursor }: PageValue, person: Person): Promise<Message> {
  return page(desk, listing(list, person), list, { limit: PAGE, cursor });
}

async function page(
  { useCases }: Desk,
  which: Listing,
  list: ListName,
  from: { readonly limit: number; readonly cursor?: string },
): Promise<Message> {
  const { items, cursor } = await useCases.list(which, from);
  return requestList(list, items, cursor === undefined ? undefined : valueFor({ list, cursor }));
}

function valueFor(next: PageValue): string | undefined {
  const value = JSON.stringify(next);
  return value.length > LONGEST_VALUE ? undefined : value;
}

function listing(list: ListName, person: Person): Listing {
  return list === 'mine' ? { kind: 'mine', person } : { kind: list };
}
