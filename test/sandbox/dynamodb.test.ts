import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startDynamo } from '../../sandbox/dynamodb.js';
import { createRequestStore, createTable } from '../../src/aws/dynamodb/index.js';
import { clientFor } from '../aws/dynamodb/store-harness.js';
import { request } from '../workflows/builders.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'steward-dynamodb-'));
});
afterEach(() => rm(directory, { recursive: true }));

/** Runs with a DynamoDB on the directory, and ends it. */
async function onceRunning<T>(work: (url: string) => Promise<T>): Promise<T> {
  const dynamo = await startDynamo({ directory });
  try {
    return await work(dynamo.url);
  } finally {
    await dynamo.close();
  }
}

describe('the embedded DynamoDB', () => {
  test('persists requests and their indexes on disk', async () => {
    await onceRunning(async (url) => {
      const client = clientFor(url);
      await createTable({ client, table: 'requests', pauseMs: 5 });
      await createRequestStore({ client, table: 'requests' }).create(request());
      client.destroy();
    });

    const kept = await onceRunning(async (url) => {
      const client = clientFor(url);
      await createTable({ client, table: 'requests', pauseMs: 5 });
      const store = createRequestStore({ client, table: 'requests' });
      const found = { request: await store.load('AR-7F3K2M'), due: await store.listDue('2099-01-01T00:00:00.000Z', 9) };
      client.destroy();
      return found;
    });

    expect(kept).toEqual({ request: request(), due: ['AR-7F3K2M'] });
  });

  test('listens on loopback only', () =>
    onceRunning(async (url) => {
      expect(new URL(url).hostname).toBe('127.0.0.1');
    }));

  test('keeps running when a client disconnects in the middle of a request', () =>
    onceRunning(async (url) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1');
      socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{');
      await new Promise((resolve) => setTimeout(resolve, 50));
      socket.resetAndDestroy();
      await new Promise((resolve) => setTimeout(resolve, 50));

      expect((await fetch(url)).status).toBe(200);
    }));
});
