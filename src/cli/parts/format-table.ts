import { accountLabel, type Directory } from '../../domain/model/directory.js';
import { granteeLabel } from '../../domain/model/grantee.js';
import { truncate, pluralize, formatDayWithAge } from '../../domain/model/format.js';
import type { ScanReport } from '../../domain/stale/types.js';

const HEADINGS = ['AMI', 'Name', 'Account', 'Region', 'Created', 'Up to $ a month'];
const NUMERIC_COLUMNS = HEADINGS.length - 1;

/** The report for a terminal: the counts, the stale AMIs as a table, and what could not be checked. */
export function staleTable(report: ScanReport, directory: Directory): string {
  const { counts, stale, staleCost, warnings, scannedAt } = report;
  const rows = stale.map(({ image, cost }) => [
    image.imageId,
    truncate(image.name, 40),
    accountLabel(directory, image.account),
    image.region,
    formatDayWithAge(image.createdAt, scannedAt),
    cost.usd.toFixed(2),
  ]);
  const others = `in use ${counts['in-use']}, recent ${counts.recent}, kept ${counts.kept}, unknown ${counts.unknown}`;
  const price = `up to $${staleCost.usd.toFixed(2)} a month (an estimate: blocks that snapshots share are billed once)`;
  return [
    ...(rows.length === 0 ? [] : [...alignColumns([HEADINGS, ...rows]), '']),
    `${pluralize(counts.stale, 'stale AMI')}, ${price}; ${others}.`,
    ...truncatedNote(report),
    ...changesNote(report),
    ...driftLines(report, directory),
    ...warnings.map((problem) => `Could not be checked: ${problem}`),
  ].join('\n');
}

function truncatedNote({ stale, counts }: ScanReport): readonly string[] {
  if (stale.length === counts.stale) return [];
  return [`The table has the ${stale.length} costliest alone; with --json all are printed.`];
}

function changesNote({ changes: since }: ScanReport): readonly string[] {
  if (since === undefined) return [];
  const { newlyStale, gone, backInUse } = since;
  return [
    `Since ${since.since.slice(0, 10)}: ${newlyStale.length} new, ${gone.length} gone, ${backInUse.length} back in use.`,
  ];
}

const MAX_DRIFTS = 20;

function driftLines({ drift }: ScanReport, directory: Directory): readonly string[] {
  if (!drift.known || drift.value.count === 0) return [];
  const { found, count } = drift.value;
  const shown = found.slice(0, MAX_DRIFTS).map(({ imageId, name, region, account, grantee, kind }) => {
    const location = `${imageId} (${truncate(name, 40)}) of ${accountLabel(directory, account)} in ${region}`;
    const granteeName = truncate(granteeLabel(grantee, directory), 120);
    return kind === 'unexplained'
      ? `  ${location} is shared with ${granteeName}`
      : `  ${location} is no longer shared with ${granteeName}`;
  });
  const rest = count - shown.length;
  return [
    `${pluralize(count, 'share')} without a matching request:`,
    ...shown,
    ...(rest === 0 ? [] : [`  … ${rest} more`]),
  ];
}

function alignColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === NUMERIC_COLUMNS ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  '),
  );
}
