import type { ServerResponse } from 'node:http';
import type { Core } from '../core.js';

/** Changes come in bursts; the page fetches once for each of these. */
const BATCH_MS = 25;

/** Keeps proxies from closing an idle stream. */
const HEARTBEAT_MS = 15_000;

/** Server-sent events: `data: changed` means that the state must be fetched again. */
export function streamChanges(core: Core, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(': open\n\n');
  let timer: NodeJS.Timeout | undefined;
  const unsubscribe = core.changes.on(() => {
    timer ??= setTimeout(() => {
      timer = undefined;
      response.write('data: changed\n\n');
    }, BATCH_MS);
  });
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
  response.on('close', () => {
    unsubscribe();
    clearTimeout(timer);
    clearInterval(heartbeat);
  });
}
