import { createInvoker } from '../aws/lambda/invoke.js';
import { systemClock } from '../composition/clock-and-ids.js';
import { createReadiness } from '../server/health.js';
import { checkSlackReachable } from '../server/slack-status.js';
import { createSlackFunction } from './slack-function.js';
import { bootstrap } from './bootstrap.js';

/* The entry of the function for Slack. Its parts are created once, at the cold start. */

const { signingSecret, log, parts: dependencies, statusClient, assemble } = await bootstrap(process.env);
const { receiver } = await assemble();

export const handler = createSlackFunction({
  signingSecret,
  receiver,
  invokeWorker: createInvoker(process.env.STEWARD_WORKER ?? ''),
  readiness: createReadiness({
    clock: systemClock,
    checks: { Slack: () => checkSlackReachable(statusClient), table: () => dependencies.store.ping() },
  }),
  clock: systemClock,
  log,
});
