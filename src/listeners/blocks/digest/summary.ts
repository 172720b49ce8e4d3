import type { KnownBlock, RichTextBlockElement } from '@slack/types';
import { accountLabel } from '../../../domain/model/directory.js';
import { pluralize } from '../../../domain/model/format.js';
import type { Digest } from '../../../domain/digest/types.js';
import { UNCHECKED_USAGE_NOTE } from '../../../domain/stale/reasons.js';
import type { ImageVerdict, ScanChanges, ScanReport } from '../../../domain/stale/types.js';
import { fit, boundedBullets } from '../kit/message.js';
import { bold, italic, mention, rich, foreignText, richSection, literal, type RichTextLeaf } from '../kit/rich.js';
import { formatUsd, sparkline } from '../kit/text.js';
import { ownerFromTag, type TableOptions } from './table.js';

const BUDGET = { kept: 1_500, problems: 2_000 } as const;
const MAX_LINES = { kept: 10, problems: 10, owners: 20 } as const;

/** "12 stale AMIs, up to $56.20 a month, $3.10 more than on 2026-11-25". */
export function digestFallbackText(digest: Digest): string {
  return `${digestHeadline(digest.report)}${costChange(digest)}`;
}

/** The text before the tables: the number, the cost, the changes, and the owners. */
export function digestHeader(digest: Digest, options: TableOptions): readonly KnownBlock[] {
  const { report } = digest;
  const lines = [
    richSection(...changeLine(report)),
    richSection(literal(countLine(report))),
    ...costHistoryLine(digest),
    ...ownersLine(report.stale, options),
    ...truncationLine(report),
  ];
  return [{ type: 'header', text: { type: 'plain_text', text: digestHeadline(report), emoji: false } }, rich(...lines)];
}

/** The text after the tables: exemptions, and what could not be checked. */
export function digestFooter({ report }: Digest, options: TableOptions): readonly KnownBlock[] {
  const notes = report.stale.length === 0 ? [] : [richSection(italic(`${ESTIMATE} ${UNCHECKED_USAGE_NOTE}`))];
  const elements = [...exemptionList(report, options), ...warningList(report.warnings), ...notes];
  return elements.length === 0 ? [] : [rich(...elements)];
}

const ESTIMATE = 'Costs are estimates and upper bounds: blocks that snapshots share are billed once.';

function digestHeadline({ counts, staleCost }: ScanReport): string {
  if (counts.stale === 0) return 'No stale AMIs';
  return `${counts.stale} stale ${counts.stale === 1 ? 'AMI' : 'AMIs'}, up to ${formatUsd(staleCost.usd)} a month`;
}

/** The scan before is the last but one of the history. */
function costChange({ report, history }: Digest): string {
  const before = history.at(-2);
  if (before === undefined) return '';
  const difference = report.staleCost.usd - before.staleCost.usd;
  const day = before.scannedAt.slice(0, 10);
  if (Math.abs(difference) < 0.005) return `, as much as on ${day}`;
  return `, ${formatUsd(Math.abs(difference))} ${difference > 0 ? 'more' : 'less'} than on ${day}`;
}

function changeLine({ changes }: ScanReport): readonly RichTextLeaf[] {
  if (changes === undefined) return [literal('This is the first recorded scan.')];
  return [bold(`Since ${changes.since.slice(0, 10)}:`), literal(` ${changesText(changes)}`)];
}

function changesText({ newlyStale, gone, backInUse }: ScanChanges): string {
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
    [counts.unknown, 'unknown'],
  ] as const;
  const countTexts = kinds.flatMap(([count, kind]) => (count === 0 ? [] : `${count} ${kind}`));
  return countTexts.length === 0 ? 'There are no AMIs.' : `Of ${pluralize(all, 'AMI')}: ${countTexts.join(', ')}.`;
}

/** A chart of the cost over time, from two scans on. */
function costHistoryLine({ history }: Digest): readonly RichTextBlockElement[] {
  const [first] = history;
  const last = history.at(-1);
  if (first === undefined || last === undefined || history.length < 2) return [];
  const costs = history.map(({ staleCost }) => staleCost.usd);
  const range = `${formatUsd(first.staleCost.usd)} on ${first.scannedAt.slice(0, 10)} to ${formatUsd(last.staleCost.usd)} now`;
  return [richSection(bold('Cost:'), literal(` ${sparkline(costs)} ${range}`))];
}

/** The owners of these AMIs, mentioned once each, the costliest first. */
function ownersLine(stale: readonly ImageVerdict[], { ownerTag }: TableOptions): readonly RichTextBlockElement[] {
  const byOwner = new Map<string, { readonly count: number; readonly usd: number }>();
  for (const verdict of stale) {
    const owner = ownerFromTag(verdict, ownerTag);
    if (owner === undefined) continue;
    const { count = 0, usd = 0 } = byOwner.get(owner) ?? {};
    byOwner.set(owner, { count: count + 1, usd: usd + verdict.cost.usd });
  }
  if (byOwner.size === 0) return [];
  const all = [...byOwner].toSorted(([, one], [, other]) => other.usd - one.usd);
  const { shown, hidden } = fit(all, () => 1, MAX_LINES.owners);
  const ownerTexts = shown.map(([owner, { count, usd }]) => [
    mention(owner),
    literal(` (${count}, ${formatUsd(usd)})`),
  ]);
  const line = ownerTexts.flatMap((leaves, index) => (index === 0 ? leaves : [literal(', '), ...leaves]));
  return [richSection(bold('Owners:'), literal(' '), ...line, ...(hidden === 0 ? [] : [italic(`, … ${hidden} more`)]))];
}

/** With thousands of AMIs only the costliest are available. The count and the cost include all. */
function truncationLine({ stale, counts }: ScanReport): readonly RichTextBlockElement[] {
  if (stale.length === counts.stale) return [];
  return [richSection(italic(`Owners and tables cover only the ${stale.length} costliest of these.`))];
}

/** Who keeps which AMI until when, and why. */
function exemptionList({ exempted }: ScanReport, { directory }: TableOptions): readonly RichTextBlockElement[] {
  if (exempted.length === 0) return [];
  const lines = exempted.map(({ image, exemption }): readonly RichTextLeaf[] => [
    foreignText(image.name, 80),
    literal(
      ` (${image.imageId}, ${image.region}, ${accountLabel(directory, image.account)}) until ${exemption.until.slice(0, 10)} by `,
    ),
    mention(exemption.by.userId),
    literal(': '),
    foreignText(exemption.reason, 150),
  ]);
  return [richSection(bold('Kept on request:')), boundedBullets(lines, BUDGET.kept, MAX_LINES.kept)];
}

function warningList(problems: readonly string[]): readonly RichTextBlockElement[] {
  if (problems.length === 0) return [];
  return [
    richSection(bold('Not checked:')),
    boundedBullets(
      problems.map((problem) => [foreignText(problem, 300)]),
      BUDGET.problems,
      MAX_LINES.problems,
    ),
  ];
}
