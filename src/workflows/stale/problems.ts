import { accountLabel, type Directory } from '../facts/directory.js';
import type { Unknown } from '../facts/known.js';
import { clip, listed } from '../operations/planning/wording.js';
import type { Place } from './types.js';

/** Gathers what could not be found out, so that each reason is told once however many AMIs it leaves open. */
export interface Problems {
  note(place: Place, why: Unknown): void;
  /** For what belongs to no place. */
  say(sentence: string): void;
  sentences(): readonly string[];
}

/** Answers of AWS may name what was asked for, and so all differ. */
const MOST = 50;

export function createProblems(directory: Directory): Problems {
  const regions = new Map<string, Set<string>>();
  const said = new Set<string>();

  return {
    note({ account, region }, { reason, permission }) {
      const causes = permission === undefined ? [clip(reason, 300)] : permission.split(', ').map(missing);
      for (const cause of causes) {
        const what = `${accountLabel(directory, account)}: ${cause}`;
        regions.set(what, (regions.get(what) ?? new Set()).add(region));
      }
    },
    say: (sentence) => said.add(sentence),
    sentences() {
      const noted = [...regions].map(([what, where]) => `${what}, in ${listed([...where].sort())}.`);
      const all = [...said, ...noted.sort()];
      const rest = all.length - MOST;
      return rest > 0 ? [...all.slice(0, MOST), `And ${rest} more of this kind.`] : all;
    },
  };
}

function missing(permission: string): string {
  return `${permission} is missing`;
}
