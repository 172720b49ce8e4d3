import type { TableState } from '../aws/dynamodb/index.js';
import { isPortFailure } from '../workflows/ports/errors.js';
import { NETWORK_FIX, type CheckResult } from './check.js';

/** Slack refuses requests that are five minutes off, and AWS those that are fifteen. */
const FAIL_SECONDS = 240;
const WARN_SECONDS = 30;

/** Compares this machine's clock with the `Date` of an answer from the outside. */
export function checkClock(now: Date, dateHeader: string | null): CheckResult {
  const name = 'Clock';
  const serverTime = Date.parse(dateHeader ?? '');
  if (Number.isNaN(serverTime)) return { name, state: 'unknown', text: 'no response with the time.' };
  const seconds = Math.round((now.getTime() - serverTime) / 1000);
  const skewSeconds = Math.abs(seconds);
  if (skewSeconds <= WARN_SECONDS) return { name, state: 'ok', text: 'agrees with Slack’s.' };
  const text = `${skewSeconds} seconds ${seconds > 0 ? 'ahead of' : 'behind'} Slack’s.`;
  return { name, state: skewSeconds >= FAIL_SECONDS ? 'failed' : 'warning', text, fix: 'synchronise the clock (NTP).' };
}

/** Looks whether the table is there with all its indexes. */
export async function checkTable(table: string, readState: () => Promise<TableState>): Promise<CheckResult> {
  const name = `Table ${table}`;
  try {
    const state = await readState();
    if (state.kind === 'missing')
      return { name, state: 'failed', text: 'does not exist.', fix: 'npm run create-table' };
    if (state.missingIndexes.length > 0) {
      const text = `has no index ${state.missingIndexes.join(', ')}.`;
      return { name, state: 'failed', text, fix: 'npm run create-table' };
    }
    return { name, state: 'ok', text: 'exists with its indexes.' };
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    if (error.kind === 'access-denied') {
      const text = 'may not be described with these credentials.';
      return { name, state: 'unknown', text, fix: 'run this with the permissions of infra/iam/table-setup.json, too.' };
    }
    const fix = error.kind === 'throttled' ? NETWORK_FIX : 'give the bot the permissions of infra/iam/bot.json.';
    return { name, state: 'failed', text: `${error.message}.`, fix };
  }
}
