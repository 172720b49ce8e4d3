import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startDynamo, type Dynamo } from '../../../sandbox/dynamodb.js';
import { createRequestStore, createTable } from '../../../src/aws/dynamodb/index.js';
import { decideRequest } from '../../../src/workflows/decide-request.js';
import type { Hold } from '../../../src/workflows/hold.js';
import { change } from '../../../src/workflows/operations/erase.js';
import { share } from '../../../src/workflows/operations/share/index.js';
import { driveSafely, runDue } from '../../../src/workflows/run-request.js';
import { submitRequest } from '../../../src/workflows/submit-request.js';
import type { World } from '../../../src/workflows/world.js';
import { createInMemoryCloud } from '../../fakes/in-memory-cloud.js';
import { createWorld, imageEntry } from '../../fakes/in-memory-world.js';
import { ana, directory, IMAGE, rita } from '../../workflows/builders.js';
import { sourceImage } from '../../workflows/copy-and-share.js';
import { TestAnnouncer, TestClock, world } from '../../workflows/world.js';
import { clientFor } from './store-harness.js';

let dynamo: Dynamo;
let client: DynamoDBClient;
let steward: World;
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
  steward = world({
    store: createRequestStore({ client, table: 'requests' }),
    cloud: createInMemoryCloud({ directory, clock, world: createWorld({ images: [imageEntry(sourceImage)] }) }),
    clock,
    announcer: new TestAnnouncer(),
    operations: [change(share)],
  });
});
afterAll(async () => {
  client.destroy();
  await dynamo.close();
});

/** What was asked of DynamoDB meanwhile, by command. */
async function costOf(work: () => Promise<void>): Promise<Readonly<Record<string, number>>> {
  calls = [];
  await work();
  return Object.fromEntries([...new Set(calls)].map((name) => [name, calls.filter((call) => call === name).length]));
}

async function driveOn(hold: Hold | undefined): Promise<void> {
  if (hold !== undefined) await driveSafely(steward, hold);
}

test('a share costs one query, one read and eight writes, from the command to the message that says Done', async () => {
  const input = { ami: IMAGE.imageId, targets: [{ kind: 'account', id: '111122223333' }] };
  let requestId = '';

  const asking = await costOf(async () => {
    const { hold } = await submitRequest(steward, { operation: change(share), input, requester: rita });
    requestId = hold?.request.id ?? '';
    await driveOn(hold);
  });
  const running = await costOf(async () => {
    const { hold } = await decideRequest(steward, { requestId, by: ana, attempt: { kind: 'approve' } });
    await driveOn(hold);
  });

  expect(await steward.store.load(requestId)).toMatchObject({
    status: 'done',
    announced: { told: ['decided-1', 'ended-1'] },
  });
  // Whether it is asked for already; the request, then where its message is, then that nobody holds it any more.
  expect(asking).toEqual({ QueryCommand: 1, PutItemCommand: 3 });
  // The request; the approval, the intents of its two calls each with the outcome before it, the end, and what was told.
  expect(running).toEqual({ GetItemCommand: 1, PutItemCommand: 5 });
});

test('looking for what is due costs one query when there is nothing', async () => {
  const polling = await costOf(async () => {
    await runDue(steward, 20);
  });

  expect(polling).toEqual({ QueryCommand: 1 });
});
