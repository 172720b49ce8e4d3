import { describe, expect, test } from '@jest/globals';
import type { Image } from '../../../src/domain/model/image.js';
import type { Request } from '../../../src/domain/request/types.js';
import { getHistory, getOlderHistory } from '../../../src/workflows/requests/history.js';
import { createInMemoryCloud } from '../../fakes/in-memory-cloud.js';
import { createInMemoryRequestStore } from '../../fakes/in-memory-request-store.js';
import { createInMemoryScanHistoryStore } from '../../fakes/in-memory-scan-history-store.js';
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

interface Told {
  readonly images?: readonly Image[];
  readonly requests?: readonly Request[];
  readonly denied?: readonly string[];
}

async function worldWith(
  { images = [], requests = [], denied = [] }: Told,
  overrides: Partial<TestContextOptions> = {},
) {
  const store = createInMemoryRequestStore();
  for (const each of requests) await store.create(each);
  const clock = new TestClock();
  const ec2 = createFakeAws({
    images: images.map((image) => imageEntry(image)),
    denied: Object.fromEntries(directory.map(({ id }) => [id, denied])),
  });
  const cloud = createInMemoryCloud({ directory, clock, world: ec2 });
  return testContext({ store, cloud, clock, announcer: new TestAnnouncer(), operations: [], ...overrides });
}

function about(ami: string) {
  return { subjectKind: 'image', input: { ami } } as const;
}

describe('the history of an AMI', () => {
  test('leads to the request that made it, by the tag that this left', async () => {
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

  test('does so for one that is gone, where a later request saw the tag', async () => {
    const seen = request({ plan: plan({ policyInput: { targets: [], tags, inUse: 'no', removesAccess: true } }) });
    const context = await worldWith({ requests: [creation(), seen] });

    expect(await getHistory(context, about(IMAGE.imageId))).toMatchObject({
      requests: [seen],
      creator: { id: CREATED },
    });
  });

  test.each<[string, Told]>([
    ['nobody made it here', { images: [sourceImage], requests: [creation()] }],
    ['the tag was copied from another AMI', { images: [{ ...sourceImage, tags }], requests: [creation('ami-0other')] }],
    ['the tag names no request', { images: [{ ...sourceImage, tags }] }],
    ['it is gone and nobody asked for anything about it', { requests: [creation()] }],
  ])('names no maker where %s', async (_, told) => {
    const history = await getHistory(await worldWith(told), about(IMAGE.imageId));

    expect(history).toMatchObject({ kind: 'history', requests: [], unreachable: [] });
    expect(history).not.toHaveProperty('maker');
  });

  test('says where it could not be looked for', async () => {
    const context = await worldWith({ denied: ['ec2:DescribeImages'] });
    const history = await getHistory(context, about(IMAGE.imageId));

    expect(history.kind === 'history' && history.unreachable.length).toBeGreaterThan(0);
  });

  test('goes on to the first request of all, a page at a time', async () => {
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

  test('needs an abbreviation that fits one AMI', async () => {
    expect(await getHistory(await worldWith({}), about('ami-123'))).toMatchObject({
      kind: 'image-not-found',
      id: 'ami-123',
    });
  });

  test('has the answers that keep it, and those of no other', async () => {
    const scanHistory = createInMemoryScanHistoryStore();
    const exemption = { ...IMAGE, until: '2030-01-01T00:00:00.000Z', by: rita, reason: 'a release', at: T0 };
    await scanHistory.saveExemption(exemption);
    await scanHistory.saveExemption({ ...exemption, imageId: 'ami-0other' });

    const history = await getHistory(await worldWith({}, { memory: scanHistory }), about(IMAGE.imageId));

    expect(history).toMatchObject({ exemptions: [exemption] });
  });
});

describe('the history of an instance', () => {
  const id = 'i-0b111d00000000001';

  test('has the requests about it, also when it is gone', async () => {
    const made = creation();
    const history = await getHistory(await worldWith({ requests: [made] }), {
      subjectKind: 'instance',
      input: { instance: id },
    });

    expect(history).toMatchObject({ kind: 'history', subjectKey: id, requests: [made] });
  });

  test('needs an abbreviation that fits one instance', async () => {
    const ask = { subjectKind: 'instance', input: { instance: 'i-0b11' } } as const;

    expect(await getHistory(await worldWith({ requests: [creation()] }), ask)).toMatchObject({
      kind: 'instance-not-found',
    });
  });
});

test('the history of a file in S3 has the requests that imported it', async () => {
  const subject = { bucket: 'images', key: 'disk.ova', region: 'us-east-1', account: IMAGE.account };
  const made = request({ operation: 'import', subject });
  const context = await worldWith({ requests: [made] });

  expect(await getHistory(context, { subjectKind: 'object', subjectKey: 's3://images/disk.ova' })).toMatchObject({
    requests: [made],
  });
});
