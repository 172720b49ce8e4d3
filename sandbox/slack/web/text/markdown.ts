import type { TextNode } from './nodes.js';

/** A paragraph-level part of a `markdown` block. */
export type MarkdownPart =
  | { readonly kind: 'heading'; readonly level: number; readonly children: readonly TextNode[] }
  | { readonly kind: 'paragraph'; readonly children: readonly TextNode[] }
  | { readonly kind: 'quote'; readonly children: readonly TextNode[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly TextNode[])[] }
  | { readonly kind: 'rule' };

/** Parses the standard Markdown that Slack's `markdown` block takes; tables are left as text. */
export function parseMarkdown(text: string): readonly MarkdownPart[] {
  return text.split(/^```.*$/m).flatMap((part, index, parts): readonly MarkdownPart[] => {
    if (index % 2 === 1 && index < parts.length - 1) return [{ kind: 'code', text: part.replace(/^\n|\n$/g, '') }];
    return part
      .split(/\n\s*\n/)
      .filter((paragraph) => paragraph.trim() !== '')
      .flatMap((paragraph) => parseParagraph(paragraph.replace(/^\n+|\s+$/g, '')));
  });
}

function parseParagraph(paragraph: string): readonly MarkdownPart[] {
  const [first = '', ...others] = paragraph.split('\n');
  const heading = /^(#{1,6})\s+(.*)$/.exec(first);
  if (heading?.[1] !== undefined && heading[2] !== undefined) {
    const part: MarkdownPart = { kind: 'heading', level: heading[1].length, children: parseInline(heading[2]) };
    return others.length === 0 ? [part] : [part, ...parseParagraph(others.join('\n'))];
  }
  if (/^(-{3,}|\*{3,})$/.test(paragraph)) return [{ kind: 'rule' }];
  const lines = [first, ...others];
  if (lines.every((line) => line.startsWith('>'))) {
    return [{ kind: 'quote', children: inLines(lines.map((line) => line.replace(/^> ?/, ''))) }];
  }
  if (lines.every((line) => /^\s*[-*+]\s/.test(line))) return [list(lines, false)];
  if (lines.every((line) => /^\s*\d+[.)]\s/.test(line))) return [list(lines, true)];
  return [{ kind: 'paragraph', children: inLines(lines) }];
}

function list(lines: readonly string[], ordered: boolean): MarkdownPart {
  return {
    kind: 'list',
    ordered,
    items: lines.map((line) => parseInline(line.replace(/^\s*(?:[-*+]|\d+[.)])\s+/, ''))),
  };
}

function inLines(lines: readonly string[]): readonly TextNode[] {
  return lines.flatMap((line, index) => (index === 0 ? parseInline(line) : [{ kind: 'break' }, ...parseInline(line)]));
}

const INLINE = /`([^`]+)`|\[([^\]]+)\]\((https?:[^)\s]+)\)|\*\*(.+?)\*\*|__(.+?)__|\*(.+?)\*|\b_(.+?)_\b|~~(.+?)~~/;

function parseInline(text: string): readonly TextNode[] {
  const match = INLINE.exec(text);
  if (match === null) return text === '' ? [] : [{ kind: 'text', text }];
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  return [
    ...(before === '' ? [] : [{ kind: 'text', text: before } as const]),
    inlineNode(match),
    ...parseInline(after),
  ];
}

function inlineNode(match: RegExpExecArray): TextNode {
  const [, code, label, url, bold, bold2, italic, italic2, strike] = match;
  if (code !== undefined) return { kind: 'code', text: code };
  if (label !== undefined && url !== undefined) return { kind: 'link', url, label };
  if (strike !== undefined) return { kind: 'styled', style: 'strike', children: parseInline(strike) };
  const strong = bold ?? bold2;
  if (strong !== undefined) return { kind: 'styled', style: 'bold', children: parseInline(strong) };
  return { kind: 'styled', style: 'italic', children: parseInline(italic ?? italic2 ?? '') };
}
