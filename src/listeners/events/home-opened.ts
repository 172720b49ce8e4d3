import type { ListenerContext } from '../context.js';
import { parseHomeOpened } from '../payloads.js';

/** A user opened the app: its Home tab is rendered. The messages tab sends the same event. */
export function homeOpened({
  homeTabs: homeTab,
}: ListenerContext): (received: { readonly body: unknown }) => Promise<void> {
  return async ({ body }) => {
    const person = parseHomeOpened(body);
    if (person !== undefined) await homeTab.open(person);
  };
}
