import type { CatalogQuery, SearchPage } from '../../model/catalog.js';
import type { PlanContext, Report } from '../contract.js';
import { toReport } from '../find/rows.js';
import { truncateFindings } from '../findings/build.js';
import { findings } from './findings.js';
import type { ListInput } from './input.js';

export function toListQueries({ region, account }: ListInput): readonly CatalogQuery[] {
  return [{ kind: 'own', region, account }];
}

export function answer({ which }: ListInput, page: SearchPage, { directory }: PlanContext): Report {
  const report = toReport(TITLE[which ?? 'all'], page, directory, findings(page));
  return { ...report, findings: truncateFindings(report.findings) };
}

const TITLE: Readonly<Record<NonNullable<ListInput['which']> | 'all', string>> = {
  all: 'Own AMIs',
  stale: 'Own AMIs that are stale',
  shared: 'Own AMIs that are shared',
  public: 'Own AMIs that are public',
};
