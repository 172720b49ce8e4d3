import { afterEach, describe, expect, test } from '@jest/globals';
import { HttpRequest } from '@smithy/core/protocols';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { withTransportErrors } from '../../../src/aws/clients/transport.js';
import { startScriptedAws, type Script } from '../endpoint/scripted-aws.js';

const pool = new NodeHttpHandler({ connectionTimeout: 500, requestTimeout: 200, throwOnRequestTimeout: true });

afterEach(() => pool.destroy());

describe('a call without a response', () => {
  test('counts as not sent when the connection is refused', async () => {
    const closed = await startScriptedAws(() => 'hang-up');
    await closed.close();

    await expect(send(closed.url)).rejects.toMatchObject({ sent: false, code: 'ECONNREFUSED' });
  });

  test('counts as not sent when the host name does not resolve', async () => {
    await expect(send('http://ec2.invalid')).rejects.toMatchObject({ sent: false });
  });

  test.each<[string, Script]>([
    ['the connection closes', () => 'hang-up'],
    ['the response times out', () => 'silence'],
  ])('counts as sent when %s', async (_, script) => {
    const aws = await startScriptedAws(script);

    const failed = expect(send(aws.url)).rejects.toMatchObject({ sent: true, name: 'TimeoutError' });

    await failed;
    await aws.close();
  });
});

describe('a call with a response', () => {
  test('returns the response unchanged, even a 503', async () => {
    const aws = await startScriptedAws(() => ({ status: 503, body: '' }));

    const { response } = await send(aws.url);
    await aws.close();

    expect(response.statusCode).toBe(503);
  });
});

function send(url: string): ReturnType<typeof pool.handle> {
  const { hostname, port } = new URL(url);
  const request = new HttpRequest({
    method: 'GET',
    protocol: 'http:',
    hostname,
    path: '/',
    ...(port === '' ? {} : { port: Number(port) }),
  });
  return withTransportErrors(pool, (attempt) => attempt()).handle(request);
}
