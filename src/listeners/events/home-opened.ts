import type { Desk } from '../desk.js';
import { homeOpenedBy } from '../payloads.js';

/** Somebody opened the app: its Home is shown as it is now. The tab with the messages sends the same event. */
export function homeOpened({ homes }: Desk): (received: { readonly body: unknown }) => Promise<void> {
  return async ({ body }) => {
    const person = homeOpenedBy(body);
    if (person !== undefined) await homes.open(person);
  };
}
