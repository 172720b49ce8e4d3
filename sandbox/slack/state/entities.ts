/** What exists in a workspace, as plain data. Names of fields are Slack's where Slack sends them. */

interface Team {
  readonly id: string;
  readonly name: string;
  /** The first part of the workspace's address. */
  readonly domain: string;
  /** The Enterprise Grid organization that the workspace belongs to. */
  readonly enterprise?: { readonly id: string; readonly name: string };
}

export interface User {
  readonly id: string;
  /** The team of a user who is here by Slack Connect. */
  readonly team_id: string;
  readonly name: string;
  readonly real_name: string;
  readonly title: string;
  /** An IANA time zone. */
  readonly tz: string;
  readonly is_bot?: boolean;
  /** A guest. */
  readonly is_restricted?: boolean;
  /** A single-channel guest, who is also restricted. */
  readonly is_ultra_restricted?: boolean;
  /** Other workspaces of the organization that the user belongs to. */
  readonly other_teams?: readonly string[];
  readonly deleted?: boolean;
}

export interface Usergroup {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly users: readonly string[];
}

export interface Channel {
  readonly id: string;
  readonly kind: 'public' | 'private' | 'im';
  readonly name: string;
  readonly topic: string;
  readonly members: readonly string[];
  readonly archived: boolean;
}

export interface Message {
  readonly channel: string;
  /** Seconds and microseconds: a message's name in its channel. */
  readonly ts: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly metadata: Readonly<Record<string, unknown>> | null;
  readonly thread_ts: string | null;
  readonly edited: boolean;
  /** "Only visible to you": the one user who sees it. Such a message is never stored, and no method can change it. */
  readonly visibleTo: string | null;
}

/** Block Kit as the app sent it, with the ids that Slack adds where they were left out. */
export type Block = Readonly<Record<string, unknown>>;

/** A modal or Home tab as Slack returns it. */
export interface View {
  readonly id: string;
  readonly user: string;
  readonly hash: string;
  /** The bottom of its stack; itself for a Home tab. */
  readonly rootId: string;
  readonly previousId: string | null;
  /** As the app sent it: `type`, `title`, `blocks`, `private_metadata` … */
  readonly content: Readonly<Record<string, unknown>>;
}

/** The app that is installed in the workspace. */
export interface InstalledApp {
  readonly id: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly scopes: readonly string[];
  readonly commands: readonly Command[];
  readonly shortcuts: readonly Shortcut[];
}

interface Command {
  readonly command: string;
  readonly description: string;
  readonly usage_hint: string;
  /** Whether mentions and addresses arrive as `<…>`, and other text escaped. Default: off. */
  readonly should_escape: boolean;
}

interface Shortcut {
  readonly name: string;
  readonly callback_id: string;
  readonly description: string;
}

/** The initial users and channels. */
export interface WorkspaceSeed {
  readonly team: Team;
  readonly app: InstalledApp;
  readonly users: readonly User[];
  readonly usergroups: readonly Usergroup[];
  readonly channels: readonly Channel[];
  /** Commands worth trying, for the page. */
  readonly guide: readonly { readonly command: string; readonly shows: string }[];
}
