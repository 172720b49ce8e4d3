import fc from 'fast-check';

/** Text as people and AWS may choose it: markup, mentions, controls, half characters, and far too much of it. */
export const adversarialText = fc
  .tuple(
    fc.array(
      fc.constantFrom(
        '<!channel>',
        '<@U0EVIL>',
        '<https://evil.example|click>',
        '&lt;!here&gt;',
        '*bold* _it_ ~no~ `code`',
        ':rotating_light:',
        '"quoted", (and) [more]',
        'name',
        '\n\n',
        '\u0000\u0007',
        '\u202Eesrever',
        '\u200B',
        '\uD83D',
        '👩‍💻',
        '&',
        '`',
      ),
      { maxLength: 8 },
    ),
    fc.constantFrom(1, 1, 1, 40, 150),
  )
  .map(([parts, times]) => parts.join(' ').repeat(times));

/** Every string in a payload that Slack would parse as mrkdwn or that broadcasts: there must be none. */
export function findMrkdwnOrBroadcasts(payload: unknown): readonly unknown[] {
  if (Array.isArray(payload)) return payload.flatMap(findMrkdwnOrBroadcasts);
  if (typeof payload !== 'object' || payload === null) return [];
  const own = 'type' in payload && (payload.type === 'mrkdwn' || payload.type === 'broadcast') ? [payload] : [];
  return [...own, ...Object.values(payload).flatMap(findMrkdwnOrBroadcasts)];
}

/** What is left of a top-level text without the code spans that others' words stand in. */
export function withoutCodeSpans(text: string): string {
  return text.replaceAll(/`[^`]*`/g, '');
}
