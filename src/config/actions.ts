/**
 * The names in a rule's `action`: every change that `/ami` has or will have. A rule can be written before its operation
 * exists, so that it is in force from the first day.
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
