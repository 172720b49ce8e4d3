import type { ListenerContext } from '../context.js';
import { parseHomeOpened } from '../payloads.js';

/** Somebody opened the app: its Home is shown as it is now. The tab with the messages sends the same event. */
export function homeOpened({
  homeTabs: homeTab,
}: ListenerContext): (received: { readonly body: unknown }) => Promise<void> {
  return async ({ body }) => {
    const person = parseHomeOpened(body);
    if (person !== undefined) await homeTab.open(person);
  };
}
