import { useState } from 'preact/hooks';
import * as z from 'zod';
import type { PageView } from '../../page-api.js';
import { slackState, type Form } from '../elements/form.js';
import { failureText } from '../store.js';
import { useStore } from '../store-context.js';
import type { Surface } from '../surface.js';
import { useForm } from '../use-form.js';

export interface ViewSurface {
  readonly surface: Surface;
  readonly form: Form;
  /** The error of the last press. A form hides the conversation, so that it is shown in the form. */
  readonly failure: string | null;
  setErrors(errors: Readonly<Record<string, string>>): void;
  setFailure(failure: string | null): void;
}

/** The values and presses on a form or on the Home tab. */
export function useViewSurface(view: PageView): ViewSurface {
  const { store, page } = useStore();
  const { form, enter } = useForm(rawBlocks(view));
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const place = { as: page.me.id, view_id: view.id };
  const surface: Surface = {
    form,
    errors,
    enter: (blockId, actionId, entry) => {
      setErrors((before) => Object.fromEntries(Object.entries(before).filter(([block]) => block !== blockId)));
      enter(blockId, actionId, entry);
    },
    act: (sent) =>
      store.api.action({ ...place, action: sent.action, state: slackState(sent.form ?? form) }).then(
        (done) => setFailure(done.ok ? null : (done.error ?? 'That did not work.')),
        (error: unknown) => setFailure(failureText(error)),
      ),
    options: ({ actionId, blockId, value }) =>
      store.api.options({ ...place, action_id: actionId, block_id: blockId, value }),
  };
  return { surface, form, failure, setErrors, setFailure };
}

const blocksSchema = z.array(z.record(z.string(), z.unknown())).catch([]);

export function rawBlocks({ view }: PageView): readonly Readonly<Record<string, unknown>>[] {
  return blocksSchema.parse(view.blocks);
}
