import type { Image } from '../../domain/model/image.js';
import type { Instance } from '../../domain/model/instance.js';
import type { RecycledImage } from '../../domain/model/recycled.js';
import type { ImageMatches } from '../ports/resource-finder.js';

/** A search by ID without one certain match. Nothing was requested. */
export interface Unresolved<SubjectKind extends string, Match> {
  readonly kind: 'unresolved';
  readonly subjectKind: SubjectKind;
  /** `unconfirmed`: an abbreviation with one match, while some places could not be searched. Another may be there. */
  readonly reason: 'not-found' | 'ambiguous' | 'unconfirmed';
  /** As the user entered it. */
  readonly id: string;
  readonly matches: readonly Match[];
  readonly unreachable: ImageMatches['unreachable'];
}

export type UnresolvedImage = Unresolved<'image', Image>;
export type UnresolvedInstance = Unresolved<'instance', Instance>;
/** An AMI in the Recycle Bin. */
export type UnresolvedRecycledImage = Unresolved<'recycled', RecycledImage>;
export type UnresolvedSubject = UnresolvedImage | UnresolvedInstance | UnresolvedRecycledImage;

export type Resolution<Failure extends UnresolvedSubject> =
  { readonly kind: 'resolved'; readonly subject: Failure['matches'][number] } | Failure;
