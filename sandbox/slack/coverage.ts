/**
 * The coverage of Slack's Web API. `full`: every argument and response that an app like this one needs. `partial`: the
 * missing part is listed. A method that is not listed answers `unknown_method`.
 */
export const COVERAGE: Readonly<Record<string, Coverage>> = {
  'apps.connections.open': { is: 'full' },
  'auth.teams.list': { is: 'partial', without: 'organizations with several workspaces' },
  'auth.test': { is: 'full' },
  'chat.delete': { is: 'full' },
  'chat.getPermalink': { is: 'full' },
  'chat.postEphemeral': { is: 'partial', without: 'attachments and markdown_text' },
  'chat.postMessage': {
    is: 'partial',
    without: 'attachments, markdown_text, channel names instead of ids, reply_broadcast, another user name or icon',
  },
  'chat.update': { is: 'partial', without: 'attachments, markdown_text, block_mismatch, edit_window_closed' },
  'conversations.history': { is: 'full' },
  'conversations.info': { is: 'partial', without: 'include_num_members and include_locale' },
  'conversations.list': { is: 'partial', without: 'group messages' },
  'conversations.members': { is: 'full' },
  'conversations.open': { is: 'partial', without: 'group messages' },
  'usergroups.list': { is: 'partial', without: 'disabled groups' },
  'usergroups.users.list': { is: 'partial', without: 'disabled groups' },
  'users.info': { is: 'partial', without: 'include_locale' },
  'users.list': { is: 'partial', without: 'include_locale' },
  'views.open': { is: 'partial', without: 'interactivity_pointer' },
  'views.publish': { is: 'full' },
  'views.push': { is: 'partial', without: 'interactivity_pointer' },
  'views.update': { is: 'full' },
};

export type Coverage = { readonly is: 'full' } | { readonly is: 'partial'; readonly without: string };
