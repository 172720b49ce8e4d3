/** How the words of a command line fill the fields of an operation; the same fields make its form. */
export interface Grammar {
  /** What follows the operation's name without a keyword; most often the AMI. */
  readonly subject?: Field;
  /** Parts that begin with a keyword, in any order. */
  readonly clauses: readonly Clause[];
}

export interface Clause extends Field {
  /** One or more words: `with`, `to`, `with snapshots`. Case does not matter. The longest that fits is meant. */
  readonly keyword: string;
  /**
   * Distinguishes clauses with the same keyword by the next word (`in eu-west-1`, `in 30d`). The first clause that
   * accepts it wins, otherwise the clause without a check.
   */
  readonly accepts?: (word: string) => boolean;
}

export interface Field {
  /** The key in the draft. */
  readonly field: string;
  /** `word`: one word; `list`: words up to the next keyword; `rest`: everything to the end of the line; `flag`: the keyword alone. */
  readonly takes: 'word' | 'list' | 'rest' | 'flag';
  readonly required: boolean;
  /** For the form. Slack allows a label of 2,000 characters, a placeholder of 150. */
  readonly label: string;
  readonly hint?: string;
  readonly placeholder?: string;
}

/** The words of a command, sorted into fields but not yet validated. A flag that is set holds one empty string. */
export type Draft = Readonly<Record<string, readonly string[]>>;
