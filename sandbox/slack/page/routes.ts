import { z } from 'zod';
import type { Core } from '../core.js';
import type { ActionBody, Done } from '../page-api.js';
import { act } from '../people/action.js';
import { closeView } from '../people/closing.js';
import { runCommand } from '../people/command.js';
import { openHome } from '../people/home.js';
import { say } from '../people/message.js';
import { startShortcut } from '../people/shortcut.js';
import { submitView } from '../people/submission.js';
import { suggest } from '../people/suggestions.js';

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
  message: route(line, (core, { as, channel, text }) => say(core, as, channel, text)),
  command: route(line, runCommand),
  shortcut: route(z.object({ as: z.string(), callback_id: z.string() }), (core, { as, callback_id }) =>
    startShortcut(core, as, callback_id),
  ),
  home: route(z.object({ as: z.string() }), (core, { as }) => openHome(core, as)),
  action: route(actionBody, act),
  submit: route(z.object({ as: z.string(), view_id: z.string(), state: record }), submitView),
  close: route(z.object({ as: z.string(), view_id: z.string() }), (core, { as, view_id }) =>
    closeView(core, as, view_id),
  ),
  options: async (core, body) =>
    suggest(
      core,
      z
        .object({ as: z.string(), action_id: z.string(), block_id: z.string(), value: z.string(), ...place })
        .parse(body),
    ),
};

function route<B>(schema: z.ZodType<B>, run: (core: Core, body: B) => Done | Promise<Done>): PageRoute {
  return async (core, body) => {
    const { ok, error, errors } = await run(core, schema.parse(body));
    return { ok, error, errors };
  };
}
