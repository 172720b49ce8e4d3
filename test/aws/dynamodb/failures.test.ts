import { once } from 'node:events';
import { createServer, request as forward, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startDynamo, type Dynamo } from '../../../sandbox/dynamodb.js';
import {
  createDeliveryLog,
  createDynamoClient,
  createRequestStore,
  createTable,
} from '../../../src/aws/dynamodb/index.js';
import {
  Conflict,
  AccessDenied,
  NotFound,
  Rejected,
  Throttled,
  UnknownOutcome,
} from '../../../src/workflows/ports/errors.js';
import type { RequestStore } from '../../../src/workflows/ports/request-store.js';
import { systemClock } from '../../../src/composition/clock-and-ids.js';
import { portOf } from '../../server/slack-stub.js';
import { request } from '../../workflows/builders.js';
import { startScriptedAws, type Reply, type Script } from '../endpoint/scripted-aws.js';

const before = { ...process.env };
const closing: (() => unknown)[] = [];

beforeEach(() => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
});
afterEach(async () => {
  process.env = { ...before };
  for (const close of closing.splice(0).reverse()) await close();
});

/** The store as the bot makes it, with its DynamoDB at an address. */
function storeAt(url: string): RequestStore {
  process.env.AWS_ENDPOINT_URL_DYNAMODB = url;
  const client = createDynamoClient({ region: 'us-east-1' });
  closing.push(() => client.destroy());
  return createRequestStore({ client, table: 'requests' });
}

async function storeOver(script: Script): Promise<RequestStore> {
  const aws = await startScriptedAws(script);
  closing.push(() => aws.close());
  return storeAt(aws.url);
}

function reply(body: object, status = 200): Reply {
  return { status, body: JSON.stringify(body), headers: { 'content-type': 'application/x-amz-json-1.0' } };
}

function error(code: string, message: string, status = 400): Reply {
  return reply({ __type: `com.amazonaws.dynamodb.v20120810#${code}`, message }, status);
}

describe('a DynamoDB error', () => {
  test.each<[string, Reply | 'hang-up', new (...given: never[]) => Error, object]>([
    [
      'too many requests',
      error('ProvisionedThroughputExceededException', 'The level of configured throughput was exceeded.'),
      Throttled,
      {},
    ],
    ['throttling', error('ThrottlingException', 'Rate exceeded'), Throttled, {}],
    [
      'a missing permission',
      error('AccessDeniedException', 'User: x is not authorized to perform: dynamodb:PutItem on resource: y'),
      AccessDenied,
      { permission: 'dynamodb:PutItem' },
    ],
    [
      'a missing table',
      error('ResourceNotFoundException', 'Requested resource not found'),
      NotFound,
      { message: 'the table requests does not exist: npm run create-table makes it' },
    ],
    [
      'another version of the item',
      error('ConditionalCheckFailedException', 'The conditional request failed'),
      Conflict,
      {},
    ],
    [
      'an oversized item',
      error('ValidationException', 'Item size has exceeded the maximum allowed size'),
      Rejected,
      { code: 'request-too-large' },
    ],
    ['any other error', error('ValidationException', 'No.'), Rejected, { code: 'ValidationException', message: 'No.' }],
    ['an internal error', error('InternalServerError', 'Internal server error', 500), UnknownOutcome, {}],
    ['no response', 'hang-up', UnknownOutcome, {}],
  ])('on a write (%s) becomes the matching port failure', async (_, answer, kind, parts) => {
    const store = await storeOver(() => answer);

    const failure = await store.save(request({ version: 2 })).catch((thrown: unknown) => thrown);

    expect(failure).toBeInstanceOf(kind);
    expect(failure).toMatchObject(parts);
  });

  test.each<[string, Reply | 'hang-up', new (...given: never[]) => Error]>([
    ['a missing index', error('ValidationException', 'The table does not have the specified index: due'), NotFound],
    [
      'an index that is backfilling',
      error('ValidationException', 'Cannot read from backfilling global secondary index: due'),
      Throttled,
    ],
    ['an internal error', error('InternalServerError', 'Internal server error', 500), Throttled],
    ['no response', 'hang-up', Throttled],
  ])('on a read (%s) never becomes an unknown outcome', async (_, answer, kind) => {
    const store = await storeOver(() => answer);

    await expect(store.ping()).rejects.toThrow(kind);
  });

  test('a refused connection becomes a retryable failure', async () => {
    await expect(storeAt('http://127.0.0.1:9').save(request({ version: 2 }))).rejects.toThrow(Throttled);
  });
});

test('refuses an invalid stored item, naming its ID and path but not its content', async () => {
  const store = await storeOver(() =>
    reply({
      Item: { id: { S: 'AR-7F3K2M' }, request: { M: { id: { S: 'AR-7F3K2M' }, status: { S: '<!channel>' } } } },
    }),
  );

  const failure = await store.load('AR-7F3K2M').catch((thrown: unknown) => thrown);

  expect(failure).toBeInstanceOf(Rejected);
  expect(failure).toMatchObject({ code: 'unreadable-request', message: expect.stringMatching(/AR-7F3K2M.*request\./) });
  expect(String(failure)).not.toContain('<!channel>');
});

describe('with lost DynamoDB responses', () => {
  let dynamo: Dynamo;
  let proxy: Server;
  let store: RequestStore;
  let toLose = 0;

  beforeAll(async () => {
    dynamo = await startDynamo();
    // Hands everything on, and breaks off instead of giving the answer to so many writes.
    proxy = createServer((incoming, outgoing) => {
      const isWrite = String(incoming.headers['x-amz-target']).endsWith('.PutItem');
      const { method, url: path, headers } = incoming;
      const onward = forward(dynamo.url, { method, path, headers }, (response) => {
        if (isWrite && toLose > 0) {
          toLose -= 1;
          response.resume();
          incoming.socket.destroy();
          return;
        }
        outgoing.writeHead(response.statusCode ?? 500, response.headers);
        response.pipe(outgoing);
      });
      incoming.pipe(onward);
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
  });
  afterAll(async () => {
    proxy.closeAllConnections();
    proxy.close();
    await dynamo.close();
  });
  beforeEach(async () => {
    const url = `http://127.0.0.1:${String(portOf(proxy.address()))}`;
    store = storeAt(url);
    const client = createDynamoClient({ region: 'us-east-1' });
    await createTable({ client, table: 'requests', pauseMs: 5 });
    client.destroy();
  });

  test('a write succeeds when the client repeats it', async () => {
    await store.create(request({ id: 'AR-000001' }));
    toLose = 1;

    await expect(store.save(request({ id: 'AR-000001', version: 2 }))).resolves.toBeUndefined();
    expect(await store.load('AR-000001')).toMatchObject({ version: 2 });
  });

  test('a delivery stays the first when the client repeats its own write', async () => {
    const client = createDynamoClient({ region: 'us-east-1' });
    closing.push(() => client.destroy());
    const deliveries = createDeliveryLog({ client, table: 'requests', clock: systemClock });
    toLose = 1;

    await expect(deliveries.recordFirst('a')).resolves.toBe(true);
    await expect(deliveries.recordFirst('a')).resolves.toBe(false);
  });

  test('a write without any response is uncertain until it is repeated', async () => {
    const created = request({ id: 'AR-000002' });
    toLose = 3;

    await expect(store.create(created)).rejects.toThrow(UnknownOutcome);
    await expect(store.create(created)).resolves.toBeUndefined();
  });

  test('a repeated write does not overwrite a later write by another process', async () => {
    await store.create(request({ id: 'AR-000003' }));
    const ours = request({ id: 'AR-000003', version: 2, reason: 'ours' });
    toLose = 3;

    await expect(store.save(ours)).rejects.toThrow(UnknownOutcome);
    await store.save(request({ id: 'AR-000003', version: 3, reason: 'theirs' }));

    await expect(store.save(ours)).rejects.toThrow(Conflict);
    expect(await store.load('AR-000003')).toMatchObject({ version: 3, reason: 'theirs' });
  });
});
