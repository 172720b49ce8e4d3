/** Every id that Slack sends back. Listeners bind these exact ids, blocks carry them. */

export const SLASH_COMMAND = '/ami';

export const ACTION = {
  approve: 'approve',
  deny: 'deny',
  cancel: 'cancel',
  retry: 'retry',
  cancelRun: 'stop',
  undo: 'undo',
  /** Of a time-limited request. */
  extend: 'extend',
  expireNow: 'end_now',
  showCalls: 'show_calls',
  previousCalls: 'previous_calls',
  nextCalls: 'next_calls',
  /** Shows in a form what would become of it. */
  check: 'check',
  newRequest: 'new_request',
  nextRequestPage: 'more_requests',
  nextSearchPage: 'more_found',
  olderHistory: 'more_history',
} as const;

/** Global shortcuts, as the manifest names them. */
export const SHORTCUT = { newRequest: 'ami_new' } as const;

/** The answers to stale AMIs, by the action of their buttons. */
export const STALE_RESPONSE_ACTION = {
  deregister: 'deregister_stale',
  retire: 'retire_stale',
  exempt: 'keep_stale',
} as const;

/** The answers to shares that no request explains, by the action of their buttons. */
export const DRIFT_RESPONSE_ACTION = { adopt: 'adopt_share', unshare: 'unshare_share' } as const;

export const VIEW = {
  /** Asks for the operation. */
  choose: 'choose',
  /** The form of any command. Its metadata names the command. */
  command: 'command',
  denial: 'denial',
  staleResponse: 'stale_answer',
  driftResponse: 'drift_answer',
  /** Views that only show something. */
  calls: 'calls',
  notice: 'notice',
} as const;

/** The one element of each input block; the block is named after its field. */
export const INPUT_ACTION_ID = 'value';

/** The input block of the form that asks which change. */
export const OPERATION_BLOCK_ID = 'operation';

/** The value of the checkbox of a flag. */
export const CHECKBOX_VALUE = 'yes';

/** The input block of the form for a denial. */
export const DENIAL_REASON = 'reason';

/** The input blocks of the form for an answer to stale AMIs. */
export const STALE_IMAGES = 'images';
export const EXEMPTION_DAYS_BLOCK = 'days';
export const EXEMPTION_REASON_BLOCK = 'reason';

/** The input blocks of the form for an answer to shares. */
export const DRIFT_SHARES = 'shares';
export const DRIFT_REASON = 'reason';
