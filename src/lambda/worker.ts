import { surroundingsFor } from './surroundings.js';
import { createWorkerFunction } from './worker-function.js';

/* The entry of the worker: the table's stream, the schedule, and what the function for Slack hands over. */

const { assemble } = await surroundingsFor(process.env);

export const handler = createWorkerFunction(assemble);
