import type { Mistake } from '../contract.js';
import { clauseAt, keywordsOf, nearestClause } from './clauses.js';
import { plainText } from './plain-text.js';
import type { Clause, Draft, Field, Grammar } from './types.js';
import { wordsOf, type Word } from './words.js';

export type ReadLine =
  | { readonly kind: 'draft'; readonly draft: Draft }
  /** Right as far as it goes; a form can ask for the rest. */
  | { readonly kind: 'incomplete'; readonly draft: Draft; readonly missing: readonly Field[] }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly Mistake[] };

/**
 * Sorts what follows an operation's name, as Slack sends it, into the fields of its grammar. Never throws.
 *
 * A field that must be there and is not makes the line incomplete, also when its keyword stands alone. Words that cannot
 * be placed, a part said twice, a keyword of an optional part without its value, and a quotation mark that is never
 * closed are mistakes.
 */
export function readLine(line: string, grammar: Grammar): ReadLine {
  const text = plainText(line);
  const reading = new Reading(text, grammar);
  reading.run();
  const { draft, mistakes } = reading;
  if (mistakes.length > 0) return { kind: 'mistakes', mistakes };
  const missing = fieldsOf(grammar).filter(({ field, required }) => required && draft[field] === undefined);
  return missing.length === 0 ? { kind: 'draft', draft } : { kind: 'incomplete', draft, missing };
}

/** The subject, where there is one, and the clauses. */
export function fieldsOf({ subject, clauses }: Grammar): readonly Field[] {
  return subject === undefined ? clauses : [subject, ...clauses];
}

/** One pass over the words of a line. */
class Reading {
  readonly draft: Record<string, readonly string[]> = {};
  readonly mistakes: Mistake[] = [];
  private readonly said = new Set<string>();
  private readonly words: readonly Word[];
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly grammar: Grammar,
  ) {
    this.words = wordsOf(text);
  }

  run(): void {
    const { subject } = this.grammar;
    if (subject !== undefined) this.keep(subject, this.take(subject));
    while (this.at < this.words.length) {
      const found = clauseAt(this.grammar, this.words, this.at);
      if (found === undefined) this.stray();
      else this.clause(found.clause, found.length);
    }
  }

  private clause(clause: Clause, length: number): void {
    this.at += length;
    const values = this.take(clause);
    if (this.said.has(clause.field)) {
      this.mistake(clause.field, `“${clause.keyword}” is there twice.`);
    } else if (values.length === 0 && !clause.required) {
      this.mistake(clause.field, `After “${clause.keyword}” something is missing: ${clause.label}.`);
    } else {
      this.said.add(clause.field);
      this.keep(clause, values);
    }
  }

  /** The values that stand here for a field. */
  private take({ takes, field }: Field): readonly string[] {
    if (takes === 'flag') return [''];
    if (takes === 'rest') return this.takeRest();
    const from = this.at;
    const most = takes === 'word' ? from + 1 : this.words.length;
    while (this.at < most && this.at < this.words.length && !this.isAtClause()) this.at += 1;
    const taken = this.words.slice(from, this.at);
    this.checkQuotes(field, taken);
    return taken.map(({ text }) => text);
  }

  /** As it was typed, quotes and all. */
  private takeRest(): readonly string[] {
    const before = this.words[this.at - 1];
    const rest = this.text.slice(before?.end ?? 0).trim();
    this.at = this.words.length;
    return rest === '' ? [] : [rest];
  }

  private keep({ field }: Field, values: readonly string[]): void {
    if (values.length > 0) this.draft[field] = values;
  }

  /** Words that belong to nothing, up to the next keyword, are one mistake. */
  private stray(): void {
    const from = this.at;
    while (this.at < this.words.length && !this.isAtClause()) this.at += 1;
    const words = this.words.slice(from, this.at);
    const near =
      nearestClause(
        this.grammar,
        words.map(({ text }) => text),
      ) ?? this.unsaid();
    const field = near?.field ?? this.grammar.subject?.field ?? '';
    this.checkQuotes(field, words);
    const first = clip(words[0]?.text ?? '');
    const expected = keywordsOf(this.grammar).join(', ');
    this.mistake(field, `“${first}” is not understood here. What can stand here: ${expected}.`, near?.keyword);
  }

  /** What must be said and is not, neither before nor after: `share ami-123 to prod` lacks its `with`. */
  private unsaid(): Clause | undefined {
    const ahead = this.words.slice(this.at).map((_, index) => clauseAt(this.grammar, this.words, this.at + index));
    return this.grammar.clauses.find(
      ({ field, required }) =>
        required && !this.said.has(field) && ahead.every((found) => found?.clause.field !== field),
    );
  }

  private isAtClause(): boolean {
    return clauseAt(this.grammar, this.words, this.at) !== undefined;
  }

  private checkQuotes(field: string, words: readonly Word[]): void {
    const open = words.find(({ unclosed }) => unclosed);
    if (open !== undefined)
      this.mistake(field, `The quotation mark before “${clip(open.text.slice(1))}” is not closed.`);
  }

  private mistake(field: string, text: string, nearest?: string): void {
    this.mistakes.push({ field, text, ...(nearest === undefined ? {} : { nearest }) });
  }
}

/** Enough of a word to know it again. */
function clip(text: string): string {
  const characters = [...text];
  return characters.length > 60 ? `${characters.slice(0, 60).join('')}…` : text;
}
