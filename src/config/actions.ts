/**
 * The names in a rule's `action`: every change that `/ami` has or will have, and `terminate`, which only Undo does. A
 * rule can be written before its operation exists, so that it is in force from the first day.
 */
export const ACTION_NAMES: readonly string[] = [
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
  'terminate',
];
