import { startApp } from '../../src/app.js';
import { loadBotConfiguration } from '../../src/config/load.js';
import { createLog } from '../../src/log/log.js';

// The bot's process, but for leases that end soon: what a killed one held is waited for in every test of a crash.
const LEASE_MS = 3_000;
const POLL_MS = 200;

const loaded = await loadBotConfiguration(process.env);
if (loaded.kind === 'invalid') throw new Error(loaded.message);
const log = createLog('info');
const app = await startApp({ ...loaded.configuration, log, host: '127.0.0.1', leaseMs: LEASE_MS, pollMs: POLL_MS });
log.info('started', { port: app.port });
