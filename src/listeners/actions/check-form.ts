import type { KnownBlock } from '@slack/types';
import { isPortFailure } from '../../workflows/ports/errors.js';
import { commandForm } from '../blocks/forms/command.js';
import {
  checkingNotice,
  inputErrorsPreview,
  requestPreview,
  previewFailed,
  previewNotAdmitted,
} from '../blocks/answers/preview.js';
import { requireCommand, type AmiCommand, type PreparedCommand } from '../commands/command.js';
import type { ListenerContext } from '../context.js';
import { updateView } from '../slack/views.js';
import { parseOpenForm, type Sender } from '../payloads.js';
import { missingFields, parseForm } from '../views/form-draft.js';
import type { ButtonArgs } from './decide.js';

/**
 * Check, or Enter in a field of an open form: shows in the form what the request would do. The fields keep their
 * values, since their ids stay the same. The newest check wins: an older one finds that the view has another hash.
 * Submitting the form does not depend on what was shown.
 */
export function checkFormAction(
  context: ListenerContext,
  commands: readonly AmiCommand[],
): (args: ButtonArgs) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const { sender, viewId, metadata, privateMetadata, state } = parseOpenForm(body);
    const command = requireCommand(commands, metadata.command);
    const draft = parseForm(command.grammar, state);
    const missing = missingFields(command.grammar, draft);
    const prepared: PreparedCommand =
      missing.length > 0 ? { kind: 'invalid', errors: missing } : command.prepare(draft);
    function showBelow(below: readonly KnownBlock[], hash?: string): Promise<string | undefined> {
      return updateView(context.client, viewId, commandForm(command, draft, privateMetadata, below), hash);
    }
    if (prepared.kind === 'invalid') {
      await showBelow(inputErrorsPreview(prepared.errors));
      return;
    }
    const hash = await showBelow(checkingNotice());
    if (hash !== undefined) await showBelow(await previewFor(context, prepared, sender), hash);
  };
}

async function previewFor(
  { useCases, directory, log }: ListenerContext,
  { preview }: PreparedCommand & { readonly kind: 'ready' },
  sender: Sender,
): Promise<readonly KnownBlock[]> {
  if (preview === undefined) return [];
  try {
    const admission = await useCases.admit(sender.person, 'request');
    if (admission.kind === 'refused') return previewNotAdmitted(admission.code);
    return requestPreview(await preview(), directory);
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    log.warn('a form could not be checked', { why: error.kind });
    return previewFailed();
  }
}
