import { createInvoke } from '../aws/lambda/invoke.js';
import { systemClock } from '../identity.js';
import { createReadiness } from '../server/health.js';
import { checkSlack } from '../server/slack-probe.js';
import { createSlackFunction } from './slack-function.js';
import { surroundingsFor } from './surroundings.js';

/* The entry of the function for Slack. What it makes is made once, at the cold start. */

const { signingSecret, log, parts, probe, assemble } = await surroundingsFor(process.env);
const { receiver } = await assemble();

export const handler = createSlackFunction({
  signingSecret,
  receiver,
  handOver: createInvoke(process.env.STEWARD_WORKER ?? ''),
  readiness: createReadiness({
    clock: systemClock,
    checks: { Slack: () => checkSlack(probe), table: () => parts.store.ping() },
  }),
  clock: systemClock,
  log,
});
