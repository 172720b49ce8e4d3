import { startApp, type RunningApp } from './app.js';
import { loadBotConfiguration, type BotConfiguration } from './config/load.js';
import { createLog } from './log/log.js';
import { StartRefused } from './server/start-refused.js';

/** Orchestrators kill what has not ended after 10 seconds; whatever is unfinished then goes on in another process. */
const STOP_WITHIN_MS = 9_000;

const loaded = await loadBotConfiguration(process.env);
if (loaded.kind === 'loaded') await run(loaded.configuration);
else refuseStart(loaded.message);

async function run({ environment, slack, settings }: BotConfiguration): Promise<void> {
  const log = createLog(environment.logLevel);
  const stopping = new AbortController();
  let app: RunningApp | undefined;

  async function stop(signal: NodeJS.Signals): Promise<void> {
    log.info('stopping', { signal });
    stopping.abort();
    setTimeout(() => {
      log.warn('stopped with work in hand', {});
      process.exit(0);
    }, STOP_WITHIN_MS);
    await app?.stop();
    log.info('stopped', {});
    process.exit(0);
  }

  process.once('SIGTERM', (signal) => void stop(signal));
  process.once('SIGINT', (signal) => void stop(signal));
  // The state of this process is unknown after a defect. What it was doing is on record, and goes on after the restart.
  process.on('uncaughtException', (error) => {
    log.error('a defect ended the process', { error });
    process.exit(1);
  });

  try {
    app = await startApp({ environment, slack, settings, log, signal: stopping.signal });
    log.info('started', { port: app.port, mode: slack.mode, table: environment.table });
  } catch (error) {
    if (stopping.signal.aborted) return;
    const reason = reasonOf(error, environment.port);
    if (reason === undefined) log.error('a defect ended the start', { error });
    refuseStart(reason ?? 'An unexpected error: see the log.');
  }
}

function reasonOf(error: unknown, port: number): string | undefined {
  if (error instanceof StartRefused) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `PORT: ${port} is taken by another process`;
  return code === 'EACCES' ? `PORT: this process may not listen on ${port}` : undefined;
}

/** On standard error, for whoever starts the process. */
function refuseStart(message: string): never {
  console.error(`AMI Steward cannot start.\n${message}`);
  process.exit(1);
}
