import type { KnownBlock } from '@slack/types';

/** What is shown in a channel, a direct message or a private answer. */
export interface Message {
  /** Stands alone where blocks are not shown: notifications, screen readers. Escaped, for `parse: none`. */
  readonly text: string;
  readonly blocks: KnownBlock[];
}
