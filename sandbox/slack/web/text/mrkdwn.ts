import type { TextNode, TextStyle } from './nodes.js';
import { parseToken, unescapeEntities } from './token.js';

export interface MrkdwnOptions {
  /** As in the text object: when false, Slack makes links of bare addresses. */
  readonly verbatim: boolean;
}

const STYLES: Readonly<Record<string, TextStyle>> = { '*': 'bold', _: 'italic', '~': 'strike' };

/**
 * Parses Slack's mrkdwn as Slack's clients do: styles do not cross lines, need a word boundary on their outer side and
 * no space on their inner one; nothing is parsed inside code.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function parseMrkdwn(text: string, options: MrkdwnOptions): readonly TextNode[] {
  return text.split(/```/).flatMap((part, index, parts): readonly TextNode[] => {
    const fenced = index % 2 === 1;
    if (fenced && index < parts.length - 1) {
      return [{ kind: 'preformatted', text: plainCode(part.replace(/^\n|\n$/g, '')) }];
    }
    // A fence that is never closed is text.
    return parseLines(fenced ? `\`\`\`${part}` : part, options, index > 0);
  });
}

function parseLines(text: string, options: MrkdwnOptions, afterFence: boolean): readonly TextNode[] {
  const nodes: TextNode[] = [];
  const lines = (afterFence ? text.replace(/^\n/, '') : text).split('\n');
  let quoted: TextNode[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.startsWith('>')) {
      if (quoted.length > 0) quoted.push({ kind: 'break' });
      quoted.push(...parseInline(line.replace(/^> ?/, ''), options));
      continue;
    }
    const afterQuote = quoted.length > 0;
    if (afterQuote) nodes.push({ kind: 'quote', children: quoted });
    quoted = [];
    if (index > 0 && !afterQuote) nodes.push({ kind: 'break' });
    nodes.push(...parseInline(line, options));
  }
  return quoted.length > 0 ? [...nodes, { kind: 'quote', children: quoted }] : nodes;
}

function parseInline(line: string, options: MrkdwnOptions): readonly TextNode[] {
  const nodes: TextNode[] = [];
  let plain = '';
  let at = 0;
  while (at < line.length) {
    const found = nodeAt(line, at, options);
    if (found === undefined) {
      plain += line.charAt(at);
      at += 1;
      continue;
    }
    if (plain !== '') nodes.push({ kind: 'text', text: unescapeEntities(plain) });
    plain = '';
    nodes.push(found.node);
    at += found.length;
  }
  return plain === '' ? nodes : [...nodes, { kind: 'text', text: unescapeEntities(plain) }];
}

interface Found {
  readonly node: TextNode;
  readonly length: number;
}

function nodeAt(line: string, at: number, options: MrkdwnOptions): Found | undefined {
  const rest = line.slice(at);
  const code = /^`([^`]+)`/.exec(rest);
  if (code?.[1] !== undefined) return { node: { kind: 'code', text: plainCode(code[1]) }, length: code[0].length };
  const token = /^<([^<>]+)>/.exec(rest);
  if (token?.[1] !== undefined) return { node: parseToken(token[1]), length: token[0].length };
  const before = line.charAt(at - 1);
  const emoji = /^:([a-z0-9_+'-]+):/.exec(rest);
  if (emoji?.[1] !== undefined && !/\w/.test(before)) {
    return { node: { kind: 'emoji', name: emoji[1] }, length: emoji[0].length };
  }
  const address = options.verbatim || /\w/.test(before) ? null : /^https?:\/\/[^\s<>*~`]*[^\s<>*~`.,;:!?)]/.exec(rest);
  if (address !== null) {
    const url = unescapeEntities(address[0]);
    return { node: { kind: 'link', url, label: url }, length: address[0].length };
  }
  return styledAt(rest, before, options);
}

function styledAt(rest: string, before: string, options: MrkdwnOptions): Found | undefined {
  const mark = rest.charAt(0);
  const style = STYLES[mark];
  if (style === undefined || /\w/.test(before)) return undefined;
  const quoted = mark === '*' ? '\\*' : mark;
  const match = new RegExp(`^${quoted}(?![\\s${quoted}])(.*?[^\\s${quoted}])${quoted}(?!\\w)`).exec(rest);
  if (match?.[1] === undefined) return undefined;
  return { node: { kind: 'styled', style, children: parseInline(match[1], options) }, length: match[0].length };
}

/** Links and mentions keep their text inside code; entities are resolved. */
function plainCode(text: string): string {
  return unescapeEntities(text.replace(/<([^<>|]+)\|([^<>]+)>/g, '$2').replace(/<(https?:[^<>]+)>/g, '$1'));
}
