import { isPortFailure } from '../errors.js';
import { known, unknown, type Fact } from '../facts/known.js';
import { day } from '../operations/planning/wording.js';
import type { ReportState } from '../ports.js';
import { keyOf } from './changes.js';
import type { ScanRun } from './scan-run.js';
import type { Evidence, Place, ScannedImage, StartedReport, UsageReport } from './types.js';

const HOUR_MS = 3_600_000;
/** A daily scan has one started for the next day, also when it runs a little earlier then. */
const RENEWED_AFTER_MS = 20 * HOUR_MS;
/** What an older report counts says little about today. */
export const REPORT_COUNTS_MS = 7 * 24 * HOUR_MS;
/** The newest may still be pending; then the one before it counts. */
const LOOKED_AT = 2;

/**
 * What EC2 counts of the use of AMIs in all accounts. A report takes hours: what was started in earlier scans is read,
 * and one for the next scan is started where the newest is not of today. Until a report is there the use is unknown.
 */
export async function readUsageReports(
  run: ScanRun,
  place: Place,
  shared: readonly Evidence[],
): Promise<readonly Evidence[]> {
  const started = new Map(shared.map(({ image }) => [image.imageId, startedFor(run, image)]));
  const states = await readStates(
    run,
    place,
    [...started.values()].flat().map(({ reportId }) => reportId),
  );
  return Promise.all(
    shared.map(async (evidence) => {
      const reports = started.get(evidence.image.imageId) ?? [];
      const renewal = await renew(run, evidence.image, reports[0]);
      return { ...evidence, report: reportOf(reports, states, renewal) };
    }),
  );
}

function startedFor({ reports }: ScanRun, image: ScannedImage): readonly StartedReport[] {
  return (reports.get(keyOf(image)) ?? []).slice(0, LOOKED_AT);
}

async function readStates(
  { inventory, problems }: ScanRun,
  place: Place,
  ids: readonly string[],
): Promise<Fact<ReadonlyMap<string, ReportState>>> {
  if (ids.length === 0) return known(new Map());
  const states = await inventory.usageReports(place, ids);
  if (!states.known) problems.note(place, states);
  return states;
}

/** Starts a report for the next scan, unless the newest is of today; gives back why none is on its way. */
async function renew(
  { inventory, memory, problems, at }: ScanRun,
  image: ScannedImage,
  newest: StartedReport | undefined,
): Promise<Fact<StartedReport>> {
  if (newest !== undefined && Date.parse(at) - Date.parse(newest.startedAt) < RENEWED_AFTER_MS) return known(newest);
  const id = await inventory.startUsageReport(image, tokenFor(image, at));
  if (!id.known) {
    problems.note(image, id);
    return id;
  }
  const { imageId, region, account } = image;
  const report = { imageId, region, account, reportId: id.value, startedAt: at };
  try {
    await memory.rememberReport(report);
  } catch (error) {
    // It is asked for again with the same token, and EC2 then gives the same report.
    if (!isPortFailure(error)) throw error;
    problems.say(`A usage report was started and could not be remembered: ${error.message}.`);
  }
  return known(report);
}

/** One report a day, however often and by how many processes it is asked for. EC2 takes 64 characters. */
function tokenFor({ imageId, account }: ScannedImage, at: string): string {
  return `steward-${account}-${imageId}-${at.slice(0, 10)}`;
}

/** The newest report that is there; else why there is none yet. */
function reportOf(
  reports: readonly StartedReport[],
  states: Fact<ReadonlyMap<string, ReportState>>,
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
    `EC2 was asked on ${day(renewal.value.startedAt)} to count it in all accounts, and a later scan will read the answer`,
  );
}
