/** Text that others chose, made fit for Slack: names, tags, reasons, AWS's words. */

/**
 * As one line of visible characters: control characters become blanks, invisible ones and those that turn the direction
 * of writing go away, and half a surrogate pair becomes a replacement character.
 */
export function clean(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/[\p{Cf}\u{FE00}-\u{FE0F}\u{115F}\u{1160}\u{3164}\u{FFA0}\u{FFFE}\u{FFFF}]/gu, '')
    .replaceAll(/\p{Cs}/gu, '\u{FFFD}')
    .trim();
}

/** Length as Slack may count it: in characters, with `&`, `<` and `>` escaped. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const character of text) length += widthOf(character);
  return length;
}

/** At most so many characters as `lengthOf` counts them, whole ones; what is cut off is marked by `…`. */
export function cut(text: string, most: number): string {
  if (lengthOf(text) <= most) return text;
  let kept = '';
  let room = most - 1;
  for (const character of text) {
    room -= widthOf(character);
    if (room < 0) break;
    kept += character;
  }
  return `${kept}…`;
}

/** For a `text` that Slack parses: our own words, which may hold mentions, with others' words put in by `quoted`. */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Others' words in a `text` that Slack parses: in a code span, the only place where it leaves formatting marks alone. */
export function quoted(text: string, most = 150): string {
  const fit = cut(clean(text).replaceAll('`', "'"), most);
  return fit === '' ? '–' : `\`${escape(fit)}\``;
}

function widthOf(character: string): number {
  if (character === '&') return 5;
  return character === '<' || character === '>' ? 4 : 1;
}
