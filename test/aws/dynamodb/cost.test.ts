import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { approvalOfShown } from '../../workflows/approval.js';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startDynamo, type Dynamo } from '../../../sandbox/dynamodb.js';
import { createRequestStore, createTable } from '../../../src/aws/dynamodb/index.js';
import { actOnRequest } from '../../../src/workflows/requests/decide.js';
import type { RequestLease } from '../../../src/workflows/execution/request-lease.js';
import { defineChange } from '../../../src/domain/operations/registry.js';
import { share } from '../../../src/domain/operations/share/index.js';
import { processUntilIdleLogged, processDue } from '../../../src/workflows/execution/process-request.js';
import { submitRequest } from '../../../src/workflows/requests/submit.js';
import type { UseCaseContext } from '../../../src/workflows/context.js';
import { createInMemoryEc2 } from '../../fakes/in-memory-ec2.js';
import { createFakeAws, imageEntry } from '../../fakes/in-memory-world.js';
import { ana, directory, IMAGE, rita } from '../../workflows/builders.js';
import { sourceImage } from '../../workflows/execution/copy-and-share.js';
import { TestAnnouncer, TestClock, testContext } from '../../workflows/context.js';
import { clientFor } from './store-harness.js';

let dynamo: Dynamo;
let client: DynamoDBClient;
let steward: UseCaseContext;
let calls: string[] = [];

beforeAll(async () => {
  dynamo = await startDynamo();
  client = clientFor(dynamo.url);
  await createTable({ client, table: 'requests', pauseMs: 5 });
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        calls.push(commandName);
        return next(args);
      },
    { step: 'initialize' },
  );
  const clock = new TestClock();
  steward = testContext({
    store: createRequestStore({ client, table: 'requests' }),
    ...createInMemoryEc2({ directory, clock, world: createFakeAws({ images: [imageEntry(sourceImage)] }) }),
    clock,
    announcer: new TestAnnouncer(),
    operations: [defineChange(share)],
  });
});
afterAll(async () => {
  client.destroy();
  await dynamo.close();
});

/** The number of calls to DynamoDB during the work, by command. */
async function costOf(work: () => Promise<void>): Promise<Readonly<Record<string, number>>> {
  calls = [];
  await work();
  return Object.fromEntries([...new Set(calls)].map((name) => [name, calls.filter((call) => call === name).length]));
}

async function driveOn(lease: RequestLease | undefined): Promise<void> {
  if (lease !== undefined) await processUntilIdleLogged(steward, lease);
}

test('a share costs one query, one read and eight writes from request to completion', async () => {
  const input = { ami: IMAGE.imageId, targets: [{ kind: 'account', id: '111122223333' }] };
  let requestId = '';

  const asking = await costOf(async () => {
    const { lease } = await submitRequest(steward, { operation: defineChange(share), input, requester: rita });
    requestId = lease?.request.id ?? '';
    await driveOn(lease);
  });
  const action = await approvalOfShown(steward.store, requestId);
  const running = await costOf(async () => {
    const { lease } = await actOnRequest(steward, { requestId, by: ana, action });
    await driveOn(lease);
  });

  expect(await steward.store.load(requestId)).toMatchObject({
    status: 'done',
    notifications: { sent: ['decided-1', 'ended-1'] },
  });
  // Query: duplicates. Puts: the request, the reference to its message, the release of the lease.
  expect(asking).toEqual({ QueryCommand: 1, PutItemCommand: 3 });
  // Get: the request. Puts: the approval, the intents of its two calls (each with the preceding outcome), the end, the sent notices.
  expect(running).toEqual({ GetItemCommand: 1, PutItemCommand: 5 });
});

test('polling costs one query when nothing is due', async () => {
  const polling = await costOf(async () => {
    await processDue(steward, 20);
  });

  expect(polling).toEqual({ QueryCommand: 1 });
});
