import { readEnvironment, type Environment } from '../src/config/environment.js';
import { formatProblems } from '../src/config/problems.js';
import { createLog } from '../src/log/log.js';
import { startSandbox, type Sandbox } from './sandbox.js';

const DIRECTORY = '.steward';

const environment = readEnvironment(process.env);
if (environment.kind === 'invalid') {
  exitWithError(formatProblems([{ name: 'the environment', problems: environment.problems }]));
} else {
  await run(environment.value);
}

async function run({ port, logLevel }: Environment): Promise<void> {
  try {
    const sandbox = await startSandbox({
      port,
      // The page shows what happens. By default only what it cannot show is logged.
      log: createLog((process.env.LOG_LEVEL ?? '') === '' ? 'warn' : logLevel),
      directory: DIRECTORY,
      reset: process.env.STEWARD_SANDBOX_RESET === '1',
    });
    printWelcome(sandbox);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(sandbox));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      exitWithError(`Port ${port} is taken by another process. Choose another one: PORT=3001 npm start`);
    } else throw error;
  }
}

function printWelcome({ url }: Sandbox): void {
  process.stdout.write(
    [
      '',
      `  AMI Steward's sandbox: ${url}`,
      '',
      '  A Slack workspace, AWS and the app, all on this machine; nothing leaves it.',
      '  As Rita, in #general, type:   /ami share ami-123 with 1111',
      '  As Ana, in #ami-approvals, press Approve.',
      '',
      `  What happens is kept in ${DIRECTORY}/; STEWARD_SANDBOX_RESET=1 starts over. Ctrl+C stops.`,
      '',
      '',
    ].join('\n'),
  );
}

async function stop(sandbox: Sandbox): Promise<void> {
  await sandbox.close();
  process.exit(0);
}

function exitWithError(message: string): void {
  process.stderr.write(`The sandbox cannot start.\n${message}\n`);
  process.exitCode = 1;
}
