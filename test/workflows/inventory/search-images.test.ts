import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Image } from '../../../src/domain/model/image.js';
import type { SearchOperation } from '../../../src/domain/operations/contract.js';
import { searchImages } from '../../../src/workflows/inventory/search-images.js';
import type { ScanStores } from '../../../src/aws/dynamodb/scan-stores.js';
import type { SearchResult } from '../../../src/workflows/use-cases.js';
import { createInMemoryCatalog } from '../../fakes/in-memory-catalog.js';
import { createInMemoryScanStores } from '../../fakes/in-memory-scan-stores.js';
import { createFakeAws, imageEntry, type FakeAws } from '../../fakes/in-memory-world.js';
import { directory, OWNER, PROD } from '../../domain/operations/directory.js';
import { image, NOW } from '../../domain/operations/facts-builder.js';
import { staleRecord } from '../../domain/digest/builders.js';
import { scanWith } from '../context.js';
import { findOperation } from '../../domain/operations/operation-named.js';

let context: FakeAws;
let scanStores: ScanStores;
beforeEach(() => {
  context = createFakeAws();
  scanStores = createInMemoryScanStores();
});

function numbered(number: number, overrides: Partial<Image> = {}): Image {
  const digits = String(number).padStart(3, '0');
  return image({
    imageId: `ami-00000${digits}`,
    name: `base-${digits}`,
    createdAt: new Date(Date.parse('2026-01-01T00:00:00Z') + number * 86_400_000).toISOString(),
    ...overrides,
  });
}

function add(...images: readonly Image[]): void {
  context.images.push(...images.map((each) => imageEntry(each)));
}

function search(name: string, input: object, after?: SearchResult['next']): Promise<SearchResult> {
  const catalog = createInMemoryCatalog({ directory, world: context });
  const clock = { now: () => new Date(NOW) };
  return searchImages(
    { catalog, clock, directory, exemptions: scanStores.exemptions, scan: scanWith(scanStores, clock) },
    { operation: searching(name), input, after },
  );
}

function searching(name: string): SearchOperation {
  const operation = findOperation(name);
  if (operation.kind !== 'search') throw new Error(`${name} is no search`);
  return operation;
}

function idsIn({ report }: SearchResult): readonly string[] {
  return report.sections.flatMap(({ rows }) => rows.map(({ label }) => label));
}

describe('a list', () => {
  test('shows ten AMIs per page, newest first, until all were shown', async () => {
    add(...Array.from({ length: 23 }, (_, index) => numbered(index)));

    const first = await search('list', {});
    const second = await search('list', {}, first.next);
    const third = await search('list', {}, second.next);

    expect(first.report.title).toBe('Own AMIs: 1–10 of 23');
    expect(idsIn(first)[0]).toBe('ami-00000022');
    expect(third.report.title).toBe('Own AMIs: 21–23 of 23');
    expect(third.next).toBeUndefined();
    expect([first, second, third].flatMap(idsIn)).toHaveLength(23);
  });

  test('has no next page if there are exactly ten AMIs', async () => {
    add(...Array.from({ length: 10 }, (_, index) => numbered(index)));

    expect((await search('list', {})).next).toBeUndefined();
  });

  test('has the title "none" if there are no AMIs', async () => {
    expect((await search('list', {})).report).toEqual({ title: 'Own AMIs: none', sections: [], findings: [] });
  });

  test('of one account or Region contains only its AMIs', async () => {
    add(numbered(1), numbered(2, { region: 'eu-west-1' }), numbered(3, { ownerId: PROD, account: PROD }));

    expect(idsIn(await search('list', { region: 'eu-west-1' }))).toEqual(['ami-00000002']);
    expect(idsIn(await search('list', { account: PROD }))).toEqual(['ami-00000003']);
  });

  test('of public AMIs contains only those', async () => {
    add(numbered(1), numbered(2, { public: true }));

    expect(idsIn(await search('list', { which: 'public' }))).toEqual(['ami-00000002']);
  });

  test('names a location that could not be read, and warns of missing AMIs', async () => {
    add(numbered(1), numbered(2, { ownerId: PROD, account: PROD }));
    context.denied[PROD] = ['ec2:DescribeImages'];

    const result = await search('list', { region: 'us-east-1' });

    expect(idsIn(result)).toEqual(['ami-00000001']);
    expect(result.report.findings).toMatchObject([{ code: 'place-not-seen', severity: 'unknown' }]);
    expect(result.report.findings[0]?.text).toContain('There may be more.');
  });
});

describe('the list of shared AMIs', () => {
  const partner = { kind: 'account' as const, id: '777788889999' };

  function addShared(...numbers: readonly number[]): void {
    for (const number of numbers) context.images.push(imageEntry(numbered(number), { sharedWith: [partner] }));
  }

  test('contains AMIs that other accounts may launch, and names these accounts', async () => {
    addShared(1);
    add(numbered(2));

    const result = await search('list', { which: 'shared' });

    expect(result.report.title).toBe('Own AMIs that are shared: 1');
    expect(result.report.sections[0]?.rows).toMatchObject([
      { label: 'ami-00000001', value: expect.stringContaining('shared with partner (777788889999)') },
    ]);
  });

  test('skips no AMI between pages if few AMIs are shared', async () => {
    const shared = [3, 17, 29, 30, 31, 32, 33, 34, 35, 36, 37, 60, 88];
    addShared(...shared);
    add(
      ...Array.from({ length: 90 }, (_, index) => index)
        .filter((number) => !shared.includes(number))
        .map((number) => numbered(number)),
    );

    const first = await search('list', { which: 'shared' });
    const second = await search('list', { which: 'shared' }, first.next);

    expect([...idsIn(first), ...idsIn(second)]).toEqual(
      shared.toReversed().map((number) => `ami-00000${String(number).padStart(3, '0')}`),
    );
    expect(second.next).toBeUndefined();
  });

  test('contains an AMI with unknown permissions, and names the missing permission', async () => {
    add(numbered(1));
    context.denied[OWNER] = ['ec2:DescribeImageAttribute'];

    const result = await search('list', { which: 'shared' });

    expect(idsIn(result)).toEqual(['ami-00000001']);
    expect(result.report.findings).toMatchObject([
      { code: 'launch-permissions-unknown', text: expect.stringContaining('ec2:DescribeImageAttribute') },
    ]);
  });
});

describe('the list of stale AMIs', () => {
  const counts = { 'in-use': 0, recent: 0, kept: 0, stale: 2, unknown: 0 };

  test('pages through all AMIs once, the most expensive first', async () => {
    const images = Array.from({ length: 23 }, (_, index) => numbered(index));
    add(...images);
    // Of several that cost the same the newest comes first.
    const costs = images.map((_, index) => (index * 7) % 5);
    const stale = images.map((image, index) => staleRecord(image, costs[index]));
    await scanStores.scanHistory.saveScan(
      { scannedAt: NOW, stale },
      { scannedAt: NOW, counts, staleCost: { gib: 1, usd: 1 } },
      undefined,
    );

    const first = await search('list', { which: 'stale' });
    const second = await search('list', { which: 'stale' }, first.next);
    const third = await search('list', { which: 'stale' }, second.next);

    const ids = [first, second, third].flatMap(idsIn);
    expect(ids.slice(0, 4)).toEqual(['ami-00000022', 'ami-00000017', 'ami-00000012', 'ami-00000007']);
    expect(new Set(ids).size).toBe(23);
    const shown = ids.map((id) => costs[images.findIndex(({ imageId }) => imageId === id)] ?? 0);
    expect(shown).toEqual(shown.toSorted((one, other) => other - one));
    expect(third.next).toBeUndefined();
  });

  test('contains the AMIs of the last scan that still exist, with cost and date', async () => {
    add(numbered(1), numbered(2), numbered(3));
    const stale = [staleRecord(numbered(1), 12.5), staleRecord(numbered(3)), staleRecord(numbered(9))];
    await scanStores.scanHistory.saveScan(
      { scannedAt: NOW, stale },
      { scannedAt: NOW, counts, staleCost: { gib: 1, usd: 1 } },
      undefined,
    );

    const result = await search('list', { which: 'stale' });

    expect(result.report.title).toBe('Own AMIs that are stale: 1–2 of 2');
    expect(idsIn(result)).toEqual(['ami-00000001', 'ami-00000003']);
    expect(result.report.sections[0]?.rows[0]?.value).toContain('stale since 2026-11-26, up to $12.50 a month');
    expect(result.report.findings).toMatchObject([{ code: 'stale-by-last-scan' }]);
  });

  test('reports that there is no data before the first scan', async () => {
    add(numbered(1));

    const { report } = await search('list', { which: 'stale' });

    expect(report).toMatchObject({ title: 'Own AMIs that are stale: none', findings: [{ code: 'not-scanned' }] });
  });
});

describe('an exempted AMI', () => {
  test('is listed with the end date and the reason', async () => {
    add(numbered(1));
    const { imageId, region, account } = numbered(1);
    const by = { teamId: 'T0HOME', userId: 'U0RITA' };
    await scanStores.exemptions.save({
      imageId,
      region,
      account,
      until: '2027-02-24T09:00:00.000Z',
      by,
      reason: 'Audit',
      at: NOW,
    });

    const { report } = await search('list', {});

    expect(report.sections[0]?.rows[0]?.value).toContain('kept until 2027-02-24: “Audit”');
  });
});

describe('a search for base images', () => {
  const canonical = { ownerId: '099720109477', public: true } as const;
  const name = 'ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20261112';

  test('lists base images first, with their publisher, and then own AMIs', async () => {
    add(numbered(1, { ...canonical, name }), numbered(2, { name: 'our-ubuntu-24.04' }), numbered(3));

    const { report } = await search('find', { words: ['ubuntu', '24.04'] });

    expect(report.title).toBe('AMIs for “ubuntu 24.04”: 1–2 of 2');
    expect(report.sections.map(({ heading, rows }) => [heading, rows.map(({ label }) => label)])).toEqual([
      ['Base images', ['ami-00000001']],
      ['Own AMIs', ['ami-00000002']],
    ]);
    expect(report.sections[0]?.rows[0]?.value).toContain('099720109477, known as the publisher of Ubuntu');
    expect(report.findings.map(({ code }) => code)).toEqual(['publisher-by-id']);
  });

  test('excludes AMIs of unknown publishers with the same name', async () => {
    add(numbered(1, { ownerId: '222233334444', public: true, name }));

    const { report } = await search('find', { words: ['ubuntu'] });

    expect(report.sections).toEqual([]);
  });

  test('marks AMIs that this account does not allow', async () => {
    add(numbered(1, { ...canonical, name, allowed: false }));

    const { report } = await search('find', { words: ['ubuntu'] });

    expect(report.sections[0]?.rows[0]?.value).toContain("not allowed by the account's Allowed AMIs");
  });

  test('lists the known families if the words match nothing', async () => {
    const { report } = await search('find', { words: ['gentoo'] });

    expect(report.findings).toMatchObject([{ code: 'no-family', text: expect.stringContaining('Ubuntu, Debian') }]);
  });
});

describe('a search result', () => {
  test('describes each AMI on one line', async () => {
    add(numbered(1, { state: 'disabled', deprecatedAt: '2026-05-01T00:00:00.000Z', public: true }));

    const { report } = await search('list', {});

    expect(report.sections[0]?.rows).toEqual([
      {
        label: 'ami-00000001',
        value:
          'base-001; us-east-1, images (999988887777); x86_64; created 2026-01-02, 326 days ago; launched 2026-11-23, 1 day ago; disabled; public; deprecated since 2026-05-01',
      },
    ]);
  });
});
