import { omitUndefined } from '../../domain/model/omit-undefined.js';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { slackErrorCode, toSlackFailure } from './errors.js';

/** A trigger that has run out or was used, as the method's page and as the guide spell it. */
const EXPIRED_TRIGGER: readonly string[] = [
  'expired_trigger_id',
  'exchanged_trigger_id',
  'invalid_trigger_id',
  'trigger_expired',
  'trigger_exchanged',
];

/** Opens a modal and gives its id; undefined when the trigger has run out. */
export async function openView(client: WebClient, triggerId: string, view: ModalView): Promise<string | undefined> {
  try {
    const opened = await client.views.open({ trigger_id: triggerId, view });
    return opened.view?.id ?? '';
  } catch (error) {
    if (EXPIRED_TRIGGER.includes(slackErrorCode(error) ?? '')) return undefined;
    throw toSlackFailure('non-idempotent', error) ?? error;
  }
}

/** The view was closed, or shows something else. */
const STALE_VIEW: readonly string[] = ['not_found', 'hash_conflict'];

/**
 * Updates an open modal, and returns its new hash. `undefined` if it was closed since, or if it no longer has the given
 * hash.
 */
export async function updateView(
  client: WebClient,
  viewId: string,
  view: ModalView,
  hash?: string,
): Promise<string | undefined> {
  try {
    const changed = await client.views.update({ view_id: viewId, view, ...omitUndefined({ hash }) });
    return changed.view?.hash;
  } catch (error) {
    if (STALE_VIEW.includes(slackErrorCode(error) ?? '')) return undefined;
    throw toSlackFailure('idempotent', error) ?? error;
  }
}
