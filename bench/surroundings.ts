import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { toSeedImage, toSeedSnapshots } from '../sandbox/seed/images-builder.js';
import { startAwsAndTable } from './aws-and-table.js';
import { APPROVALS, TEAM } from './slack-requests.js';

/** What the surroundings tell the process that started them. */
export type ServiceMessage =
  | { readonly kind: 'ready'; readonly slackUrl: string; readonly awsUrl: string; readonly dynamoUrl: string }
  /** The message of a request was posted or updated. */
  | {
      readonly kind: 'message-updated';
      readonly ts: string;
      readonly requestId: string;
      readonly text: string;
      readonly isDone: boolean;
    }
  /** So many private answers so far; sent when asked for. */
  | { readonly kind: 'answers'; readonly count: number };

/** The images that are there to be shared, by number. */
export function imageId(number: number): string {
  return `ami-0be0c${String(number).padStart(12, '0')}`;
}

/** Slack, AWS and the table in a process of their own, so that they share no event loop with what is measured. */
export async function runSimulatedServices(images: number): Promise<void> {
  const seeds = Array.from({ length: images }, (_, number) => ({
    id: imageId(number),
    name: `bench-${String(number)}`,
    shows: '',
    command: '',
    ageDays: 3,
  }));
  const urls = await startAwsAndTable((now) => ({
    images: seeds.map((seed) => toSeedImage(seed, now)),
    snapshots: seeds.flatMap((seed) => toSeedSnapshots(seed, now)),
  }));
  sendToParent({ kind: 'ready', slackUrl: await startSlack(), ...urls });
}

/** As much of Slack as the app needs to go on; it answers at once and checks nothing. */
async function startSlack(): Promise<string> {
  let posted = 0;
  let answers = 0;
  process.on('message', () => sendToParent({ kind: 'answers', count: answers }));

  function answerTo(method: string, body: URLSearchParams): object {
    const ts = body.get('ts') ?? `${String((posted += 1))}.000000`;
    const channel = body.get('channel') ?? '';
    const text = `${body.get('text') ?? ''} ${body.get('blocks') ?? ''}`;
    const [requestId] = /AR-[0-9A-Z]{6}/.exec(text) ?? [];
    if (requestId !== undefined && channel === APPROVALS && /^chat\.(postMessage|update)$/.test(method)) {
      sendToParent({ kind: 'message-updated', ts, requestId, text, isDone: /\bDone\b/.test(text) });
    }
    const user = { team_id: TEAM, is_restricted: false, is_ultra_restricted: false };
    return { ok: true, channel, ts, team_id: TEAM, team: 'Bench', user_id: 'U0BOT', bot_id: 'B0BOT', users: [], user };
  }

  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const method = (request.url ?? '').replace(/^\/api\//, '');
      if (method === '/response') answers += 1;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answerTo(method, new URLSearchParams(body))));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The stub of Slack listens on no port');
  return `http://127.0.0.1:${String(address.port)}`;
}

function sendToParent(news: ServiceMessage): void {
  process.send?.(news);
}
