import { startApp, type RunningApp } from './app.js';
import { loadBotConfiguration, type BotConfiguration } from './config/load.js';
import { createLog } from './log/log.js';
import { StartupError } from './server/health.js';

/** Orchestrators kill a process after 10 seconds. Unfinished work then continues in another process. */
const SHUTDOWN_TIMEOUT_MS = 9_000;

const loadResult = await loadBotConfiguration(process.env);
if (loadResult.kind === 'loaded') await run(loadResult.configuration);
else exitWithStartupError(loadResult.message);

async function run({ environment, slack, settings }: BotConfiguration): Promise<void> {
  const log = createLog(environment.logLevel);
  const shutdown = new AbortController();
  let app: RunningApp | undefined;

  async function stop(signal: NodeJS.Signals): Promise<void> {
    log.info('stopping', { signal });
    shutdown.abort();
    setTimeout(() => {
      log.warn('shutdown timed out with work in progress', {});
      process.exit(0);
    }, SHUTDOWN_TIMEOUT_MS);
    await app?.stop();
    log.info('stopped', {});
    process.exit(0);
  }

  process.once('SIGTERM', (signal) => void stop(signal));
  process.once('SIGINT', (signal) => void stop(signal));
  // The state of this process is unknown after an uncaught exception. Its work is stored, and continues after the
  // restart.
  process.on('uncaughtException', (error) => {
    log.error('a defect ended the process', { error });
    process.exit(1);
  });

  try {
    app = await startApp({ environment, slack, settings, log, signal: shutdown.signal });
    log.info('started', { port: app.port, mode: slack.mode, table: environment.table });
  } catch (error) {
    if (shutdown.signal.aborted) return;
    const reason = startupProblem(error, environment.port);
    if (reason === undefined) log.error('a defect ended the start', { error });
    exitWithStartupError(reason ?? 'An unexpected error: see the log.');
  }
}

function startupProblem(error: unknown, port: number): string | undefined {
  if (error instanceof StartupError) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `PORT: ${port} is taken by another process`;
  return code === 'EACCES' ? `PORT: this process may not listen on ${port}` : undefined;
}

/** On standard error, for the operator who starts the process. */
function exitWithStartupError(message: string): never {
  console.error(`AMI Steward cannot start.\n${message}`);
  process.exit(1);
}
