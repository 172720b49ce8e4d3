import { describe, expect, test } from '@jest/globals';
import type { Image } from '../../src/workflows/facts/image.js';
import type { Request } from '../../src/workflows/request/types.js';
import { tellHistory, tellOlder } from '../../src/workflows/tell-history.js';
import { createInMemoryCloud } from '../fakes/in-memory-cloud.js';
import { createInMemoryRequestStore } from '../fakes/in-memory-request-store.js';
import { createInMemoryScanMemory } from '../fakes/in-memory-scan-memory.js';
import { createWorld, imageEntry } from '../fakes/in-memory-world.js';
import { directory, IMAGE, plan, request, rita, t, T0 } from './builders.js';
import { sourceImage } from './copy-and-share.js';
import { TestAnnouncer, TestClock, world, type WorldParts } from './world.js';

const CREATED = 'AR-00000C';
const tags = { 'ami-steward:request': CREATED };

/** The request whose step keeps the id of what it made. */
function creation(image: string = IMAGE.imageId): Request {
  const steps = { create: { state: 'done', attempts: 1, startedAt: T0, kept: { image } } } as const;
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

async function worldWith({ images = [], requests = [], denied = [] }: Told, parts: Partial<WorldParts> = {}) {
  const store = createInMemoryRequestStore();
  for (const each of requests) await store.create(each);
  const clock = new TestClock();
  const ec2 = createWorld({
    images: images.map((image) => imageEntry(image)),
    denied: Object.fromEntries(directory.map(({ id }) => [id, denied])),
  });
  const cloud = createInMemoryCloud({ directory, clock, world: ec2 });
  return world({ store, cloud, clock, announcer: new TestAnnouncer(), operations: [], ...parts });
}

function about(ami: string) {
  return { about: 'image', input: { ami } } as const;
}

describe('the history of an AMI', () => {
  test('leads to the request that made it, by the tag that this left', async () => {
    const made = creation();
    const later = request({ createdAt: t(60) });
    const here = await worldWith({ images: [{ ...sourceImage, tags }], requests: [made, later] });

    expect(await tellHistory(here, about('ami-123'))).toEqual({
      kind: 'told',
      name: IMAGE.imageId,
      requests: [later],
      maker: made,
      keeps: [],
      adoptions: [],
      unreachable: [],
    });
  });

  test('does so for one that is gone, where a later request saw the tag', async () => {
    const seen = request({ plan: plan({ scope: { targets: [], tags, inUse: 'no', takesAway: true } }) });
    const here = await worldWith({ requests: [creation(), seen] });

    expect(await tellHistory(here, about(IMAGE.imageId))).toMatchObject({ requests: [seen], maker: { id: CREATED } });
  });

  test.each<[string, Told]>([
    ['nobody made it here', { images: [sourceImage], requests: [creation()] }],
    ['the tag was copied from another AMI', { images: [{ ...sourceImage, tags }], requests: [creation('ami-0other')] }],
    ['the tag names no request', { images: [{ ...sourceImage, tags }] }],
    ['it is gone and nobody asked for anything about it', { requests: [creation()] }],
  ])('names no maker where %s', async (_, told) => {
    const history = await tellHistory(await worldWith(told), about(IMAGE.imageId));

    expect(history).toMatchObject({ kind: 'told', requests: [], unreachable: [] });
    expect(history).not.toHaveProperty('maker');
  });

  test('says where it could not be looked for', async () => {
    const here = await worldWith({ denied: ['ec2:DescribeImages'] });
    const history = await tellHistory(here, about(IMAGE.imageId));

    expect(history.kind === 'told' && history.unreachable.length).toBeGreaterThan(0);
  });

  test('goes on to the first request of all, a page at a time', async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `AR-0000${String(10 + index)}`);
    const requests = ids.map((id, index) => request({ id, createdAt: t(index) }));
    const here = await worldWith({ images: [sourceImage], requests });

    let told = await tellHistory(here, about('ami-123'));
    const pages: (readonly string[])[] = [];
    while (told.kind === 'told') {
      pages.push(told.requests.map(({ id }) => id));
      if (told.older === undefined) break;
      told = await tellOlder(here, told.older);
    }

    expect(pages.flat()).toEqual(ids.toReversed());
    expect(pages.map(({ length }) => length)).toEqual([5, 5, 2]);
  });

  test('needs an abbreviation that fits one AMI', async () => {
    expect(await tellHistory(await worldWith({}), about('ami-123'))).toMatchObject({ kind: 'no-image', id: 'ami-123' });
  });

  test('has the answers that keep it, and those of no other', async () => {
    const memory = createInMemoryScanMemory();
    const keep = { ...IMAGE, until: '2030-01-01T00:00:00.000Z', by: rita, reason: 'a release', at: T0 };
    await memory.keep(keep);
    await memory.keep({ ...keep, imageId: 'ami-0other' });

    const history = await tellHistory(await worldWith({}, { memory }), about(IMAGE.imageId));

    expect(history).toMatchObject({ keeps: [keep] });
  });
});

describe('the history of an instance', () => {
  const id = 'i-0b111d00000000001';

  test('has the requests about it, also when it is gone', async () => {
    const made = creation();
    const history = await tellHistory(await worldWith({ requests: [made] }), {
      about: 'instance',
      input: { instance: id },
    });

    expect(history).toMatchObject({ kind: 'told', name: id, requests: [made] });
  });

  test('needs an abbreviation that fits one instance', async () => {
    const ask = { about: 'instance', input: { instance: 'i-0b11' } } as const;

    expect(await tellHistory(await worldWith({ requests: [creation()] }), ask)).toMatchObject({ kind: 'no-instance' });
  });
});

test('the history of a file in S3 has the requests that imported it', async () => {
  const subject = { bucket: 'images', key: 'disk.ova', region: 'us-east-1', account: IMAGE.account };
  const made = request({ operation: 'import', subject });
  const here = await worldWith({ requests: [made] });

  expect(await tellHistory(here, { about: 'object', name: 's3://images/disk.ova' })).toMatchObject({
    requests: [made],
  });
});
