import { isValidSlackRequest } from '@slack/bolt';
import { isFromTheFuture } from './clock-skew.js';

/** What Slack signs a request with. (docs: "Verifying requests from Slack") */
export interface SlackSignature {
  /** `X-Slack-Request-Timestamp`, in seconds. */
  readonly timestamp: string | undefined;
  /** `X-Slack-Signature`. */
  readonly signature: string | undefined;
}

/** Whether the body is Slack's, as it was sent, and at most five minutes from now. The signature covers the bytes. */
export function isSignedBySlack(
  body: string,
  { timestamp, signature }: SlackSignature,
  signingSecret: string,
  now: Date,
): boolean {
  if (timestamp === undefined || signature === undefined || isFromTheFuture(timestamp, now)) return false;
  return isValidSlackRequest({
    signingSecret,
    body,
    headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': Number(timestamp) },
    nowMilliseconds: now.getTime(),
  });
}
