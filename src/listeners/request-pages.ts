import type { Person } from '../workflows/request/types.js';
import type { Listing } from '../workflows/use-cases.js';
import type { Message } from './blocks/message.js';
import { requestList, type ListName } from './blocks/request-list.js';
import type { Desk } from './desk.js';
import { pageValueFor, type PageValue } from './payloads.js';

const PAGE = 10;

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
  return requestList(list, items, cursor === undefined ? undefined : pageValueFor({ list, cursor }));
}

function listing(list: ListName, person: Person): Listing {
  return list === 'mine' ? { kind: 'mine', person } : { kind: list };
}
