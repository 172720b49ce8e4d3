import type { ComponentChildren } from 'preact';
import { useWorkspace } from '../workspace-context.js';
import { formatDate } from './dates.js';
import { emojiCharacter, withEmoji } from './emoji.js';
import { parseMrkdwn } from './mrkdwn.js';
import type { DateNode, TextNode, TextStyle } from './nodes.js';
import type { TextObject } from './text-object.js';

/** Draws a text object: mrkdwn is parsed, plain_text never is. */
export function Text({ text }: { readonly text: TextObject }) {
  if (text.type === 'plain_text') return <PlainText text={text.text} emoji={text.emoji ?? true} />;
  return <Nodes nodes={parseMrkdwn(text.text, { verbatim: text.verbatim ?? false })} />;
}

function PlainText({ text, emoji }: { readonly text: string; readonly emoji: boolean }) {
  return <span class="plain">{emoji ? withEmoji(text) : text}</span>;
}

/** The text of a text object, for labels without formatting. */
export function textContent(text: TextObject): string {
  return text.type === 'plain_text' && text.emoji !== false ? withEmoji(text.text) : text.text;
}

export function Nodes({ nodes }: { readonly nodes: readonly TextNode[] }) {
  return (
    <>
      {nodes.map((node, index) => (
        <Node key={index} node={node} />
      ))}
    </>
  );
}

function Node({ node }: { readonly node: TextNode }) {
  switch (node.kind) {
    case 'text':
      return <>{node.text}</>;
    case 'break':
      return <br />;
    case 'styled':
      return <Styled style={node.style}>{<Nodes nodes={node.children} />}</Styled>;
    case 'code':
      return <code>{node.text}</code>;
    case 'preformatted':
      return <pre>{node.text}</pre>;
    case 'quote':
      return (
        <blockquote>
          <Nodes nodes={node.children} />
        </blockquote>
      );
    case 'link':
      return <Link url={node.url}>{node.label}</Link>;
    case 'user':
      return <UserMention id={node.id} />;
    case 'group':
      return <GroupMention id={node.id} label={node.label} />;
    case 'channel':
      return <ChannelMention id={node.id} label={node.label} />;
    case 'broadcast':
      return <span class="mention mention-me">@{node.range}</span>;
    case 'date':
      return <DateText node={node} />;
    case 'emoji':
      return (
        <span class="emoji" title={`:${node.name}:`}>
          {emojiCharacter(node.name)}
        </span>
      );
    case 'unknown':
      return <span class="unknown-token">{node.raw}</span>;
  }
}

function Styled({ style, children }: { readonly style: TextStyle; readonly children: ComponentChildren }) {
  switch (style) {
    case 'bold':
      return <strong>{children}</strong>;
    case 'italic':
      return <em>{children}</em>;
    case 'strike':
      return <s>{children}</s>;
    case 'underline':
      return <u>{children}</u>;
  }
}

export function Link({ url, children }: { readonly url: string; readonly children: ComponentChildren }) {
  const inside = useWorkspace().inside(url);
  if (inside !== undefined) return <a href={inside}>{children}</a>;
  // Anything but these could run in the page.
  if (!/^(https?:\/\/|mailto:|tel:)/i.test(url)) return <>{children}</>;
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}

function UserMention({ id }: { readonly id: string }) {
  const { names } = useWorkspace();
  const name = names.person(id)?.real_name;
  if (name === undefined) return <span class="unknown-token">@{id}</span>;
  return <span class={id === names.me ? 'mention mention-me' : 'mention'}>@{name}</span>;
}

interface NamedMention {
  readonly id: string;
  readonly label?: string | undefined;
}

function GroupMention({ id, label }: NamedMention) {
  const { names } = useWorkspace();
  const handle = names.group(id) ?? label?.replace(/^@/, '');
  if (handle === undefined) return <span class="unknown-token">@{id}</span>;
  return <span class={names.inGroup(id, names.me) ? 'mention mention-me' : 'mention'}>@{handle}</span>;
}

function ChannelMention({ id, label }: NamedMention) {
  const { names } = useWorkspace();
  const name = names.channel(id) ?? label;
  if (name === undefined) return <span class="unknown-token">#{id}</span>;
  return (
    <a class="mention" href={`#/${names.me}/${id}`}>
      #{name}
    </a>
  );
}

function DateText({ node }: { readonly node: DateNode }) {
  const { reader } = useWorkspace();
  const shown = formatDate(node.seconds, node.format, reader) ?? node.fallback;
  const date = (
    <time dateTime={new Date(node.seconds * 1000).toISOString()} title={node.fallback}>
      {shown}
    </time>
  );
  return node.url === undefined ? date : <Link url={node.url}>{date}</Link>;
}
