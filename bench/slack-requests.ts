import { createHmac, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

export const SIGNING_SECRET = 'a-signing-secret-for-the-bench';
export const TEAM = 'T0BENCH';
export const APPROVALS = 'C0APPROVALS';

/** Sends what Slack sends, signed as Slack signs it. */
export interface SlackRequests {
  /** A slash command. Resolves with the milliseconds until it was acknowledged; rejects for any status but 200. */
  command(text: string): Promise<number>;
  /** A press on a request's Approve button. */
  approve(requestId: string, ts: string): Promise<number>;
  close(): void;
}

/** `responseUrl` is where the app is to answer. */
export function slackRequestsTo(port: number, responseUrl: string): SlackRequests {
  // As Slack does, over connections that are kept.
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });

  function post({ body, headers }: SignedRequest): Promise<number> {
    return new Promise((resolve, reject) => {
      const started = performance.now();
      request({ agent, host: '127.0.0.1', port, path: '/slack/events', method: 'POST', headers }, (response) => {
        response.resume().once('end', () => {
          if (response.statusCode === 200) resolve(performance.now() - started);
          else reject(new Error(`Not acknowledged: status ${String(response.statusCode)}`));
        });
      })
        .once('error', reject)
        .end(body);
    });
  }

  return {
    command: (text) => post(signedCommand(text, responseUrl)),
    approve: (requestId, ts) =>
      post(
        signed(
          new URLSearchParams({
            payload: JSON.stringify({
              type: 'block_actions',
              team: { id: TEAM },
              user: { id: 'U0ANA', team_id: TEAM },
              channel: { id: APPROVALS },
              container: { type: 'message', channel_id: APPROVALS, message_ts: ts },
              trigger_id: randomUUID(),
              response_url: responseUrl,
              actions: [{ type: 'button', action_id: 'approve', block_id: 'decision', value: requestId }],
            }),
          }),
        ),
      ),
    close: () => agent.destroy(),
  };
}

interface SignedRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A slash command as it comes from Slack. */
export function signedCommand(text: string, responseUrl: string): SignedRequest {
  return signed(
    new URLSearchParams({
      command: '/ami',
      text,
      team_id: TEAM,
      user_id: 'U0RITA',
      channel_id: 'C0GENERAL',
      trigger_id: randomUUID(),
      response_url: responseUrl,
    }),
  );
}

function signed(fields: URLSearchParams): SignedRequest {
  const body = String(fields);
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(Buffer.byteLength(body)),
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
  };
}
