/**
 * The names that a rule's `action` may hold: every change that `/ami` knows or is to know. A rule can be written before
 * the operation that it governs exists, so that it is in force on the day it appears.
 */
export const OPERATION_NAMES: readonly string[] = [
  'share',
  'unshare',
  'publish',
  'unpublish',
  'copy',
  'deregister',
  'create',
  'import',
  'launch',
  'deprecate',
  'undeprecate',
  'disable',
  'enable',
  'protect',
  'unprotect',
  'restore',
  'retire',
];
