import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { respondText } from '../http/respond.js';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** The page that was built. Its files lie in one directory, without any below it. */
export async function servePage(directory: string, path: string, response: ServerResponse): Promise<void> {
  const name = path === '/' ? 'index.html' : path.slice(1);
  const type = TYPES[extname(name)];
  if (type === undefined || !/^[\w.-]+$/.test(name)) {
    respondText(response, 404, 'Not found');
    return;
  }
  const content = await readFile(join(directory, name)).catch(() => undefined);
  if (content !== undefined) {
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' });
    response.end(content);
    return;
  }
  if (path === '/') {
    respondText(response, 200, 'The page of the workspace is not built: run `npm run build`.\n');
    return;
  }
  respondText(response, 404, 'Not found');
}
