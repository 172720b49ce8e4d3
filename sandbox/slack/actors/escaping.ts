import type { Core } from '../core.js';

/** An address, or a mention at the beginning of a word. */
const SPECIAL = /https?:\/\/[^\s<>]+|(?<![\w@#])[@#][\w][\w.-]*/g;

/**
 * The text of a user as Slack sends it with `should_escape` and as it stores messages: mentions and addresses become
 * `<…>`, other text is escaped (docs: Implementing slash commands).
 */
export function escapeTypedText(core: Core, typed: string): string {
  let escaped = '';
  let end = 0;
  for (const match of typed.matchAll(SPECIAL)) {
    const [found] = match;
    escaped += escapeText(typed.slice(end, match.index)) + (mentionToken(core, found) ?? escapeText(found));
    end = match.index + found.length;
  }
  return escaped + escapeText(typed.slice(end));
}

function mentionToken(core: Core, found: string): string | undefined {
  if (found.startsWith('http')) return `<${escapeText(found)}>`;
  const name = found.slice(1);
  if (found.startsWith('#')) {
    const channel = core.store.channels().find((one) => one.kind !== 'im' && one.name === name);
    return channel && `<#${channel.id}|${channel.kind === 'public' ? channel.name : ''}>`;
  }
  const user = core.store.users().find((one) => one.name === name);
  if (user !== undefined) return `<@${user.id}>`;
  const group = core.store.usergroups().find(({ handle }) => handle === name);
  return group && `<!subteam^${group.id}|${group.handle}>`;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
