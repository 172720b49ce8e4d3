import type { z } from 'zod';
import type { Directory } from '../facts/directory.js';
import type { CatalogQuestion, Found } from '../facts/catalog.js';
import type { Facts, Needs } from '../facts/facts.js';
import type { InstanceFacts, InstanceNeeds } from '../facts/instance.js';
import type { Image } from '../facts/image.js';
import type { RecycledFacts, RecycledNeeds } from '../facts/recycled.js';
import type { ObjectFacts, ObjectNeeds } from '../facts/stored-file.js';
import type { CallName } from '../plan/calls.js';
import type { Finding, Plan } from '../plan/types.js';
import type { Draft, Grammar } from './grammar/types.js';

/** Something a person can ask for. Two pure functions; everything else about it is data. */
export type Operation = Change | ReadOperation | SearchOperation;

/** Any operation that changes something, whatever it is about. */
export type Change = { [About in SubjectKind]: ChangeOperation<unknown, About> }[SubjectKind];

/** What an operation can be about, with what is observed of it and what can be asked to be. */
interface Subjects {
  readonly image: { readonly facts: Facts; readonly needs: Needs };
  /** An AMI in the Recycle Bin. */
  readonly recycled: { readonly facts: RecycledFacts; readonly needs: RecycledNeeds };
  readonly instance: { readonly facts: InstanceFacts; readonly needs: InstanceNeeds };
  /** A file in S3. */
  readonly object: { readonly facts: ObjectFacts; readonly needs: ObjectNeeds };
}

export type SubjectKind = keyof Subjects;

/** What an operation is for: to look, to let others use an AMI, to make AMIs and instances, to lead an AMI through its life. */
export type Group = 'look' | 'share' | 'make' | 'life';

interface OperationBase<Input> {
  /** The word after `/ami`, and the `action` of the approval rules. */
  readonly name: string;
  /** Where it stands in the help. */
  readonly group: Group;
  /** One line for the list of commands: "Let other accounts use an AMI". */
  readonly summary: string;
  /** As in the interface: `/ami share <ami> with <target>[, …]`. */
  readonly usage: string;
  /** Paragraphs for `/ami help <name>`: what it does, what it means, what people get wrong. */
  readonly help: readonly string[];
  readonly examples: readonly string[];
  readonly grammar: Grammar;
  /** The input as it is stored with a request. */
  readonly input: z.ZodType<Input>;
  /** Turns what somebody said, by command or form, into a typed input. */
  readonly parse: (draft: Draft, context: ParseContext) => Parsed<Input>;
}

/** An operation that changes something on EC2: it becomes a request. */
export interface ChangeOperation<Input = unknown, About extends SubjectKind = 'image'> extends OperationBase<Input> {
  readonly kind: 'change';
  /** What is found and observed before it is planned. */
  readonly about: About;
  readonly undo: UndoRule;
  /** What its plans may call on EC2, clean-ups included; the usual first. */
  readonly calls: readonly CallName[];
  /** What must be observed besides the subject itself. */
  readonly needs: (input: Input) => Subjects[About]['needs'];
  /** What would be said to ask for the same again, of what can be asked for a time. */
  readonly again?: (input: Input) => Draft;
  readonly plan: (input: Input, facts: Subjects[About]['facts'], context: PlanContext) => Planned;
}

/**
 * How an operation is taken back: by the undo of its steps, decided by the rules for another operation (`unshare` for
 * `share`). Or why nothing takes it back, in a sentence for approvers.
 */
export type UndoRule = { readonly by: string } | { readonly never: string };

/** An operation that only answers, about an AMI. */
export interface ReadOperation<Input = unknown> extends OperationBase<Input> {
  readonly kind: 'read';
  readonly needs: (input: Input) => Needs;
  readonly answer: (input: Input, facts: Facts, context: PlanContext) => Sheet;
}

/** An operation that answers which AMIs there are. */
export interface SearchOperation<Input = unknown> extends OperationBase<Input> {
  readonly kind: 'search';
  /** Where to look. */
  readonly questions: (input: Input) => readonly CatalogQuestion[];
  /** Whether an AMI that was found there is meant: EC2's own filters know neither words nor tags of any key. */
  readonly matches: (input: Input, image: Image) => boolean;
  /** Whether only AMIs that somebody else may launch are meant, which is asked for each of them. */
  readonly sharedOnly: (input: Input) => boolean;
  /** Whether only what the last scan called stale is meant. */
  readonly staleOnly: (input: Input) => boolean;
  readonly answer: (input: Input, found: Found, context: PlanContext) => Sheet;
}

export interface ParseContext {
  readonly directory: Directory;
  /** When it was said, ISO 8601: what durations are counted from. */
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

export type Parsed<Input> =
  | { readonly kind: 'input'; readonly input: Input }
  /** Something was said that cannot be meant. */
  | { readonly kind: 'mistakes'; readonly mistakes: readonly Mistake[] };

export interface Mistake {
  /** The field of the draft that it is about; forms show it there. */
  readonly field: string;
  /** What was not understood and what would be: plain text. */
  readonly text: string;
  /** The nearest valid word, where there is one. */
  readonly nearest?: string;
}

export type Planned =
  | { readonly kind: 'plan'; readonly plan: Plan }
  /** It cannot or must not be done. At least one finding is a refusal. */
  | { readonly kind: 'refused'; readonly title: string; readonly findings: readonly Finding[] };

/** An answer for people, as data: plain text throughout. */
export interface Sheet {
  readonly title: string;
  readonly sections: readonly {
    readonly heading: string;
    /** `by` is the Slack user whose word it is. */
    readonly rows: readonly { readonly label: string; readonly value: string; readonly by?: string }[];
  }[];
  readonly findings: readonly Finding[];
}
