import { once } from 'node:events';
import type { ScanOptions, ScanProgress } from '../../workflows/scan/scan.js';
import type { ImageVerdict, ScanReport } from '../../domain/stale/types.js';
import type { Directory } from '../../domain/model/directory.js';
import { staleTable } from './format-table.js';
import { toVerdictJson } from './format-json.js';

/** Shows a scan on a terminal: its progress, and its result. */
export interface ScanPrinter {
  readonly scanOptions: ScanOptions;
  print(report: ScanReport): Promise<void>;
}

/** A progress bar, then a table. */
export function tablePrinter(directory: Directory): ScanPrinter {
  return {
    scanOptions: progressOption(),
    print: async (report) => {
      if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
      await write(`${staleTable(report, directory)}\n`);
    },
  };
}

/** Only JSON on standard output, verdicts as they arrive: a hundred thousand are never held. */
export function jsonPrinter(): ScanPrinter {
  let printed = 0;
  return {
    scanOptions: {
      ...progressOption(),
      async onVerdicts(verdicts: readonly ImageVerdict[]) {
        for (const verdict of verdicts) {
          const before = printed === 0 ? '{"images": [\n' : ',\n';
          // Counted before it waits: several places are scanned at once.
          printed += 1;
          await write(`${before}${JSON.stringify(toVerdictJson(verdict))}`);
        }
      },
    },
    async print({ scannedAt, apiCalls, warnings }) {
      const rest = JSON.stringify({ scannedAt, apiCalls, problems: warnings }).slice(1);
      await write(`${printed === 0 ? '{"images": [' : ''}],\n${rest}\n`);
    },
  };
}

async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

function progressOption(): ScanOptions {
  return process.stderr.isTTY ? { progress: showProgress } : {};
}

function showProgress({ places, placesDone, listed, candidates, examined }: ScanProgress): void {
  const bar = '█'.repeat(Math.round((20 * placesDone) / places)).padEnd(20, '░');
  process.stderr.write(`\r\u001b[K${bar} ${listed} AMIs listed, ${examined} of ${candidates} candidates checked`);
}
