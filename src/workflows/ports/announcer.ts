import type { MessageRef, NoticeKey, Request } from '../../domain/request/types.js';

/**
 * Shows requests in Slack. Every method may throw `Throttled`.
 * @throws {NotFound} if the message or channel does not exist.
 * @throws {AccessDenied} if the bot may not post.
 * @throws {UnknownOutcome} if no response arrived.
 */
export interface Announcer {
  /** Posts the request's message to the approvals channel, and returns where it is. */
  post(request: Request): Promise<MessageRef>;

  /** Makes the message show the request. Repeating it changes nothing. */
  update(message: MessageRef, request: Request): Promise<void>;

  /** Sends one notice about the request to its recipient. */
  notify(notice: NoticeKey, request: Request): Promise<void>;
}
