/** The bot scopes in `manifest.yml`, with what fails without each. */
export const BOT_SCOPES = {
  commands: 'the command /ami',
  'chat:write': 'messages, private answers and direct messages',
  'chat:write.public': 'posting in a public channel that the bot is no member of',
  'usergroups:read': 'approvers by user group',
  'users:read': 'recognizing guests, outsiders and approvers who have left',
} as const satisfies Readonly<Record<string, string>>;
