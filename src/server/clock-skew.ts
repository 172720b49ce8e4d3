/** Slack asks to refuse requests whose time differs from ours by more than this (docs: "Verifying requests from Slack"). */
const MAX_SKEW_SECONDS = 300;

/**
 * Whether a request claims to have been signed too far ahead of now. Bolt refuses old requests only; without this a
 * request dated in the future could be replayed until that date.
 */
export function isFromTheFuture(timestampHeader: string | readonly string[] | undefined, now: Date): boolean {
  const seconds = Number(timestampHeader);
  return Number.isFinite(seconds) ? seconds - now.getTime() / 1000 > MAX_SKEW_SECONDS : timestampHeader !== undefined;
}
