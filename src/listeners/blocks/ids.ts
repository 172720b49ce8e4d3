/** Every id that Slack sends back. Listeners bind these exact ids, blocks carry them. */

export const COMMAND = '/ami';

export const ACTION = {
  approve: 'approve',
  deny: 'deny',
  cancel: 'cancel',
  retry: 'retry',
  stop: 'stop',
  undo: 'undo',
  /** Of what was done for a time. */
  extend: 'extend',
  endNow: 'end_now',
  showCalls: 'show_calls',
  /** Shows in a form what would become of it. */
  check: 'check',
  newRequest: 'new_request',
  moreRequests: 'more_requests',
  moreFound: 'more_found',
  moreHistory: 'more_history',
} as const;

/** Global shortcuts, as the manifest names them. */
export const SHORTCUT = { newRequest: 'ami_new' } as const;

/** The answers to stale AMIs, by the action of their buttons. */
export const STALE_ANSWER = {
  deregister: 'deregister_stale',
  retire: 'retire_stale',
  keep: 'keep_stale',
} as const;

/** The answers to shares that no request explains, by the action of their buttons. */
export const DRIFT_ANSWER = { adopt: 'adopt_share', unshare: 'unshare_share' } as const;

export const VIEW = {
  /** Asks which change it is to be. */
  choose: 'choose',
  /** The form of any command; which one stands in its metadata. */
  command: 'command',
  denial: 'denial',
  staleAnswer: 'stale_answer',
  driftAnswer: 'drift_answer',
  /** Views that only show something. */
  calls: 'calls',
  notice: 'notice',
} as const;

/** The one element of each input block; the block is named after its field. */
export const INPUT = 'value';

/** The input block of the form that asks which change. */
export const CHOICE = 'operation';

/** The value of the checkbox of a flag. */
export const CHECKED = 'yes';

/** The input block of the form for a denial. */
export const DENIAL_REASON = 'reason';

/** The input blocks of the form for an answer to stale AMIs. */
export const STALE_IMAGES = 'images';
export const KEEP_DAYS = 'days';
export const KEEP_REASON = 'reason';

/** The input blocks of the form for an answer to shares. */
export const DRIFT_SHARES = 'shares';
export const DRIFT_REASON = 'reason';
