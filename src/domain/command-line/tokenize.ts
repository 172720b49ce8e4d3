/** One word of a line, or several in quotes. */
export interface Token {
  readonly text: string;
  /** A quoted word is never a keyword. */
  readonly quoted: boolean;
  /** A quotation mark opens it and none closes it; the text is then the word with the mark. */
  readonly unclosed: boolean;
  /** Start and end in the line. */
  readonly start: number;
  readonly end: number;
}

const SEPARATOR = /[\s,]/;
/** Phones and text editors put typographic marks for typed ones, and seldom in pairs. */
const CLOSING: Readonly<Record<string, string>> = {
  '"': '"',
  '“': '”“"',
  '”': '”“"',
  '„': '“”"',
  '«': '»«',
  '»': '»«',
  "'": "'’",
  '‘': "’‘'",
  '’': "’‘'",
  '`': '`',
};
const DASHES = /[‐‑‒–—―−]/g;
/** Comes along with pasted text and cannot be seen. */
const INVISIBLE = /[\u200B-\u200F\u2060-\u2064\uFEFF]/g;

/** Splits a line into words. Blanks and commas separate; quotes of any kind keep both. */
export function tokenize(line: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < line.length) {
    if (SEPARATOR.test(line.charAt(at))) {
      at += 1;
      continue;
    }
    const token = readQuoted(line, at) ?? readBare(line, at);
    if (token.quoted || token.text !== '') tokens.push(token);
    at = token.end;
  }
  return tokens;
}

/**
 * A quotation mark closes only before a blank, a comma or the end, so that `it's` stays whole. `""` inside means one
 * `"`.
 */
function readQuoted(line: string, start: number): Token | undefined {
  const closing = CLOSING[line.charAt(start)];
  if (closing === undefined) return undefined;
  let text = '';
  for (let at = start + 1; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (closing === '"' && char === '"' && line.charAt(at + 1) === '"') {
      text += '"';
      at += 1;
    } else if (closing.includes(char) && isEnd(line, at + 1)) {
      return { text, quoted: true, unclosed: false, start, end: at + 1 };
    } else {
      text += char;
    }
  }
  return undefined;
}

function readBare(line: string, start: number): Token {
  let end = start;
  while (!isEnd(line, end)) end += 1;
  const text = normalizeDashes(line.slice(start, end)).replace(INVISIBLE, '');
  return { text, quoted: false, unclosed: line.charAt(start) in CLOSING, start, end };
}

function isEnd(line: string, at: number): boolean {
  return at >= line.length || SEPARATOR.test(line.charAt(at));
}

/** A word with the dashes that editors put for hyphens put back: no id, Region or keyword has any other. */
export function normalizeDashes(word: string): string {
  return word.replace(DASHES, '-');
}

/** Writes a text so that it is read as one word. */
export function quoteWord(text: string): string {
  const [token, ...others] = tokenize(text);
  const isBare = token !== undefined && others.length === 0 && !token.quoted && !token.unclosed && token.text === text;
  return isBare ? text : alwaysQuote(text);
}

export function alwaysQuote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
