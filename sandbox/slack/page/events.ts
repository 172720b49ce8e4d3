import type { ServerResponse } from 'node:http';
import type { Core } from '../core.js';

/** Changes come in bursts; the page fetches once for each of these. */
const TOGETHER_MS = 25;

/** Keeps proxies from closing an idle stream. */
const STILL_HERE_MS = 15_000;

/** Server-sent events: `data: changed` means that the state is to be fetched again. */
export function streamChanges(core: Core, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(': open\n\n');
  let timer: NodeJS.Timeout | undefined;
  const off = core.changes.on(() => {
    timer ??= setTimeout(() => {
      timer = undefined;
      response.write('data: changed\n\n');
    }, TOGETHER_MS);
  });
  const stillHere = setInterval(() => response.write(': still here\n\n'), STILL_HERE_MS);
  response.on('close', () => {
    off();
    clearTimeout(timer);
    clearInterval(stillHere);
  });
}
