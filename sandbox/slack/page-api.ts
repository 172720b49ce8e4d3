/**
 * What the workspace's browser page and the simulated Slack say to each other: JSON over HTTP below `/sandbox/api/`.
 * Every call names the person it is made as (`as`), since the page lets one human act as several people.
 *
 * | route | body or query | answer |
 * | --- | --- | --- |
 * | `GET state?as=U…` | | `PageState`: what that person sees; without `as`, or for an unknown user: the first person |
 * | `GET events?as=U…` | | server-sent events; each `data: changed` means: fetch the state again |
 * | `POST message` | `{as, channel, text}` | `Done` |
 * | `POST command` | `{as, channel, text}` (`text` with the leading slash) | `Done` |
 * | `POST shortcut` | `{as, callback_id}` | `Done` |
 * | `POST home` | `{as}`: the person opened the app's Home tab | `Done` |
 * | `POST action` | `ActionBody` | `Done` |
 * | `POST options` | `{as, action_id, block_id, value, view_id?, channel?, ts?}` | `{options?, option_groups?}` |
 * | `POST submit` | `{as, view_id, state}` | `Done`, with `errors` when the app refused fields |
 * | `POST close` | `{as, view_id}` | `Done`; the root view's id closes the whole stack, as Slack's ✕ does |
 *
 * The states of inputs (`state`) are what Slack calls `state.values`: `{[block_id]: {[action_id]: …}}`.
 */

export interface PageState {
  readonly team: { readonly id: string; readonly name: string };
  readonly me: PageUser;
  readonly users: readonly PageUser[];
  readonly usergroups: readonly {
    readonly id: string;
    readonly handle: string;
    readonly name: string;
    readonly users: readonly string[];
  }[];
  /** Channels first, then direct messages of this person. */
  readonly conversations: readonly PageConversation[];
  /** The open modal of this person: the topmost view last. */
  readonly views: readonly PageView[];
  /** The app's Home tab for this person, once published. */
  readonly home: PageView | null;
  /** Whether the app has a Home tab at all; it has one where this is left out. */
  readonly home_enabled?: boolean;
  readonly commands: readonly { readonly command: string; readonly description: string; readonly usage_hint: string }[];
  readonly shortcuts: readonly { readonly name: string; readonly callback_id: string; readonly description: string }[];
  /** Breaches of Slack's rules by the app, newest last; the page shows them loudly. */
  readonly violations: readonly { readonly at: string; readonly rule: string; readonly detail: string }[];
  /** Commands worth trying in this workspace, with what each one shows. */
  readonly guide?: readonly { readonly command: string; readonly shows: string }[];
}

export interface PageUser {
  readonly id: string;
  readonly name: string;
  readonly real_name: string;
  readonly title: string;
  readonly is_bot: boolean;
}

export interface PageConversation {
  readonly id: string;
  readonly kind: 'channel' | 'dm';
  readonly name: string;
  /** The other person of a direct message. */
  readonly user?: string;
  readonly topic: string;
  readonly messages: readonly PageMessage[];
}

export interface PageMessage {
  readonly ts: string;
  readonly user: string;
  readonly text: string;
  /** Block Kit as the app sent it. */
  readonly blocks: readonly Record<string, unknown>[];
  /** "Only visible to you". */
  readonly ephemeral: boolean;
  readonly edited: boolean;
  readonly thread_ts: string | null;
}

export interface PageView {
  readonly id: string;
  /** As the app sent it: `type`, `title`, `submit`, `close`, `blocks`, `callback_id` … */
  readonly view: Record<string, unknown>;
}

export interface ActionBody {
  readonly as: string;
  /** The place of the element: a message or a view. */
  readonly channel?: string;
  readonly ts?: string;
  readonly view_id?: string;
  /** As Slack sends it: `type`, `action_id`, `block_id`, and `value`, `selected_option` and so on. */
  readonly action: Record<string, unknown>;
  /** The state of all inputs around it: `{[block_id]: {[action_id]: …}}`. */
  readonly state?: Record<string, unknown>;
}

export interface ActionResult {
  readonly ok: boolean;
  /** What the user sees where Slack would show it: "/ami failed with the error operation_timeout". */
  readonly error?: string;
  /** By block id, from `response_action: errors`. */
  readonly errors?: Readonly<Record<string, string>>;
}
