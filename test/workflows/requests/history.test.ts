import { describe, expect, test } from '@jest/globals';
import type { Image } from '../../../src/domain/model/image.js';
import type { Request } from '../../../src/domain/request/types.js';
import { getHistory, getOlderHistory } from '../../../src/workflows/requests/history.js';
import { createInMemoryEc2 } from '../../fakes/in-memory-ec2.js';
import { createInMemoryRequestStore } from '../../fakes/in-memory-request-store.js';
import { createInMemoryScanStores } from '../../fakes/in-memory-scan-stores.js';
import { createFakeAws, imageEntry } from '../../fakes/in-memory-world.js';
import { directory, IMAGE, plan, request, rita, t, T0 } from '../builders.js';
import { sourceImage } from '../execution/copy-and-share.js';
import { TestAnnouncer, TestClock, testContext, type TestContextOptions } from '../context.js';

const CREATED = 'AR-00000C';
const tags = { 'ami-steward:request': CREATED };

/** The request whose step keeps the id of what it made. */
function creation(image: string = IMAGE.imageId): Request {
  const steps = { create: { state: 'done', attempts: 1, startedAt: T0, outputs: { image } } } as const;
  return request({
    id: CREATED,
    operation: 'create',
    status: 'done',
    subject: { instanceId: 'i-0b111d00000000001', region: 'us-east-1', account: IMAGE.account },
    steps,
  });
}

interface Setup {
  readonly images?: readonly Image[];
  readonly requests?: readonly Request[];
  readonly denied?: readonly string[];
}

async function worldWith(
  { images = [], requests = [], denied = [] }: Setup,
  overrides: Partial<TestContextOptions> = {},
) {
  const store = createInMemoryRequestStore();
  for (const each of requests) await store.create(each);
  const clock = new TestClock();
  const ec2 = createFakeAws({
    images: images.map((image) => imageEntry(image)),
    denied: Object.fromEntries(directory.map(({ id }) => [id, denied])),
  });
  const ports = createInMemoryEc2({ directory, clock, world: ec2 });
  return testContext({ ...ports, store, clock, announcer: new TestAnnouncer(), operations: [], ...overrides });
}

function about(ami: string) {
  return { subjectKind: 'image', input: { ami } } as const;
}

describe('the history of an AMI', () => {
  test('names the request that created the AMI, from its tag', async () => {
    const made = creation();
    const later = request({ createdAt: t(60) });
    const context = await worldWith({ images: [{ ...sourceImage, tags }], requests: [made, later] });

    expect(await getHistory(context, about('ami-123'))).toEqual({
      kind: 'history',
      subjectKey: IMAGE.imageId,
      requests: [later],
      creator: made,
      exemptions: [],
      adoptions: [],
      unreachable: [],
    });
  });

  test('names the creator of a deleted AMI if a later request recorded the tag', async () => {
    const seen = request({ plan: plan({ policyInput: { targets: [], tags, inUse: 'no', removesAccess: true } }) });
    const context = await worldWith({ requests: [creation(), seen] });

    expect(await getHistory(context, about(IMAGE.imageId))).toMatchObject({
      requests: [seen],
      creator: { id: CREATED },
    });
  });

  test.each<[string, Setup]>([
    ['no request created it', { images: [sourceImage], requests: [creation()] }],
    ['the tag was copied from another AMI', { images: [{ ...sourceImage, tags }], requests: [creation('ami-0other')] }],
    ['the tag names no request', { images: [{ ...sourceImage, tags }] }],
    ['it was deleted and has no requests', { requests: [creation()] }],
  ])('names no creator if %s', async (_, setup) => {
    const history = await getHistory(await worldWith(setup), about(IMAGE.imageId));

    expect(history).toMatchObject({ kind: 'history', requests: [], unreachable: [] });
    expect(history).not.toHaveProperty('creator');
  });

  test('names the locations that could not be read', async () => {
    const context = await worldWith({ denied: ['ec2:DescribeImages'] });
    const history = await getHistory(context, about(IMAGE.imageId));

    expect(history.kind === 'history' && history.unreachable.length).toBeGreaterThan(0);
  });

  test('pages back to the first request', async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `AR-0000${String(10 + index)}`);
    const requests = ids.map((id, index) => request({ id, createdAt: t(index) }));
    const context = await worldWith({ images: [sourceImage], requests });

    let history = await getHistory(context, about('ami-123'));
    const pages: (readonly string[])[] = [];
    while (history.kind === 'history') {
      pages.push(history.requests.map(({ id }) => id));
      if (history.older === undefined) break;
      history = await getOlderHistory(context, history.older);
    }

    expect(pages.flat()).toEqual(ids.toReversed());
    expect(pages.map(({ length }) => length)).toEqual([5, 5, 2]);
  });

  test('requires an ID prefix that matches an AMI', async () => {
    expect(await getHistory(await worldWith({}), about('ami-123'))).toMatchObject({
      kind: 'unresolved',
      subjectKind: 'image',
      reason: 'not-found',
      id: 'ami-123',
    });
  });

  test('includes the exemptions of this AMI only', async () => {
    const scanStores = createInMemoryScanStores();
    const exemption = { ...IMAGE, until: '2030-01-01T00:00:00.000Z', by: rita, reason: 'a release', at: T0 };
    await scanStores.exemptions.save(exemption);
    await scanStores.exemptions.save({ ...exemption, imageId: 'ami-0other' });

    const history = await getHistory(await worldWith({}, { memory: scanStores }), about(IMAGE.imageId));

    expect(history).toMatchObject({ exemptions: [exemption] });
  });
});

describe('the history of an instance', () => {
  const id = 'i-0b111d00000000001';

  test('lists its requests even if the instance no longer exists', async () => {
    const made = creation();
    const history = await getHistory(await worldWith({ requests: [made] }), {
      subjectKind: 'instance',
      input: { instance: id },
    });

    expect(history).toMatchObject({ kind: 'history', subjectKey: id, requests: [made] });
  });

  test('requires an ID prefix that matches an instance', async () => {
    const ask = { subjectKind: 'instance', input: { instance: 'i-0b11' } } as const;

    expect(await getHistory(await worldWith({ requests: [creation()] }), ask)).toMatchObject({
      kind: 'unresolved',
      subjectKind: 'instance',
      reason: 'not-found',
    });
  });
});

test('the history of a file in S3 lists the requests that imported it', async () => {
  const subject = { bucket: 'images', key: 'disk.ova', region: 'us-east-1', account: IMAGE.account };
  const made = request({ operation: 'import', subject });
  const context = await worldWith({ requests: [made] });

  expect(await getHistory(context, { subjectKind: 'object', subjectKey: 's3://images/disk.ova' })).toMatchObject({
    requests: [made],
  });
});
