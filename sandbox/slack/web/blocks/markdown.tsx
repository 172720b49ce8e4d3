import * as z from 'zod';
import { parseMarkdown, type MarkdownPart } from '../text/markdown.js';
import { Nodes } from '../text/text.js';

export const markdownSchema = z.object({ type: z.literal('markdown'), text: z.string() });

export function Markdown({ block }: { readonly block: z.infer<typeof markdownSchema> }) {
  return (
    <div class="markdown">
      {parseMarkdown(block.text).map((part, index) => (
        <Part key={index} part={part} />
      ))}
    </div>
  );
}

function Part({ part }: { readonly part: MarkdownPart }) {
  switch (part.kind) {
    case 'heading':
      return (
        <h4 class={`header-level-${Math.min(part.level, 4)}`}>
          <Nodes nodes={part.children} />
        </h4>
      );
    case 'paragraph':
      return (
        <p>
          <Nodes nodes={part.children} />
        </p>
      );
    case 'quote':
      return (
        <blockquote>
          <Nodes nodes={part.children} />
        </blockquote>
      );
    case 'code':
      return <pre>{part.text}</pre>;
    case 'list': {
      const List = part.ordered ? 'ol' : 'ul';
      return (
        <List class="rich-list">
          {part.items.map((item, index) => (
            <li key={index}>
              <Nodes nodes={item} />
            </li>
          ))}
        </List>
      );
    }
    case 'rule':
      return <hr class="divider" />;
  }
}
