import { z } from 'zod';
import { withGeneratedIds } from '../block-ids.js';
import type { Core } from '../core.js';
import { MAX_VIEWS } from '../modals.js';
import { rejectCall, rejectViolations, SlackError } from '../slack-error.js';
import { rejection } from '../rules/violation.js';
import { isRecord } from '../rules/tree.js';
import { isTooLarge, checkView } from '../rules/view.js';
import type { View } from '../state/entities.js';
import { json, text } from './arguments.js';
import { defineMethod } from './method.js';
import { viewShape } from './shapes.js';

const triggered = z.object({ trigger_id: text, view: json });

export const viewsMethods = [
  defineMethod({
    name: 'views.open',
    scopes: [],
    args: triggered,
    run: (core, { trigger_id, view }) => {
      const { user } = exchangeTrigger(core, trigger_id);
      const opened = newView(core, user, validateView(core, 'views.open', view, { type: 'modal' }), []);
      core.modals.open(opened);
      return { view: viewShape(core, opened) };
    },
  }),
  defineMethod({
    name: 'views.push',
    scopes: [],
    args: triggered,
    run: (core, { trigger_id, view }) => {
      const { user } = exchangeTrigger(core, trigger_id);
      const pushed = pushView(core, user, view, 'views.push');
      return { view: viewShape(core, pushed) };
    },
  }),
  defineMethod({
    name: 'views.update',
    scopes: [],
    args: z.object({ view_id: text.optional(), external_id: text.optional(), hash: text.optional(), view: json }),
    run: (core, { view_id, external_id, hash, view }) => {
      const open = view_id === undefined ? core.modals.findExternal(external_id ?? '') : core.modals.find(view_id);
      if (open === undefined) throw new SlackError('not_found');
      if (hash !== undefined && hash !== open.hash) throw new SlackError('hash_conflict');
      return { view: viewShape(core, updateView(core, open, view, 'views.update')) };
    },
  }),
  defineMethod({
    name: 'views.publish',
    scopes: [],
    args: z.object({ user_id: text, hash: text.optional(), view: json }),
    run: (core, { user_id, hash, view }) => {
      if (core.store.user(user_id) === undefined) throw new SlackError('user_not_found');
      const before = core.store.home(user_id);
      if (hash !== undefined && hash !== before?.hash) throw new SlackError('hash_conflict');
      const fresh = newView(core, user_id, validateView(core, 'views.publish', view, { type: 'home' }), []);
      const home = before === undefined ? fresh : { ...fresh, id: before.id, rootId: before.id };
      core.store.putHome(home);
      return { view: viewShape(core, home) };
    },
  }),
];

/** Pushes a view onto the stack of a user. */
export function pushView(core: Core, user: string, view: unknown, where: string): View {
  const stack = core.modals.of(user);
  if (stack.length === 0) rejectCall(core, 'trigger', 'not_found', `${where}: there is no modal to push onto`);
  if (stack.length >= MAX_VIEWS)
    rejectCall(core, 'view', 'push_limit_reached', `${where}: ${MAX_VIEWS} views are open`);
  const pushed = newView(core, user, validateView(core, where, view, { type: 'modal' }), stack);
  core.modals.push(pushed);
  return pushed;
}

/** Puts new content into an open view, under a new hash. */
export function updateView(core: Core, open: View, view: unknown, where: string): View {
  const content = validateView(core, where, view, { type: 'modal', open });
  const updated: View = { ...open, content, hash: hashOf(core) };
  core.modals.replace(updated);
  return updated;
}

function exchangeTrigger(core: Core, triggerId: string): { readonly user: string } {
  const use = core.triggers.exchange(triggerId);
  return use.kind === 'valid'
    ? use
    : rejectCall(core, 'trigger', use.error, 'a trigger opens one view, within 3 seconds');
}

function newView(core: Core, user: string, content: View['content'], stack: readonly View[]): View {
  const id = core.sequence.id('V');
  return { id, user, content, hash: hashOf(core), rootId: stack[0]?.id ?? id, previousId: stack.at(-1)?.id ?? null };
}

/** The content of a view that Slack takes: all breaches are put down. */
function validateView(
  core: Core,
  where: string,
  view: unknown,
  { type, open }: { readonly type: 'modal' | 'home'; readonly open?: View },
): View['content'] {
  if (isTooLarge(view)) rejectCall(core, 'view', 'view_too_large', `${where}: more than 250 KB`);
  const wrongType = isRecord(view) && view.type !== type ? [rejection('/view/type', `must be ${type}`)] : [];
  rejectViolations(core, where, [...wrongType, ...checkView(view)], 'invalid_arguments');
  if (!isRecord(view)) throw new SlackError('invalid_arguments');
  const { external_id, blocks } = view;
  const taken = typeof external_id === 'string' ? core.modals.findExternal(external_id) : undefined;
  if (taken !== undefined && taken.id !== open?.id) {
    rejectCall(core, 'view', 'duplicate_external_id', `${where}: ${taken.id} has the same external_id`);
  }
  return { ...view, blocks: Array.isArray(blocks) ? withGeneratedIds(blocks, core.sequence) : [] };
}

function hashOf(core: Core): string {
  return `${core.sequence.ts()}.${core.sequence.id('h')}`;
}
