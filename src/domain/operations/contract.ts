import type { z } from 'zod';
import type { Directory } from '../model/directory.js';
import type { CatalogQuery, SearchPage } from '../model/catalog.js';
import type { Facts, ObservationRequest } from '../model/facts.js';
import type { InstanceFacts, InstanceObservationRequest } from '../model/instance.js';
import type { Image } from '../model/image.js';
import type { RecycledFacts, RecycledObservationRequest } from '../model/recycled.js';
import type { S3ObjectFacts, S3ObjectObservationRequest } from '../model/s3-object.js';
import type { CallName } from '../plan/call-inputs.js';
import type { Finding, Plan } from '../plan/types.js';
import type { Draft, Grammar } from '../command-line/grammar.js';

/** An operation that a user can request. Two pure functions; everything else about it is data. */
export type Operation = AnyChangeOperation | ReadOperation | SearchOperation;

/** Any operation that changes something, whatever its subject. */
export type AnyChangeOperation = { [About in SubjectKind]: ChangeOperation<unknown, About> }[SubjectKind];

/** The kinds of subject, with what is observed of each and what can be requested. */
interface SubjectTypes {
  readonly image: { readonly facts: Facts; readonly needs: ObservationRequest };
  /** An AMI in the Recycle Bin. */
  readonly recycled: { readonly facts: RecycledFacts; readonly needs: RecycledObservationRequest };
  readonly instance: { readonly facts: InstanceFacts; readonly needs: InstanceObservationRequest };
  /** A file in S3. */
  readonly object: { readonly facts: S3ObjectFacts; readonly needs: S3ObjectObservationRequest };
}

export type SubjectKind = keyof SubjectTypes;

/** What an operation is for: inspecting, sharing, creating AMIs and instances, or their lifecycle. */
export type Group = 'inspect' | 'share' | 'create' | 'lifecycle';

interface OperationBase<Input> {
  /** The word after `/ami`, and the `action` of the approval rules. */
  readonly name: string;
  /** Its group in the help. */
  readonly group: Group;
  /** One line for the list of commands: "Let other accounts use an AMI". */
  readonly summary: string;
  /** As in the interface: `/ami share <ami> with <target>[, …]`. */
  readonly usage: string;
  /** Paragraphs for `/ami help <name>`: what it does, what it means, common mistakes. */
  readonly help: readonly string[];
  readonly examples: readonly string[];
  readonly grammar: Grammar;
  /** The input as it is stored with a request. */
  readonly input: z.ZodType<Input>;
  /** Turns the words of a command or form into typed input. */
  readonly parse: (draft: Draft, context: ParseContext) => ParseResult<Input>;
}

/** An operation that changes something on EC2: it becomes a request. */
export interface ChangeOperation<Input = unknown, About extends SubjectKind = 'image'> extends OperationBase<Input> {
  readonly kind: 'change';
  /** What must be observed before it is planned. */
  readonly subjectKind: About;
  readonly undo: UndoRule;
  /** What its plans may call on EC2, clean-ups included; the usual first. */
  readonly calls: readonly CallName[];
  /** What must be observed besides the subject itself. */
  readonly needs: (input: Input) => SubjectTypes[About]['needs'];
  /** The draft that requests the same again, for an operation that can have a time limit. */
  readonly toDraft?: (input: Input) => Draft;
  readonly plan: (input: Input, facts: SubjectTypes[About]['facts'], context: PlanContext) => PlanResult;
}

/** How an operation is undone, or why it cannot be, in a sentence for approvers. */
export type UndoRule =
  | {
      /** The name of the request that undoes it: `unshare` for `share`. */
      readonly inverse: string;
      /** The actions of its effects, for the help. Absent: that of the inverse alone. */
      readonly judgedAs?: readonly string[];
    }
  | { readonly irreversible: string };

/** An operation that only answers, about an AMI. */
export interface ReadOperation<Input = unknown> extends OperationBase<Input> {
  readonly kind: 'read';
  readonly needs: (input: Input) => ObservationRequest;
  readonly answer: (input: Input, facts: Facts, context: PlanContext) => Report;
}

/** An operation that answers which AMIs there are. */
export interface SearchOperation<Input = unknown> extends OperationBase<Input> {
  readonly kind: 'search';
  /** Where to look. */
  readonly queries: (input: Input) => readonly CatalogQuery[];
  /** Whether an AMI that was found there is meant: EC2's own filters know neither words nor tags of any key. */
  readonly matches: (input: Input, image: Image) => boolean;
  /**
   * Restricts the search to AMIs that other accounts may launch, which needs one call per AMI, or to those that the last
   * scan found stale.
   */
  readonly filter?: (input: Input) => 'shared' | 'stale' | undefined;
  readonly answer: (input: Input, found: SearchPage, context: PlanContext) => Report;
}

export interface ParseContext {
  readonly directory: Directory;
  /** When the command was entered, ISO 8601. Durations count from this time. */
  readonly now: string;
}

export interface PlanContext {
  readonly directory: Directory;
}

/** The input of an operation about an AMI names it as it was written; the use case finds it and hands the plan its facts. */
export interface ImageInput {
  /** A whole id or an abbreviation: `ami-123`. */
  readonly ami: string;
  /** Where to look for it: `in`, `of`. */
  readonly region?: string | undefined;
  readonly account?: string | undefined;
}

/** The input of an operation about an instance, likewise. */
export interface InstanceInput {
  /** A whole id or an abbreviation: `i-0b1`. */
  readonly instance: string;
  readonly region?: string | undefined;
  readonly account?: string | undefined;
}

/** The input of an operation about a file in S3, likewise. */
export interface ObjectInput {
  readonly bucket: string;
  readonly key: string;
  /** Absent: where the bucket is. */
  readonly region?: string | undefined;
  /** Absent: the bot's own account. */
  readonly account?: string | undefined;
}

export type ParseResult<Input> =
  | { readonly kind: 'valid'; readonly input: Input }
  /** Something was said that cannot be meant. */
  | { readonly kind: 'invalid'; readonly errors: readonly InputError[] };

export interface InputError {
  /** The field of the draft that it is about; forms show it there. */
  readonly field: string;
  /** What was not understood, and what is expected: plain text. */
  readonly text: string;
  /** The nearest valid word, if there is one. */
  readonly suggestion?: string;
}

export type PlanResult =
  | { readonly kind: 'plan'; readonly plan: Plan }
  /** It cannot or must not be done. At least one finding is a refusal. */
  | { readonly kind: 'refused'; readonly title: string; readonly findings: readonly Finding[] };

/** An answer for users, as data: plain text throughout. */
export interface Report {
  readonly title: string;
  readonly sections: readonly {
    readonly heading: string;
    /** `by` is the Slack user whose word it is. */
    readonly rows: readonly { readonly label: string; readonly value: string; readonly by?: string }[];
  }[];
  readonly findings: readonly Finding[];
}
