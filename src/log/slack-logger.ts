import { LogLevel, type Logger } from '@slack/bolt';
import type { Log } from '../workflows/ports/log.js';

/**
 * Log entries of Slack's libraries. Their debug entries contain whole payloads, with text of users and response URLs:
 * they are dropped at every level.
 */
export function createSlackLogger(log: Log): Logger {
  return {
    debug: () => undefined,
    info: (...parts: unknown[]) => log.info('Slack library', { text: textOf(parts) }),
    warn: (...parts: unknown[]) => log.warn('Slack library', { text: textOf(parts) }),
    error: (...parts: unknown[]) => log.error('Slack library', { text: textOf(parts) }),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}

function textOf(parts: readonly unknown[]): string {
  return parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ');
}
