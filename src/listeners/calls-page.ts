import { z } from 'zod';
import type { CallsPage } from './blocks/request/calls-view.js';
import { json, requestId } from './payloads.js';

const pageValue = z.strictObject({
  request: requestId,
  page: z.int().nonnegative(),
  plan: z.int().nonnegative(),
}) satisfies z.ZodType<CallsPage>;

const press = z.object({
  view: z.object({ id: z.string() }),
  actions: z.tuple([z.object({ value: z.string() })]),
});

/** Parses a press of Previous or Next: a page of the calls of a request, and the view that is to show it. */
export function parseCallsPage(body: unknown): { readonly viewId: string; readonly asked: CallsPage } {
  const { view, actions } = press.parse(body);
  return { viewId: view.id, asked: json.pipe(pageValue).parse(actions[0].value) };
}
