import type { Found } from '../../facts/catalog.js';
import type { PlanContext, Sheet } from '../contract.js';
import { presentable } from '../planning/planned.js';
import { sheetOf } from '../searching/rows.js';
import { findings } from './findings.js';
import type { ListInput } from './input.js';

export function answer({ which }: ListInput, found: Found, { directory }: PlanContext): Sheet {
  const sheet = sheetOf(TITLE[which ?? 'all'], found, directory, findings(found));
  return { ...sheet, findings: presentable(sheet.findings) };
}

const TITLE: Readonly<Record<NonNullable<ListInput['which']> | 'all', string>> = {
  all: 'Own AMIs',
  stale: 'Own AMIs that are stale',
  shared: 'Own AMIs that are shared',
  public: 'Own AMIs that are public',
};
