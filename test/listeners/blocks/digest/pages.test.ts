import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { messageViolations } from '../../../../sandbox/slack/rules/index.js';
import { digestPages } from '../../../../src/listeners/blocks/digest/pages.js';
import type { Message } from '../../../../src/listeners/blocks/kit/message.js';
import { OPERATIONS } from '../../../../src/domain/operations/registry.js';
import type { Digest } from '../../../../src/domain/digest/types.js';
import { digest, headline, manyStale, scannedImage, stale } from '../../../domain/digest/builders.js';
import { directory } from '../../../domain/operations/directory.js';
import { adversarialText, withoutCodeSpans, findMrkdwnOrBroadcasts } from '../../hostile-text.js';
import { renderedLines } from '../../rendered-messages.js';
import { runs } from '../../../runs.js';

const OPTIONS = { directory, ownerTag: 'Owner', operations: OPERATIONS };

function pagesOf(made: Digest): readonly Message[] {
  const pages = digestPages(made, OPTIONS);
  expect(pages.flatMap(messageViolations)).toEqual([]);
  return pages;
}

const table = z.object({
  type: z.literal('data_table'),
  caption: z.string(),
  rows: z.array(z.array(z.looseObject({ type: z.string(), text: z.string().optional() }))),
});

function tablesIn({ blocks }: Message) {
  return blocks.flatMap((block) => table.safeParse(block).data ?? []);
}

function idsIn(pages: readonly Message[]): readonly (string | undefined)[] {
  return pages.flatMap(tablesIn).flatMap(({ rows }) => rows.slice(1).map((row) => row[3]?.text));
}

function textOf({ blocks }: Message | undefined = { text: '', blocks: [] }): string {
  return renderedLines(blocks).join('\n');
}

describe('a digest', () => {
  test('counts all AMIs and states how many of them it covers', () => {
    const counts = { 'in-use': 0, recent: 0, kept: 0, stale: 50_000, unknown: 0 };
    const [first] = pagesOf(digest(manyStale(20), { counts }));

    expect(first?.text).toContain('50000 stale AMIs');
    expect(textOf(first)).toContain('Owners and tables cover only the 20 costliest of these.');
    expect(textOf(pagesOf(digest(manyStale(20)))[0])).not.toContain('cover only');
  });

  test('states the number, the cost and the changes of stale AMIs', () => {
    const changes = {
      since: '2026-11-25T08:00:00.000Z',
      newlyStale: [scannedImage()],
      gone: [],
      backInUse: [{ ...scannedImage(), usd: 1, staleSince: '2026-11-01T08:00:00.000Z' }],
    };
    const [first] = pagesOf(digest([stale(12.5), stale(3)], { changes }, [headline(changes.since, 12.4)]));

    expect(first?.text).toBe('2 stale AMIs, up to $15.50 a month, $3.10 more than on 2026-11-25');
    const text = textOf(first);
    expect(text).toContain('# 2 stale AMIs, up to $15.50 a month');
    expect(text).toContain('Since 2026-11-25: 1 new, 1 back in use.');
    expect(text).toContain('Of 35 AMIs: 2 stale, 20 in use, 10 recent, 2 kept, 1 unknown.');
    expect(text).toContain('Cost: ▇█ $12.40 on 2026-11-25 to $15.50 now');
  });

  test('has a table per account and Region, by descending cost, with the reasons', () => {
    const [first] = pagesOf(
      digest([
        stale(1, { imageId: 'ami-00000001' }),
        stale(5, { imageId: 'ami-00000002', region: 'eu-west-1' }),
        stale(3, { imageId: 'ami-00000003' }),
      ]),
    );

    expect(first === undefined ? [] : tablesIn(first).map(({ caption }) => caption)).toEqual([
      'images (999988887777), eu-west-1: 1 stale, $5.00 a month',
      'images (999988887777), us-east-1: 2 stale, $4.00 a month',
    ]);
    expect(idsIn(first === undefined ? [] : [first])).toEqual(['ami-00000002', 'ami-00000003', 'ami-00000001']);
    expect(textOf(first)).toContain('Name | $ a month | Why | AMI | Last launched | Created | Owner');
    expect(textOf(first)).toContain(
      'payments-api-2025.01 | $3.00 | No use was found. | ami-00000003 | 2025-09-01 | 2025-01-20 | –',
    );
    expect(textOf(first).match(/Not checked/g)).toHaveLength(1);
  });

  test('offers only the available buttons', () => {
    const withoutRetire = OPERATIONS.filter(({ name }) => name !== 'retire');
    const [first] = digestPages(digest([stale(1)]), { ...OPTIONS, operations: withoutRetire });

    expect(textOf(first)).toContain('[Deregister …] [Keep …]');
  });

  test('is one line if no AMI is stale', () => {
    const [first, ...others] = pagesOf(digest([]));

    expect(others).toEqual([]);
    expect(first?.text).toBe('No stale AMIs');
    expect(textOf(first)).not.toContain('[');
  });

  test('lists the warnings and each exemption with user, end and reason', () => {
    const exemption = {
      ...scannedImage(),
      until: '2027-02-24T08:00:00.000Z',
      by: { teamId: 'T0HOME', userId: 'U0RITA' },
      reason: 'For the audit *in spring*',
      at: '2026-11-20T08:00:00.000Z',
    };
    const exempted = [{ ...stale(1), verdict: 'kept' as const, exemption }];
    const [first] = pagesOf(digest([], { exempted, warnings: ['prod: ec2:DescribeImageReferences is missing.'] }));

    expect(textOf(first)).toContain('until 2027-02-24 by @U0RITA: For the audit *in spring*');
    expect(textOf(first)).toContain('- prod: ec2:DescribeImageReferences is missing.');
  });

  test('mentions owners only for a valid user ID', () => {
    function owned(Owner: string, imageId: string) {
      return stale(2, { imageId, tags: { Owner } });
    }
    const [first] = pagesOf(
      digest([owned('U0SAM', 'ami-00000001'), owned('U0SAM', 'ami-00000002'), owned('<!channel>', 'ami-00000003')]),
    );

    expect(textOf(first)).toContain('Owners: @U0SAM (2, $4.00)');
    expect(JSON.stringify(first)).not.toContain('<!channel>');
  });

  test.each([5, 60, 500, 8_000])('with %i stale AMIs lists each at most once and counts the omitted ones', (count) => {
    const images = manyStale(count);
    const pages = pagesOf(digest(images));
    const ids = idsIn(pages);

    expect(new Set(ids).size).toBe(ids.length);
    if (count <= 500) expect(new Set(ids)).toEqual(new Set(images.map(({ image }) => image.imageId)));
    else expect(textOf(pages.at(-1))).toContain(`… ${count - ids.length} more: /ami list stale`);
    if (pages.length > 1) expect(textOf(pages[0])).toMatch(/… \d+ more in the thread/);
  });

  test('fits the Slack limits and is never parsed as markup, whatever the names are', () => {
    fc.assert(
      fc.property(fc.array(adversarialText, { minLength: 1, maxLength: 40 }), adversarialText, (names, words) => {
        const images = names.map((name, index) => ({
          ...stale(index, { name, imageId: `ami-${String(index).padStart(8, '0')}`, tags: { Owner: words } }),
          reasons: ['first', words],
        }));
        const pages = digestPages(digest(images, { warnings: [words] }), OPTIONS);

        for (const page of pages) {
          expect(messageViolations(page)).toEqual([]);
          expect(findMrkdwnOrBroadcasts(page.blocks)).toEqual([]);
          expect(withoutCodeSpans(page.text)).not.toMatch(/[<>*_~]/);
        }
      }),
      { numRuns: runs(20, 60) },
    );
  });
});
