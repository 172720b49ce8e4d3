export { createPermissionProbe, type PermissionProbe } from './permission-probe.js';
export type { DryRun } from './dry-run.js';
