import { accountLabel, type Directory } from '../../workflows/facts/directory.js';
import { granteeLabel } from '../../workflows/operations/planning/grantee.js';
import { clip, counted, dayAndAge } from '../../workflows/operations/planning/wording.js';
import type { ScanReport } from '../../workflows/stale/types.js';

const HEADINGS = ['AMI', 'Name', 'Account', 'Region', 'Created', 'Up to $ a month'];
const NUMBERS = HEADINGS.length - 1;

/** The report for a terminal: how many of what, the stale AMIs as a table, and what could not be found out. */
export function staleTable(report: ScanReport, directory: Directory): string {
  const { counts, stale, staleCost, problems, scannedAt } = report;
  const rows = stale.map(({ image, cost }) => [
    image.imageId,
    clip(image.name, 40),
    accountLabel(directory, image.account),
    image.region,
    dayAndAge(image.createdAt, scannedAt),
    cost.usd.toFixed(2),
  ]);
  const others = `in use ${counts['in-use']}, recent ${counts.recent}, kept ${counts.kept}, unknown ${counts.unknown}`;
  const price = `up to $${staleCost.usd.toFixed(2)} a month (an estimate: blocks that snapshots share are billed once)`;
  return [
    ...(rows.length === 0 ? [] : [...aligned([HEADINGS, ...rows]), '']),
    `${counted(counts.stale, 'stale AMI')}, ${price}; ${others}.`,
    ...cut(report),
    ...changes(report),
    ...drifts(report, directory),
    ...problems.map((problem) => `Could not be checked: ${problem}`),
  ].join('\n');
}

function cut({ stale, counts }: ScanReport): readonly string[] {
  if (stale.length === counts.stale) return [];
  return [`The table has the ${stale.length} costliest alone; with --json all are printed.`];
}

function changes({ changes: since }: ScanReport): readonly string[] {
  if (since === undefined) return [];
  const { newlyStale, gone, backInUse } = since;
  return [
    `Since ${since.since.slice(0, 10)}: ${newlyStale.length} new, ${gone.length} gone, ${backInUse.length} back in use.`,
  ];
}

const MOST_DRIFTS = 20;

function drifts({ drift }: ScanReport, directory: Directory): readonly string[] {
  if (!drift.known || drift.value.count === 0) return [];
  const { found, count } = drift.value;
  const shown = found.slice(0, MOST_DRIFTS).map(({ imageId, name, region, account, grantee, kind }) => {
    const where = `${imageId} (${clip(name, 40)}) of ${accountLabel(directory, account)} in ${region}`;
    const whom = clip(granteeLabel(grantee, directory), 120);
    return kind === 'unexplained' ? `  ${where} is shared with ${whom}` : `  ${where} is no longer shared with ${whom}`;
  });
  const rest = count - shown.length;
  return [
    `${counted(count, 'share')} otherwise than the approved requests say:`,
    ...shown,
    ...(rest === 0 ? [] : [`  … ${rest} more`]),
  ];
}

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === NUMBERS ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  '),
  );
}
