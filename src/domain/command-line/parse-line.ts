import { omitUndefined } from '../model/omit-undefined.js';
import type { InputError } from '../operations/contract.js';
import { clauseAt, listKeywords, closestClause } from './clauses.js';
import { decodeSlackText } from './slack-text.js';
import type { Clause, Draft, Field, Grammar } from './grammar.js';
import { tokenize, type Token } from './tokenize.js';

export type CommandLineResult =
  | { readonly kind: 'draft'; readonly draft: Draft }
  /** Right as far as it goes; a form can ask for the rest. */
  | { readonly kind: 'incomplete'; readonly draft: Draft; readonly missing: readonly Field[] }
  | { readonly kind: 'invalid'; readonly errors: readonly InputError[] };

/**
 * Sorts the text after an operation's name, as Slack sends it, into the fields of its grammar. Never throws.
 *
 * A missing required field makes the line incomplete, also if its keyword has no value. Unexpected words, a repeated
 * clause, a keyword of an optional clause without a value, and an unclosed quotation mark are input errors.
 */
export function parseCommandLine(line: string, grammar: Grammar): CommandLineResult {
  const text = decodeSlackText(line);
  const parser = new LineParser(text, grammar);
  parser.run();
  const { draft, errors: inputErrors } = parser;
  if (inputErrors.length > 0) return { kind: 'invalid', errors: inputErrors };
  const missing = listFields(grammar).filter(({ field, required }) => required && draft[field] === undefined);
  return missing.length === 0 ? { kind: 'draft', draft } : { kind: 'incomplete', draft, missing };
}

/** The subject, if there is one, and the clauses. */
export function listFields({ subject, clauses }: Grammar): readonly Field[] {
  return subject === undefined ? clauses : [subject, ...clauses];
}

/** One pass over the words of a line. */
class LineParser {
  readonly draft: Record<string, readonly string[]> = {};
  readonly errors: InputError[] = [];
  private readonly seenClauses = new Set<string>();
  private readonly tokens: readonly Token[];
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly grammar: Grammar,
  ) {
    this.tokens = tokenize(text);
  }

  run(): void {
    const { subject } = this.grammar;
    if (subject !== undefined) this.store(subject, this.take(subject));
    while (this.at < this.tokens.length) {
      const found = clauseAt(this.grammar, this.tokens, this.at);
      if (found === undefined) this.unexpected();
      else this.clause(found.clause, found.length);
    }
  }

  private clause(clause: Clause, length: number): void {
    this.at += length;
    const values = this.take(clause);
    if (this.seenClauses.has(clause.field)) {
      this.addError(clause.field, `“${clause.keyword}” is given twice.`);
    } else if (values.length === 0 && !clause.required) {
      this.addError(clause.field, `After “${clause.keyword}” something is missing: ${clause.label}.`);
    } else {
      this.seenClauses.add(clause.field);
      this.store(clause, values);
    }
  }

  /** The values that stand here for a field. */
  private take({ takes, field }: Field): readonly string[] {
    if (takes === 'flag') return [''];
    if (takes === 'rest') return this.takeRest();
    const from = this.at;
    const max = takes === 'word' ? from + 1 : this.tokens.length;
    while (this.at < max && this.at < this.tokens.length && !this.isAtClause()) this.at += 1;
    const taken = this.tokens.slice(from, this.at);
    this.checkQuotes(field, taken);
    return taken.map(({ text }) => text);
  }

  /** As it was typed, quotes and all. */
  private takeRest(): readonly string[] {
    const before = this.tokens[this.at - 1];
    const rest = this.text.slice(before?.end ?? 0).trim();
    this.at = this.tokens.length;
    return rest === '' ? [] : [rest];
  }

  private store({ field }: Field, values: readonly string[]): void {
    if (values.length > 0) this.draft[field] = values;
  }

  /** Words that belong to nothing, up to the next keyword, are one mistake. */
  private unexpected(): void {
    const from = this.at;
    while (this.at < this.tokens.length && !this.isAtClause()) this.at += 1;
    const tokens = this.tokens.slice(from, this.at);
    const near =
      closestClause(
        this.grammar,
        tokens.map(({ text }) => text),
      ) ?? this.missingClause();
    const field = near?.field ?? this.grammar.subject?.field ?? '';
    this.checkQuotes(field, tokens);
    const first = excerpt(tokens[0]?.text ?? '');
    const expected = listKeywords(this.grammar).join(', ');
    this.addError(field, `“${first}” is not valid here. Expected: ${expected}.`, near?.keyword);
  }

  /** Required fields that neither precede nor follow: `share ami-123 to prod` lacks its `with`. */
  private missingClause(): Clause | undefined {
    const ahead = this.tokens.slice(this.at).map((_, index) => clauseAt(this.grammar, this.tokens, this.at + index));
    return this.grammar.clauses.find(
      ({ field, required }) =>
        required && !this.seenClauses.has(field) && ahead.every((found) => found?.clause.field !== field),
    );
  }

  private isAtClause(): boolean {
    return clauseAt(this.grammar, this.tokens, this.at) !== undefined;
  }

  private checkQuotes(field: string, tokens: readonly Token[]): void {
    const open = tokens.find(({ unclosed }) => unclosed);
    if (open !== undefined)
      this.addError(field, `The quotation mark before “${excerpt(open.text.slice(1))}” is not closed.`);
  }

  private addError(field: string, text: string, suggestion?: string): void {
    this.errors.push({ field, text, ...omitUndefined({ suggestion }) });
  }
}

/** Enough of a word to know it again. */
function excerpt(text: string): string {
  const characters = [...text];
  return characters.length > 60 ? `${characters.slice(0, 60).join('')}…` : text;
}
