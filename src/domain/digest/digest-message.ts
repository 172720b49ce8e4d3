import type { Grantee } from '../model/facts.js';
import type { ImageRef } from '../model/image.js';
import type { MessageRef, Person, RequestId } from '../request/types.js';

/** One message of a digest, and the responses to it. */
export interface DigestMessage {
  /** Grows with each write. */
  readonly version: number;
  readonly page: number;
  /** How many there are of this digest. */
  readonly pages: number;
  readonly message: MessageRef;
  /** The `ts` of the first message, which identifies the digest. */
  readonly digest: string;
  /** The content as the announcer posted it. */
  readonly content: string;
  readonly annotations: readonly DigestAnnotation[];
  /** How many of the answers the message shows. */
  readonly renderedCount: number;
}

/** A response to a stale AMI, or to one of its shares. */
export interface DigestAnnotation extends ImageRef {
  readonly name?: string;
  readonly by: Person;
  readonly response:
    | { readonly kind: 'exempted'; readonly until: string }
    | { readonly kind: 'requested'; readonly operation: string; readonly request: RequestId }
    | { readonly kind: 'adopted'; readonly grantee: Grantee; readonly missing: number };
}

/** Returns the message with the annotations that concern it. `undefined` if it has them all or none concerns it. */
export function withAnnotations(
  digestMessage: DigestMessage,
  annotations: readonly DigestAnnotation[],
): DigestMessage | undefined {
  const known = new Set(digestMessage.annotations.map((annotation) => JSON.stringify(annotation)));
  const added = annotations.filter(
    (annotation) => isFor(digestMessage, annotation) && !known.has(JSON.stringify(annotation)),
  );
  if (added.length === 0) return undefined;
  return {
    ...digestMessage,
    version: digestMessage.version + 1,
    annotations: [...digestMessage.annotations, ...added],
  };
}

const ABOUT_SHARES = ['unshare', 'unpublish'];

/** Whether it answers a share, and not that an AMI is stale. */
export function isAboutShares({ response }: DigestAnnotation): boolean {
  return response.kind === 'adopted' || (response.kind === 'requested' && ABOUT_SHARES.includes(response.operation));
}

/** Shares stand in the first message, of which only the first are listed. */
function isFor({ page, content }: DigestMessage, annotation: DigestAnnotation): boolean {
  return isAboutShares(annotation) ? page === 0 : content.includes(annotation.imageId);
}

/** The page once its message shows the answers that it had. */
export function withRendered(digestMessage: DigestMessage, renderedCount: number): DigestMessage {
  return { ...digestMessage, version: digestMessage.version + 1, renderedCount };
}
