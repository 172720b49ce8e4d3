import { systemClock } from '../composition/clock-and-ids.js';
import { bootstrap } from './bootstrap.js';
import { createWorkerFunction } from './worker-function.js';

/* The entry of the worker: the table's stream, the schedule, and the requests that the function for Slack passes on. */

const { assemble, signingSecret } = await bootstrap(process.env);

export const handler = createWorkerFunction({ assemble, signingSecret, clock: systemClock });
