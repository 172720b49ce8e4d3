import { AccessDenied, Throttled, isPortFailure } from '../../workflows/ports/errors.js';
import type { Clock } from '../../workflows/ports/clock-and-ids.js';
import { toPortFailure } from '../errors/errors.js';
import type { Credentials } from './settings.js';
import { createLruCache } from './lru-cache.js';

export interface RoleToAssume {
  readonly roleArn: string;
  readonly externalId?: string;
  readonly sessionName: string;
  /** JSON that the session is limited to, within what the role allows. */
  readonly policy?: string;
  /** Shown by CloudTrail in every later call, and kept when the session assumes another role. */
  readonly sourceIdentity?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** STS packs the policy and the tags of a session together, and refused them as too large. */
export class PackedPolicyTooLarge extends Error {}

export interface SessionCredentials extends Credentials {
  readonly expiration: Date;
}

/** Asks STS for the credentials of one session. */
export type AssumeRole = (role: RoleToAssume) => Promise<SessionCredentials>;

/** Role chaining allows at most one hour. (STS AssumeRole, "DurationSeconds") */
export const SESSION_SECONDS = 3600;

/** Longer than any call takes, with its retries. */
const REFRESH_BEFORE_MS = 6 * 60_000;

/**
 * Caches the credentials of assumed roles until shortly before they expire, by role, session name and policy. Concurrent
 * calls share one AssumeRole. Keeps at most `capacity` sessions. Throws `AccessDenied` if the role may not be assumed,
 * `Throttled` if STS does not answer now, `PackedPolicyTooLarge` if STS refuses the policy.
 */
export function createSessionCache(assumeRole: AssumeRole, clock: Clock, capacity = 200): AssumeRole {
  const cache = createLruCache<CachedSession>(capacity);

  function startSession(role: RoleToAssume): CachedSession {
    const session: CachedSession = { credentials: assumeRole(role), refreshAt: () => false };
    session.credentials.then(
      ({ expiration }) => (session.refreshAt = () => expiration.getTime() - clock.now().getTime() <= REFRESH_BEFORE_MS),
      () => (session.refreshAt = () => true),
    );
    return session;
  }

  return async function session(role) {
    const key = `${role.roleArn} ${role.sessionName} ${role.policy ?? ''}`;
    if (cache.getOrCreate(key, () => startSession(role)).refreshAt()) cache.delete(key);
    try {
      return await cache.getOrCreate(key, () => startSession(role)).credentials;
    } catch (error) {
      throw withTrustAdvice(error, role.roleArn);
    }
  };
}

interface CachedSession {
  readonly credentials: Promise<SessionCredentials>;
  /** Expires soon, or failed: the next caller assumes the role again. */
  refreshAt: () => boolean;
}

/** `AR-7F3K2M-U0RITA`: 2 to 64 of `[\w+=,.@-]`, so that CloudTrail shows request and requester. (STS AssumeRole) */
export function sessionName(...parts: readonly string[]): string {
  const name = parts
    .join('-')
    .replaceAll(/[^\w+=,.@-]/g, '')
    .slice(0, 64);
  return name.length < 2 ? 'ami-steward' : name;
}

function withTrustAdvice(error: unknown, roleArn: string): unknown {
  if (error instanceof Error && error.name.startsWith('PackedPolicyTooLarge')) {
    return new PackedPolicyTooLarge(error.message, { cause: error });
  }
  const failure = toPortFailure(error, { service: 'sts', operation: 'AssumeRole', changes: false });
  if (failure instanceof Throttled || !isPortFailure(failure)) return failure;
  return new AccessDenied(`the role ${roleArn} could not be assumed: ${failure.message}`, 'sts:AssumeRole', {
    cause: error,
  });
}
