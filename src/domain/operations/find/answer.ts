import type { CatalogQuery, SearchPage } from '../../model/catalog.js';
import type { PlanContext, Report } from '../contract.js';
import { truncateFindings } from '../findings/build.js';
import { parseCriteria } from './criteria.js';
import { findings } from './findings.js';
import type { FindInput } from './input.js';
import { toReport } from './rows.js';

/** Own AMIs always; base images where the words name a family. */
export function toQueries({ words, region }: FindInput): readonly CatalogQuery[] {
  const { family, version } = parseCriteria(words);
  return [{ kind: 'own', region }, ...(family === undefined ? [] : [published(family.source)])];

  function published(from: NonNullable<typeof family>['source']): CatalogQuery {
    return from.kind === 'owner'
      ? { kind: 'published', ownerId: from.ownerId, names: from.names(version), region }
      : { kind: 'parameters', names: from.names, region };
  }
}

export function answer(input: FindInput, page: SearchPage, { directory }: PlanContext): Report {
  const report = toReport(`AMIs for “${input.words.join(' ')}”`, page, directory, findings(input, page));
  return { ...report, findings: truncateFindings(report.findings) };
}
