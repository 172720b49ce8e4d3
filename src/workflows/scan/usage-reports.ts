import { isPortFailure } from '../ports/errors.js';
import { known, unknown, type Fact } from '../../domain/model/fact.js';
import { formatDay } from '../../domain/model/format.js';
import type { UsageReportState } from '../ports/inventory.js';
import { imageKey } from '../../domain/stale/changes.js';
import type { ScanContext } from './context.js';
import type { AccountRegion } from '../../domain/model/directory.js';
import type { StaleEvidence, ScannedImage, StartedReport, UsageReport } from '../../domain/stale/types.js';

const HOUR_MS = 3_600_000;
/** A daily scan has one started for the next day, also when it runs a little earlier then. */
const RENEW_AFTER_MS = 20 * HOUR_MS;
/** An older report says little about today. */
export const REPORT_VALID_MS = 7 * 24 * HOUR_MS;
/** The newest may still be pending; then the one before it counts. */
const REPORTS_READ = 2;

/**
 * EC2's usage reports across accounts. A report takes hours: those of earlier scans are read, and one for the next scan
 * is started if the newest is not from today. Until a report is available, the use is unknown.
 */
export async function withUsageReports(
  context: ScanContext,
  place: AccountRegion,
  shared: readonly StaleEvidence[],
): Promise<readonly StaleEvidence[]> {
  const started = new Map(shared.map(({ image }) => [image.imageId, startedReports(context, image)]));
  const states = await readStates(
    context,
    place,
    [...started.values()].flat().map(({ reportId }) => reportId),
  );
  return Promise.all(
    shared.map(async (evidence) => {
      const reports = started.get(evidence.image.imageId) ?? [];
      const renewal = await ensureReport(context, evidence.image, reports[0]);
      return { ...evidence, report: reportOf(reports, states, renewal) };
    }),
  );
}

function startedReports({ reports }: ScanContext, image: ScannedImage): readonly StartedReport[] {
  return (reports.get(imageKey(image)) ?? []).slice(0, REPORTS_READ);
}

async function readStates(
  { inventory, warnings }: ScanContext,
  place: AccountRegion,
  ids: readonly string[],
): Promise<Fact<ReadonlyMap<string, UsageReportState>>> {
  if (ids.length === 0) return known(new Map());
  const states = await inventory.usageReports(place, ids);
  if (!states.known) warnings.addUnknown(place, states);
  return states;
}

/** Starts a report for the next scan, unless the newest is of today; gives back why none is on its way. */
async function ensureReport(
  { inventory, scanHistory, warnings, at }: ScanContext,
  image: ScannedImage,
  newest: StartedReport | undefined,
): Promise<Fact<StartedReport>> {
  if (newest !== undefined && Date.parse(at) - Date.parse(newest.startedAt) < RENEW_AFTER_MS) return known(newest);
  const id = await inventory.startUsageReport(image, tokenFor(image, at));
  if (!id.known) {
    warnings.addUnknown(image, id);
    return id;
  }
  const { imageId, region, account } = image;
  const report = { imageId, region, account, reportId: id.value, startedAt: at };
  try {
    await scanHistory.saveUsageReport(report);
  } catch (error) {
    // A retry uses the same token, and EC2 returns the same report.
    if (!isPortFailure(error)) throw error;
    warnings.add(`A usage report was started and could not be remembered: ${error.message}.`);
  }
  return known(report);
}

/** One report a day, whatever the number of requests and processes. EC2 takes 64 characters. */
function tokenFor({ imageId, account }: ScannedImage, at: string): string {
  return `steward-${account}-${imageId}-${at.slice(0, 10)}`;
}

/** The newest available report, or why there is none yet. */
function reportOf(
  reports: readonly StartedReport[],
  states: Fact<ReadonlyMap<string, UsageReportState>>,
  renewal: Fact<StartedReport>,
): Fact<UsageReport> {
  if (!states.known) return states;
  for (const { reportId, startedAt } of reports) {
    const state = states.value.get(reportId);
    if (state?.kind === 'available') return known({ startedAt, uses: state.uses });
  }
  if (!renewal.known) return renewal;
  const failed = reports.map(({ reportId }) => states.value.get(reportId)).find((state) => state?.kind === 'failed');
  if (failed?.kind === 'failed') return unknown(`EC2 could not make the report on it (${failed.reason})`);
  return unknown(
    `EC2 was asked on ${formatDay(renewal.value.startedAt)} for a report across all accounts, and a later scan will read it`,
  );
}
