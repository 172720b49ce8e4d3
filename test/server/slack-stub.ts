import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the stub answers with: a body for status 200, or another status. */
export type StubAnswer = Readonly<Record<string, unknown>> | number;

export interface SlackStub {
  /** For `SLACK_API_URL`. */
  readonly url: string;
  /** The methods that were called. */
  readonly calls: readonly string[];
  close(): Promise<void>;
}

/** A Web API of nothing but `auth.test`: answers in turn, the last one for ever. */
export async function startSlackStub(...answers: readonly [StubAnswer, ...StubAnswer[]]): Promise<SlackStub> {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    const answer = answers[Math.min(calls.length, answers.length - 1)];
    calls.push(request.url ?? '');
    request.resume();
    response.writeHead(typeof answer === 'number' ? answer : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${portOf(server.address())}/api/`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function portOf(address: string | AddressInfo | null): number {
  if (typeof address !== 'object' || address === null) throw new Error('The stub does not listen');
  return address.port;
}
