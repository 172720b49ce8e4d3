/**
 * The forms between `<` and `>` in mrkdwn, as the page "Formatting message text" lists them. Anything else is foreign
 * text that was not escaped.
 */
const TOKENS: readonly RegExp[] = [
  /^@[UW][A-Z0-9]+(\|[^|]*)?$/,
  /^#[CGD][A-Z0-9]+(\|[^|]*)?$/,
  /^!subteam\^S[A-Z0-9]+(\|[^|]*)?$/,
  /^!date\^\d+\^[^|^]+(\^https?:[^|^]+)?\|[^|]+$/,
  /^(https?|mailto|tel|slack):[^\s|]+(\|[^|]*)?$/,
];

const BROADCASTS = /^!(channel|here|everyone|group)(\|.*)?$/;

/** The violations of a text that Slack parses as mrkdwn: unknown `<…>`, broad mentions, unescaped characters. */
export function mrkdwnProblems(text: string): readonly string[] {
  const tokens = [...text.matchAll(/<([^<>]*)>/g)].map(([, inside = '']) => inside);
  const between = text.replaceAll(/<[^<>]*>/g, '');
  return [
    ...tokens.filter((inside) => BROADCASTS.test(inside)).map((inside) => `mentions everyone: <${inside}>`),
    ...tokens
      .filter((inside) => !BROADCASTS.test(inside) && !isKnown(inside))
      .map((inside) => `unknown token: <${inside}>`),
    ...(between.includes('<') ? ['an unescaped < in mrkdwn'] : []),
    ...(/&(?!(amp|lt|gt);)/.test(between) ? ['an unescaped & in mrkdwn'] : []),
  ];
}

/** The length as Slack stores it, in characters: a bare `&` becomes `&amp;`, escaped text stays. */
export function mrkdwnLength(text: string): number {
  return [...text.replaceAll(/&(?!(amp|lt|gt);)/g, '&amp;')].length;
}

/** Length as Slack stores plain text, in characters: with `&`, `<` and `>` escaped. */
export function plainLength(text: string): number {
  return [...text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')].length;
}

function isKnown(inside: string): boolean {
  return TOKENS.some((token) => token.test(inside));
}
