import { pino, type DestinationStream } from 'pino';
import type { LogLevel } from '../config/environment.js';
import type { Log } from '../workflows/ports/log.js';
import { redactFields, redactText } from './redact.js';

/** Writes one line of JSON per entry, to standard output by default. Secrets are removed from every entry. */
export function createLog(level: LogLevel, destination: DestinationStream = standardOutput()): Log {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: redactFields },
    },
    destination,
  );
  return {
    debug: (message, fields) => logger.debug(fields, redactText(message)),
    info: (message, fields) => logger.info(fields, redactText(message)),
    warn: (message, fields) => logger.warn(fields, redactText(message)),
    error: (message, fields) => logger.error(fields, redactText(message)),
  };
}

/** Written at once: the last lines before an exit are the ones that matter, in their order. */
function standardOutput(): DestinationStream {
  return pino.destination({ dest: 1, sync: true });
}
