import type { PageConversation, PageMessage, PageState, PageUser } from '../../../../sandbox/slack/page-api.js';

/** A small workspace to draw in tests. */

export const RITA: PageUser = person('U0RITA', 'rita', 'Rita Requester', 'Engineer');
export const ANA: PageUser = person('U0ANA', 'ana', 'Ana Approver', 'Platform team');
const SAM: PageUser = person('U0SAM', 'sam', 'Sam Stone', 'Engineer');
const STEWARD: PageUser = { ...person('U0STEWARD', 'ami-steward', 'AMI Steward', 'App'), is_bot: true };

function person(id: string, name: string, real_name: string, title: string): PageUser {
  return { id, name, real_name, title, is_bot: false };
}

export function message(fields: Partial<PageMessage>): PageMessage {
  return {
    ts: '1795500000.000100',
    user: STEWARD.id,
    text: '',
    blocks: [],
    ephemeral: false,
    edited: false,
    thread_ts: null,
    ...fields,
  };
}

export function channel(id: string, name: string, messages: readonly PageMessage[] = []): PageConversation {
  return { id, kind: 'channel', name, topic: `About ${name}`, messages };
}

export function pageState(fields: Partial<PageState> = {}): PageState {
  return {
    team: { id: 'T0SANDBOX', name: 'Acme Platform' },
    me: RITA,
    users: [RITA, ANA, SAM, STEWARD],
    usergroups: [{ id: 'S0PLATFORM', handle: 'platform', name: 'Platform team', users: [ANA.id] }],
    conversations: [channel('C0GENERAL', 'general'), channel('C0APPROVALS', 'ami-approvals')],
    views: [],
    home: null,
    commands: [{ command: '/ami', description: 'AMI requests', usage_hint: 'share | unshare | copy | help' }],
    shortcuts: [{ name: 'New AMI request', callback_id: 'ami_new', description: 'Open the request form' }],
    violations: [],
    guide: [{ command: '/ami share ami-123 with 1111', shows: 'Asks the platform team' }],
    ...fields,
  };
}
