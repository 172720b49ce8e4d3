import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRequestStore, createTable } from '../../src/aws/dynamodb/index.js';
import type { Request } from '../../src/domain/request/types.js';
import type { RequestStore } from '../../src/workflows/ports/request-store.js';
import { startDynamo, type Dynamo } from '../../sandbox/dynamodb.js';
import { clientFor } from '../aws/dynamodb/store-harness.js';
import { ana, approval, request, t } from '../workflows/builders.js';
import { buildCli, type RunCli } from './built-cli.js';

const TABLE = 'requests';
const APPROVED: Partial<Request> = {
  policyDecision: approval(1, ['U0ANA']),
  approvals: [{ by: ana, at: t(30), requirementIndexes: [0] }],
};

let dynamo: Dynamo;
let store: RequestStore;
let run: () => ReturnType<RunCli>;
beforeAll(async () => {
  const cli = await buildCli('after-restore');
  dynamo = await startDynamo();
  const client = clientFor(dynamo.url);
  await createTable({ client, table: TABLE, pauseMs: 20 });
  store = createRequestStore({ client, table: TABLE });
  run = () => cli({ AWS_ENDPOINT_URL: dynamo.url, STEWARD_TABLE: TABLE, AWS_REGION: 'eu-west-1' });
  const restored: readonly Partial<Request>[] = [
    { id: 'AR-000001', status: 'approved', ...APPROVED },
    { id: 'AR-000002', status: 'running', ...APPROVED },
    { id: 'AR-000003', status: 'approved', policyDecision: { kind: 'auto', rules: [1] } },
    { id: 'AR-000004', status: 'pending', policyDecision: approval(1, ['U0ANA']) },
    { id: 'AR-000005', status: 'done', ...APPROVED },
    {
      id: 'AR-000006',
      status: 'approved',
      policyDecision: { kind: 'auto', rules: [1] },
      undoOf: { requestId: 'AR-000005', how: 'expiration' },
    },
  ];
  for (const each of restored) await store.create(request({ version: 1, ...each }));
});
afterAll(() => dynamo.close());

describe('npm run after-restore', () => {
  test('returns what was approved or running to its approvers, and lets no automatic request run again', async () => {
    const { code, stdout, stderr } = await run();

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.trimEnd().split('\n').sort()).toEqual([
      '3 requests in the table requests in eu-west-1. Start the processes.',
      'AR-000001: returned to its approvers.',
      'AR-000002: returned to its approvers.',
      'AR-000003: failed, because it needs no approval. Its requester can press Retry.',
    ]);
    expect(await statusesOf(6)).toEqual(['pending', 'pending', 'failed', 'pending', 'done', 'approved']);
    const returned = await store.load('AR-000001');
    expect(returned?.approvals).toEqual([]);
    expect(returned?.history.at(-1)).toMatchObject({
      type: 'plan-changed',
      differences: [expect.stringMatching(/^Restored: the table was restored from a backup/)],
    });
  });

  test('changes nothing when it runs again', async () => {
    const { stdout } = await run();

    expect(stdout).toBe('0 requests in the table requests in eu-west-1. Start the processes.\n');
  });
});

async function statusesOf(count: number): Promise<readonly unknown[]> {
  const ids = Array.from({ length: count }, (_, index) => `AR-00000${index + 1}` as const);
  return Promise.all(ids.map(async (id) => (await store.load(id))?.status));
}
