import type { KnownBlock, RichTextBlockElement } from '@slack/types';
import { accountLabel } from '../../../workflows/facts/directory.js';
import { counted } from '../../../workflows/operations/planning/wording.js';
import type { Digest } from '../../../workflows/digest/types.js';
import { NOT_COVERED } from '../../../workflows/stale/stale-reasons.js';
import type { ImageVerdict, ScanChanges, ScanReport } from '../../../workflows/stale/types.js';
import { fit } from '../fit.js';
import { bold, bullets, italic, mention, rich, said, section, sizeOf, words, type Leaf } from '../rich.js';
import { dollars, sparkline } from './money.js';
import { ownerOf, type TableOptions } from './table.js';

const BUDGET = { kept: 1_500, problems: 2_000 } as const;
const MOST = { kept: 10, problems: 10, owners: 20 } as const;

/** "12 stale AMIs, up to $56.20 a month, $3.10 more than on 2026-11-25". */
export function digestText(digest: Digest): string {
  return `${headlineOf(digest.report)}${costChange(digest)}`;
}

/** What stands before the tables: how many, what they cost, what has changed, and whose they are. */
export function digestHead(digest: Digest, options: TableOptions): readonly KnownBlock[] {
  const { report } = digest;
  const lines = [
    section(...changeLine(report)),
    section(words(countLine(report))),
    ...pictureLine(digest),
    ...ownersLine(report.stale, options),
    ...cutLine(report),
  ];
  return [{ type: 'header', text: { type: 'plain_text', text: headlineOf(report), emoji: false } }, rich(...lines)];
}

/** What stands after them: what answers keep, and what could not be found out. */
export function digestEnd({ report }: Digest, options: TableOptions): readonly KnownBlock[] {
  const notes = report.stale.length === 0 ? [] : [section(italic(`${ESTIMATE} ${NOT_COVERED}`))];
  const elements = [...keptList(report, options), ...problemList(report.problems), ...notes];
  return elements.length === 0 ? [] : [rich(...elements)];
}

const ESTIMATE = 'Costs are estimates and upper bounds: blocks that snapshots share are billed once.';

function headlineOf({ counts, staleCost }: ScanReport): string {
  if (counts.stale === 0) return 'No stale AMIs';
  return `${counts.stale} stale ${counts.stale === 1 ? 'AMI' : 'AMIs'}, up to ${dollars(staleCost.usd)} a month`;
}

/** The scan before is the last but one of the history. */
function costChange({ report, history }: Digest): string {
  const before = history.at(-2);
  if (before === undefined) return '';
  const more = report.staleCost.usd - before.staleCost.usd;
  const day = before.scannedAt.slice(0, 10);
  if (Math.abs(more) < 0.005) return `, as much as on ${day}`;
  return `, ${dollars(Math.abs(more))} ${more > 0 ? 'more' : 'less'} than on ${day}`;
}

function changeLine({ changes }: ScanReport): readonly Leaf[] {
  if (changes === undefined) return [words('This is the first scan that is remembered.')];
  return [bold(`Since ${changes.since.slice(0, 10)}:`), words(` ${changesOf(changes)}`)];
}

function changesOf({ newlyStale, gone, backInUse }: ScanChanges): string {
  const parts = [
    newlyStale.length === 0 ? undefined : `${newlyStale.length} new`,
    gone.length === 0 ? undefined : `${gone.length} gone`,
    backInUse.length === 0 ? undefined : `${backInUse.length} back in use`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? 'nothing has changed.' : `${parts.join(', ')}.`;
}

function countLine({ counts }: ScanReport): string {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const kinds = [
    [counts.stale, 'stale'],
    [counts['in-use'], 'in use'],
    [counts.recent, 'recent'],
    [counts.kept, 'kept'],
    [counts.unknown, 'not known'],
  ] as const;
  const told = kinds.flatMap(([count, kind]) => (count === 0 ? [] : `${count} ${kind}`));
  return told.length === 0 ? 'There are no AMIs.' : `Of ${counted(all, 'AMI')}: ${told.join(', ')}.`;
}

/** A picture of the cost over time, from two scans on. */
function pictureLine({ history }: Digest): readonly RichTextBlockElement[] {
  const [first] = history;
  const last = history.at(-1);
  if (first === undefined || last === undefined || history.length < 2) return [];
  const costs = history.map(({ staleCost }) => staleCost.usd);
  const range = `${dollars(first.staleCost.usd)} on ${first.scannedAt.slice(0, 10)} to ${dollars(last.staleCost.usd)} now`;
  return [section(bold('Cost:'), words(` ${sparkline(costs)} ${range}`))];
}

/** People whose AMIs these are, addressed once each, the costliest first. */
function ownersLine(stale: readonly ImageVerdict[], { ownerTag }: TableOptions): readonly RichTextBlockElement[] {
  const owned = new Map<string, { readonly count: number; readonly usd: number }>();
  for (const verdict of stale) {
    const owner = ownerOf(verdict, ownerTag);
    if (owner === undefined) continue;
    const { count = 0, usd = 0 } = owned.get(owner) ?? {};
    owned.set(owner, { count: count + 1, usd: usd + verdict.cost.usd });
  }
  if (owned.size === 0) return [];
  const all = [...owned].toSorted(([, one], [, other]) => other.usd - one.usd);
  const { shown, hidden } = fit(all, () => 1, MOST.owners);
  const named = shown.map(([owner, { count, usd }]) => [mention(owner), words(` (${count}, ${dollars(usd)})`)]);
  const line = named.flatMap((leaves, index) => (index === 0 ? leaves : [words(', '), ...leaves]));
  return [section(bold('Owners:'), words(' '), ...line, ...(hidden === 0 ? [] : [italic(`, … ${hidden} more`)]))];
}

/** The costliest alone are at hand where there are thousands; the count and the cost before are of all. */
function cutLine({ stale, counts }: ScanReport): readonly RichTextBlockElement[] {
  if (stale.length === counts.stale) return [];
  return [section(italic(`Owners and tables tell of the ${stale.length} costliest of these alone.`))];
}

/** Who keeps what until when, and why. */
function keptList({ kept }: ScanReport, { directory }: TableOptions): readonly RichTextBlockElement[] {
  if (kept.length === 0) return [];
  const lines = kept.map(({ image, keep }): readonly Leaf[] => [
    said(image.name, 80),
    words(
      ` (${image.imageId}, ${image.region}, ${accountLabel(directory, image.account)}) until ${keep.until.slice(0, 10)} by `,
    ),
    mention(keep.by.userId),
    words(': '),
    said(keep.reason, 150),
  ]);
  return [section(bold('Kept by an answer:')), shortList(lines, BUDGET.kept, MOST.kept)];
}

function problemList(problems: readonly string[]): readonly RichTextBlockElement[] {
  if (problems.length === 0) return [];
  return [
    section(bold('Could not be found out:')),
    shortList(
      problems.map((problem) => [said(problem, 300)]),
      BUDGET.problems,
      MOST.problems,
    ),
  ];
}

function shortList(lines: readonly (readonly Leaf[])[], budget: number, most: number): RichTextBlockElement {
  const { shown, hidden } = fit(lines, sizeOf, budget, most);
  return bullets([...shown, ...(hidden === 0 ? [] : [[italic(`… ${hidden} more`)]])]);
}
