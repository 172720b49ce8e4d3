import type { Found } from '../../facts/catalog.js';
import type { PlanContext, Sheet } from '../contract.js';
import { presentable } from '../planning/planned.js';
import { sheetOf } from '../searching/rows.js';
import { findings } from './findings.js';
import type { FindInput } from './input.js';

export function answer(input: FindInput, found: Found, { directory }: PlanContext): Sheet {
  const sheet = sheetOf(`AMIs for “${input.words.join(' ')}”`, found, directory, findings(input, found));
  return { ...sheet, findings: presentable(sheet.findings) };
}
