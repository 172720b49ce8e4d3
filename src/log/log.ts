import { pino, type DestinationStream } from 'pino';
import type { LogLevel } from '../config/environment.js';
import type { Log } from '../workflows/ports.js';
import { redactFields, redactText } from './redact.js';

/** Writes one line of JSON for each entry, to standard output unless told otherwise. Secrets are taken out of every entry. */
export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }), log: redactFields },
  };
  const logger = destination === undefined ? pino(options) : pino(options, destination);
  return {
    debug: (message, fields) => logger.debug(fields, redactText(message)),
    info: (message, fields) => logger.info(fields, redactText(message)),
    warn: (message, fields) => logger.warn(fields, redactText(message)),
    error: (message, fields) => logger.error(fields, redactText(message)),
  };
}
