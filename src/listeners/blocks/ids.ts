/** Every id that Slack sends back. Listeners bind these exact ids, blocks carry them. */

export const COMMAND = '/ami';

export const ACTION = {
  approve: 'approve',
  deny: 'deny',
  cancel: 'cancel',
  retry: 'retry',
  stop: 'stop',
  showCalls: 'show_calls',
  moreRequests: 'more_requests',
  moreFound: 'more_found',
} as const;

export const VIEW = {
  /** The form of any command; which one stands in its metadata. */
  command: 'command',
  denial: 'denial',
  /** Views that only show something. */
  calls: 'calls',
  notice: 'notice',
} as const;

/** The one element of each input block; the block is named after its field. */
export const INPUT = 'value';

/** The value of the checkbox of a flag. */
export const CHECKED = 'yes';

/** The input block of the form for a denial. */
export const DENIAL_REASON = 'reason';
