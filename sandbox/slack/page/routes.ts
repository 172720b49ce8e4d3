import { z } from 'zod';
import type { Core } from '../core.js';
import type { ActionBody, ActionResult } from '../page-api.js';
import { performAction } from '../actors/action.js';
import { closeView } from '../actors/closing.js';
import { runCommand } from '../actors/command.js';
import { openHome } from '../actors/home.js';
import { postMessage } from '../actors/message.js';
import { startShortcut } from '../actors/shortcut.js';
import { submitView } from '../actors/submission.js';
import { loadSuggestions } from '../actors/suggestions.js';

/** The calls of page-api.ts that do something, by name. */
export type PageRoute = (core: Core, body: unknown) => Promise<object>;

const record = z.record(z.string(), z.unknown());
const line = z.object({ as: z.string(), channel: z.string(), text: z.string().min(1) });
const place = {
  channel: z.string().exactOptional(),
  ts: z.string().exactOptional(),
  view_id: z.string().exactOptional(),
};

const actionBody = z.object({
  as: z.string(),
  ...place,
  action: record,
  state: record.exactOptional(),
}) satisfies z.ZodType<ActionBody>;

export const PAGE_ROUTES: Readonly<Record<string, PageRoute>> = {
  message: route(line, (core, { as: userId, channel, text }) => postMessage(core, userId, channel, text)),
  command: route(line, runCommand),
  shortcut: route(z.object({ as: z.string(), callback_id: z.string() }), (core, { as: userId, callback_id }) =>
    startShortcut(core, userId, callback_id),
  ),
  home: route(z.object({ as: z.string() }), (core, { as: userId }) => openHome(core, userId)),
  action: route(actionBody, performAction),
  submit: route(z.object({ as: z.string(), view_id: z.string(), state: record }), submitView),
  close: route(z.object({ as: z.string(), view_id: z.string() }), (core, { as: userId, view_id }) =>
    closeView(core, userId, view_id),
  ),
  options: async (core, body) =>
    loadSuggestions(
      core,
      z
        .object({ as: z.string(), action_id: z.string(), block_id: z.string(), value: z.string(), ...place })
        .parse(body),
    ),
};

function route<B>(schema: z.ZodType<B>, run: (core: Core, body: B) => ActionResult | Promise<ActionResult>): PageRoute {
  return async (core, body) => {
    const { ok, error, errors } = await run(core, schema.parse(body));
    return { ok, error, errors };
  };
}
