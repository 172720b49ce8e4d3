import type { WebClient } from '@slack/web-api';
import type { Directory } from '../workflows/facts/directory.js';
import type { Operation, ParseContext } from '../workflows/operations/contract.js';
import type { ApprovalPolicy } from '../workflows/policy/types.js';
import type { Clock, Log, People } from '../workflows/ports.js';
import type { UseCases } from '../workflows/use-cases.js';
import type { Homes } from './homes.js';
import type { Replies } from './replies.js';

/** What listeners work with. */
export interface Desk {
  readonly useCases: UseCases;
  readonly operations: readonly Operation[];
  readonly directory: Directory;
  readonly people: People;
  readonly homes: Homes;
  readonly approvalsChannel: string;
  readonly policy: ApprovalPolicy;
  /** The tag whose value may name the Slack user who owns an AMI. */
  readonly ownerTag: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly client: WebClient;
  readonly replies: Replies;
  /** To be awaited after an acknowledgement, before work that takes time. */
  readonly lull: () => Promise<void>;
}

/** What is read now is read with the directory, and durations from now on. */
export function parseContext({ directory, clock }: Desk): ParseContext {
  return { directory, now: clock.now().toISOString() };
}
