export { createExaminer, type Examiner } from './examiner.js';
export type { DryRun } from './dry-run.js';
