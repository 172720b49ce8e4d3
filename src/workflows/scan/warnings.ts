import { accountLabel, type Directory, type AccountRegion } from '../../domain/model/directory.js';
import type { Unknown } from '../../domain/model/fact.js';
import { truncate, joinList } from '../../domain/model/format.js';

/** Collects what could not be read. Each reason is listed once, however many AMIs it affects. */
export interface ScanWarnings {
  addUnknown(place: AccountRegion, unknownFact: Unknown): void;
  /** For what belongs to no place. */
  add(sentence: string): void;
  list(): readonly string[];
}

/** Error messages of AWS may name the resource, and so all differ. */
const MAX_WARNINGS = 50;

export function createScanWarnings(directory: Directory): ScanWarnings {
  const regions = new Map<string, Set<string>>();
  const said = new Set<string>();

  return {
    addUnknown({ account, region }, { reason, permission }) {
      const causes = permission === undefined ? [truncate(reason, 300)] : permission.split(', ').map(missing);
      for (const cause of causes) {
        const what = `${accountLabel(directory, account)}: ${cause}`;
        regions.set(what, (regions.get(what) ?? new Set()).add(region));
      }
    },
    add: (sentence) => said.add(sentence),
    list() {
      const noted = [...regions].map(([what, where]) => `${what}, in ${joinList([...where].sort())}.`);
      const all = [...said, ...noted.sort()];
      const rest = all.length - MAX_WARNINGS;
      return rest > 0 ? [...all.slice(0, MAX_WARNINGS), `And ${rest} more of this kind.`] : all;
    },
  };
}

function missing(permission: string): string {
  return `${permission} is missing`;
}
