const QUIET_MS = 4;
const MAX_WAIT_MS = 200;

/**
 * Gives a function to wait with after an acknowledgement: it resolves when nobody else has called it for a moment, at the
 * latest after a fifth of a second. Slack gives up on an acknowledgement after 3 seconds and waits for nothing else, so
 * the work for one person must not hold up the acknowledgement to the next. (docs.slack.dev, "Implementing slash commands")
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
