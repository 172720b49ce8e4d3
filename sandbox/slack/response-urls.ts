import type { Clock } from '../../src/workflows/ports/clock-and-ids.js';
import type { Sequence } from './state/sequence.js';

/** Response URLs: 5 posts within 30 minutes, each (docs: Handling user interaction). */
export interface ResponseUrls {
  /** The path of a new one. */
  issue(origin: ResponseOrigin): string;
  /** Counts one post. */
  use(path: string): ResponseUse;
}

/** The target of a response, and what it may replace. */
export interface ResponseOrigin {
  readonly user: string;
  readonly channel: string;
  /** The message whose button was pressed. */
  readonly ts?: string;
}

type ResponseUse =
  | { readonly kind: 'valid'; readonly origin: ResponseOrigin }
  | { readonly kind: 'refused'; readonly error: 'invalid_url' | 'expired_url' | 'used_url' };

const MAX_POSTS = 5;
const LIFETIME_MS = 30 * 60_000;
const RETENTION_MS = 2 * LIFETIME_MS;

export function createResponseUrls(clock: Clock, sequence: Sequence): ResponseUrls {
  const urls = new Map<
    string,
    { readonly origin: ResponseOrigin; readonly issuedAt: number; readonly posts: number }
  >();

  function removeExpired(now: number): void {
    for (const [path, { issuedAt }] of urls) {
      if (now - issuedAt <= RETENTION_MS) return;
      urls.delete(path);
    }
  }

  return {
    issue: (origin) => {
      const issuedAt = clock.now().getTime();
      removeExpired(issuedAt);
      const path = `/response/${origin.channel}/${sequence.id('R')}`;
      urls.set(path, { origin, issuedAt, posts: 0 });
      return path;
    },
    use: (path) => {
      const url = urls.get(path);
      if (url === undefined) return { kind: 'refused', error: 'invalid_url' };
      if (clock.now().getTime() - url.issuedAt > LIFETIME_MS) return { kind: 'refused', error: 'expired_url' };
      if (url.posts >= MAX_POSTS) return { kind: 'refused', error: 'used_url' };
      urls.set(path, { ...url, posts: url.posts + 1 });
      return { kind: 'valid', origin: url.origin };
    },
  };
}
