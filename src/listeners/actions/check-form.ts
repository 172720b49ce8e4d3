import type { KnownBlock } from '@slack/types';
import { isPortFailure } from '../../workflows/errors.js';
import { commandForm } from '../blocks/form.js';
import { checking, mistakesPreview, preview, previewFailed, previewForStranger } from '../blocks/preview.js';
import { commandNamed, type Command, type Prepared } from '../commands/command.js';
import type { Desk } from '../desk.js';
import { changeView } from '../open-view.js';
import { openFormOf, type Sender } from '../payloads.js';
import { missingIn, readForm } from '../views/form-draft.js';
import type { Pressed } from './decide.js';

/**
 * Check, or Enter in a field of a form that is still open: shows in the form what would become of it. The fields keep
 * what stands in them, since their ids stay the same. The newest check wins: an older one finds that the view has another
 * hash. Sending the form asks nobody what was shown.
 */
export function checkFormAction(desk: Desk, commands: readonly Command[]): (pressed: Pressed) => Promise<void> {
  return async ({ ack, body }) => {
    await ack();
    const { sender, viewId, metadata, privateMetadata, state } = openFormOf(body);
    const command = commandNamed(commands, metadata.command);
    const draft = readForm(command.grammar, state);
    const missing = missingIn(command.grammar, draft);
    const prepared: Prepared = missing.length > 0 ? { kind: 'mistakes', mistakes: missing } : command.prepare(draft);
    function show(below: readonly KnownBlock[], hash?: string): Promise<string | undefined> {
      return changeView(desk.client, viewId, commandForm(command, draft, privateMetadata, below), hash);
    }
    if (prepared.kind === 'mistakes') {
      await show(mistakesPreview(prepared.mistakes));
      return;
    }
    const hash = await show(checking());
    if (hash !== undefined) await show(await previewFor(desk, prepared, sender), hash);
  };
}

async function previewFor(
  { people, directory, log }: Desk,
  { consider }: Prepared & { readonly kind: 'ready' },
  sender: Sender,
): Promise<readonly KnownBlock[]> {
  if (consider === undefined) return [];
  try {
    if (sender.person.teamId !== (await people.homeTeam())) return previewForStranger();
    return preview(await consider(), directory);
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    log.warn('a form could not be checked', { why: error.kind });
    return previewFailed();
  }
}
