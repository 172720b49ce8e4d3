import { Denied, Throttled, isPortFailure } from '../../workflows/errors.js';
import type { Clock } from '../../workflows/ports.js';
import { toPortFailure } from '../errors.js';
import type { Credentials } from '../settings.js';
import { createShelf } from '../shelf.js';

export interface RoleToAssume {
  readonly roleArn: string;
  readonly externalId?: string;
  readonly sessionName: string;
}

export interface SessionCredentials extends Credentials {
  readonly expiration: Date;
}

/** Asks STS for the credentials of one session. */
export type AssumeRole = (role: RoleToAssume) => Promise<SessionCredentials>;

/** Role chaining allows one hour and no more. (STS AssumeRole, "DurationSeconds") */
export const SESSION_SECONDS = 3600;

/** The SDK asks again five minutes before credentials expire; ours must be fresher than that by then. */
const REFRESH_BEFORE_MS = 6 * 60_000;

/**
 * Keeps the credentials of assumed roles until shortly before they expire, by role and session name, and asks only once
 * for the same session however many calls wait for it. At most `capacity` sessions are kept.
 * Throws `Denied` when the role may not be assumed, `Throttled` when STS cannot say now.
 */
export function createSessions(assumeRole: AssumeRole, clock: Clock, capacity = 200): AssumeRole {
  const shelf = createShelf<Held>(capacity);

  function hold(role: RoleToAssume): Held {
    const held: Held = { credentials: assumeRole(role), stale: () => false };
    held.credentials.then(
      ({ expiration }) => (held.stale = () => expiration.getTime() - clock.now().getTime() <= REFRESH_BEFORE_MS),
      () => (held.stale = () => true),
    );
    return held;
  }

  return async function session(role) {
    const key = `${role.roleArn} ${role.sessionName}`;
    if (shelf.take(key, () => hold(role)).stale()) shelf.drop(key);
    try {
      return await shelf.take(key, () => hold(role)).credentials;
    } catch (error) {
      throw refusal(error, role.roleArn);
    }
  };
}

interface Held {
  readonly credentials: Promise<SessionCredentials>;
  /** Expires soon, or could not be had: to be asked for again. */
  stale: () => boolean;
}

/** `AR-7F3K2M-U0RITA`: 2 to 64 of `[\w+=,.@-]`, so that CloudTrail shows request and requester. (STS AssumeRole) */
export function sessionName(...parts: readonly string[]): string {
  const name = parts
    .join('-')
    .replaceAll(/[^\w+=,.@-]/g, '')
    .slice(0, 64);
  return name.length < 2 ? 'ami-steward' : name;
}

function refusal(error: unknown, roleArn: string): unknown {
  const failure = toPortFailure(error, { service: 'sts', operation: 'AssumeRole', changes: false });
  if (failure instanceof Throttled || !isPortFailure(failure)) return failure;
  return new Denied(`the role ${roleArn} could not be assumed: ${failure.message}`, 'sts:AssumeRole', { cause: error });
}
