const QUIET_MS = 4;
const MAX_WAIT_MS = 200;

/**
 * Returns a function that waits after an acknowledgement until there has been no other for a moment, at most a fifth of
 * a second. Slack gives up on an acknowledgement after 3 seconds, so work for one user must not delay the
 * acknowledgement to the next. (docs.slack.dev, "Implementing slash commands")
 */
export function createAckPacer(): () => Promise<void> {
  let lastCallAt = 0;
  return async () => {
    const startedAt = performance.now();
    lastCallAt = startedAt;
    do await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    while (performance.now() - lastCallAt < QUIET_MS && performance.now() - startedAt < MAX_WAIT_MS);
  };
}
