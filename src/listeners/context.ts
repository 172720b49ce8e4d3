import type { WebClient } from '@slack/web-api';
import type { Directory } from '../domain/model/directory.js';
import type { Operation, ParseContext } from '../domain/operations/contract.js';
import type { ApprovalPolicy } from '../domain/policy/types.js';
import type { DeliveryLog } from '../workflows/ports/delivery-log.js';
import type { Clock } from '../workflows/ports/clock-and-ids.js';
import type { Log } from '../workflows/ports/log.js';
import type { UseCases } from '../workflows/use-cases.js';
import type { HomeTabPublisher } from './home/publisher.js';
import type { Replies } from './slack/replies.js';

/** What listeners work with. */
export interface ListenerContext {
  readonly useCases: UseCases;
  readonly operations: readonly Operation[];
  readonly directory: Directory;
  readonly deliveries: DeliveryLog;
  readonly homeTabs: HomeTabPublisher;
  readonly approvalsChannel: string;
  readonly policy: ApprovalPolicy;
  /** The tag whose value may name the Slack user who owns an AMI. */
  readonly ownerTag: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly client: WebClient;
  readonly replies: Replies;
  /** To be awaited after an acknowledgement, before work that takes time. */
  readonly waitForAcks: () => Promise<void>;
}

/** Parsed with the current directory. Durations count from now. */
export function parseContext({ directory, clock }: ListenerContext): ParseContext {
  return { directory, now: clock.now().toISOString() };
}
