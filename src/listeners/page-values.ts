import { z } from 'zod';
import type { HistoryCursor } from '../workflows/use-cases.js';
import { REQUEST_LISTS } from './blocks/request/list.js';
import { type ButtonPress, json } from './payloads.js';

const pageValue = z.strictObject({ list: z.enum(REQUEST_LISTS), cursor: z.string() });
const searchPageValue = z.strictObject({
  command: z.string(),
  /** The words after the command. */
  line: z.string(),
  after: z.strictObject({
    usd: z.number().exactOptional(),
    isOwn: z.boolean(),
    createdAt: z.string(),
    imageId: z.string(),
    region: z.string(),
  }),
});
const historyPageValue = z.strictObject({
  subjectKey: z.string(),
  cursor: z.string(),
}) satisfies z.ZodType<HistoryCursor>;

/** The next page of a list, kept in a button. */
export type PageValue = z.infer<typeof pageValue>;
/** The next page of a search. */
export type SearchPageValue = z.infer<typeof searchPageValue>;

export function parsePageValue({ value }: ButtonPress): PageValue {
  return json.pipe(pageValue).parse(value);
}

/** Slack takes 2,000 characters in a button. */
const MAX_VALUE_LENGTH = 2_000;

/** The value of the button for a next page. If it does not fit, the list ends. */
export function serializePageValue(next: PageValue | SearchPageValue | HistoryCursor): string | undefined {
  const value = JSON.stringify(next);
  return value.length > MAX_VALUE_LENGTH ? undefined : value;
}

export function parseSearchPageValue({ value }: ButtonPress): SearchPageValue {
  return json.pipe(searchPageValue).parse(value);
}

export function parseHistoryPageValue({ value }: ButtonPress): HistoryCursor {
  return json.pipe(historyPageValue).parse(value);
}
