import type * as z from 'zod';
import type { ActionBody, ActionResult, PageState } from '../page-api.js';
import type { OptionGroup } from './elements/schema.js';
import { doneSchema, optionsSchema, pageStateSchema } from './page-schema.js';
import { ungrouped } from './surface.js';

/** The routes of `page-api.ts`. Every call rejects if the sandbox does not respond as expected. */
export interface Api {
  /** Without a person: as the workspace's first one. */
  state(userId: string | null): Promise<PageState>;
  message(body: { readonly as: string; readonly channel: string; readonly text: string }): Promise<ActionResult>;
  command(body: { readonly as: string; readonly channel: string; readonly text: string }): Promise<ActionResult>;
  shortcut(body: { readonly as: string; readonly callback_id: string }): Promise<ActionResult>;
  home(body: { readonly as: string }): Promise<ActionResult>;
  action(body: ActionBody): Promise<ActionResult>;
  options(body: OptionsBody): Promise<readonly OptionGroup[]>;
  submit(body: {
    readonly as: string;
    readonly view_id: string;
    readonly state: Record<string, unknown>;
  }): Promise<ActionResult>;
  close(body: { readonly as: string; readonly view_id: string }): Promise<ActionResult>;
  /** Calls back at every change and whenever the connection opens or closes. Returns a function that ends it. */
  watch(userId: string, changed: () => void, connected: (live: boolean) => void): () => void;
}

interface OptionsBody {
  readonly as: string;
  readonly action_id: string;
  readonly block_id: string;
  readonly value: string;
  readonly view_id?: string;
  readonly channel?: string;
  readonly ts?: string;
}

const BASE = '/sandbox/api/';

export function createApi(): Api {
  return {
    state: (userId) => call(`state${userId === null ? '' : `?as=${encodeURIComponent(userId)}`}`, pageStateSchema),
    message: (body) => call('message', doneSchema, body),
    command: (body) => call('command', doneSchema, body),
    shortcut: (body) => call('shortcut', doneSchema, body),
    home: (body) => call('home', doneSchema, body),
    action: (body) => call('action', doneSchema, body),
    options: async (body) => {
      const { options, option_groups } = await call('options', optionsSchema, body);
      return option_groups ?? [ungrouped(options ?? [])];
    },
    submit: (body) => call('submit', doneSchema, body),
    close: (body) => call('close', doneSchema, body),
    watch: (userId, changed, connected) => {
      const events = new EventSource(`${BASE}events?as=${encodeURIComponent(userId)}`);
      events.onopen = () => connected(true);
      events.onerror = () => connected(false);
      events.onmessage = () => changed();
      return () => events.close();
    },
  };
}

async function call<T>(route: string, schema: z.ZodType<T>, body?: object): Promise<T> {
  const response = await fetch(
    `${BASE}${route}`,
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  );
  if (!response.ok) throw new Error(`The sandbox answered ${response.status} to ${route}`);
  return schema.parse(await response.json());
}
