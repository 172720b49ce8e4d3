/** How Slack sends what was typed. (Slack, "Formatting text for app surfaces") */
export function asSlackSends(typed: string): string {
  return typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
