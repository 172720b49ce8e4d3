import type { Grantee } from '../facts/facts.js';
import type { ImageRef } from '../facts/image.js';
import type { MessageRef, Person, RequestId } from '../request/types.js';

/** One message of a digest as it was posted, and what people have answered to it since. */
export interface ShownPage {
  /** Grows with each write. */
  readonly version: number;
  readonly page: number;
  /** How many there are of this digest. */
  readonly pages: number;
  readonly message: MessageRef;
  /** The first message's `ts`: it tells the digests apart. */
  readonly digest: string;
  /** What was posted, as the announcer gave it. */
  readonly content: string;
  readonly answers: readonly ShownAnswer[];
  /** How many of the answers the message shows. */
  readonly drawn: number;
}

/** What somebody answered about an AMI, or one of its shares. */
export interface ShownAnswer extends ImageRef {
  readonly name?: string;
  readonly by: Person;
  readonly what:
    | { readonly kind: 'kept'; readonly until: string }
    | { readonly kind: 'asked'; readonly operation: string; readonly request: RequestId }
    | { readonly kind: 'adopted'; readonly grantee: Grantee; readonly missing: number };
}

/** The page with the answers that are about it; undefined where it has them all, or none of them is. */
export function withAnswers(shown: ShownPage, answers: readonly ShownAnswer[]): ShownPage | undefined {
  const known = new Set(shown.answers.map((answer) => JSON.stringify(answer)));
  const added = answers.filter((answer) => isFor(shown, answer) && !known.has(JSON.stringify(answer)));
  if (added.length === 0) return undefined;
  return { ...shown, version: shown.version + 1, answers: [...shown.answers, ...added] };
}

const ABOUT_SHARES = ['unshare', 'unpublish'];

/** Whether it answers a share, and not that an AMI is stale. */
export function isAboutShares({ what }: ShownAnswer): boolean {
  return what.kind === 'adopted' || (what.kind === 'asked' && ABOUT_SHARES.includes(what.operation));
}

/** Shares stand in the first message, of which only the first are listed. */
function isFor({ page, content }: ShownPage, answer: ShownAnswer): boolean {
  return isAboutShares(answer) ? page === 0 : content.includes(answer.imageId);
}

/** The page once its message shows the answers that it had. */
export function withDrawn(shown: ShownPage, drawn: number): ShownPage {
  return { ...shown, version: shown.version + 1, drawn };
}
