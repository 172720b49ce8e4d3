import { useEffect, useRef, useState } from 'preact/hooks';
import * as z from 'zod';
import type { PageView } from '../../page-api.js';
import { Blocks } from '../blocks/block.js';
import { slackState } from '../elements/form.js';
import { inputErrors } from '../elements/placed-fields.js';
import { Icon } from '../icons.js';
import { failureText } from '../store.js';
import { useStore } from '../store-context.js';
import { SurfaceContext } from '../surface.js';
import { plainText } from '../text/text-object.js';
import { textContent } from '../text/text.js';
import { rawBlocks, useViewSurface } from './view-surface.js';

interface Props {
  readonly view: PageView;
  /** Closes this view, or with the ✕ the whole stack. */
  readonly close: (which: 'view' | 'stack') => void;
  /** Covered by another view: keeps its values, but is not shown. */
  readonly covered: boolean;
}

const headSchema = z.object({
  title: plainText.optional().catch(undefined),
  submit: plainText.optional().catch(undefined),
  close: plainText.optional().catch(undefined),
});

export function Modal({ view, close, covered }: Props) {
  const { store, page } = useStore();
  const { surface, form, failure, setErrors, setFailure } = useViewSurface(view);
  const [busy, setBusy] = useState(false);
  const [tries, setTries] = useState(0);
  const body = useRef<HTMLDivElement>(null);
  const blocks = rawBlocks(view);
  const head = headSchema.parse(view.view);

  useEffect(() => {
    if (!covered) body.current?.querySelector<HTMLElement>('[autofocus], input, textarea')?.focus();
  }, [covered]);

  // The first wrong entry may be out of sight.
  useEffect(() => {
    body.current?.querySelector<HTMLElement>('.input-wrong :is(input, textarea)')?.focus();
  }, [tries]);

  async function submit(): Promise<void> {
    const wrong = inputErrors(blocks, form);
    setErrors(wrong);
    setTries((before) => before + 1);
    if (busy || Object.keys(wrong).length > 0) return;
    setBusy(true);
    setFailure(null);
    try {
      const done = await store.api.submit({ as: page.me.id, view_id: view.id, state: slackState(form) });
      setErrors(done.errors ?? {});
      setTries((before) => before + 1);
      if (!done.ok && done.errors === undefined) setFailure(done.error ?? 'That did not work.');
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      class="modal-form"
      hidden={covered}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit().catch((error: unknown) => setFailure(failureText(error)));
      }}
    >
      <div class="dialog-head">
        <h2>{head.title === undefined ? '' : textContent(head.title)}</h2>
        <button type="button" class="dialog-close" aria-label="Close form" onClick={() => close('stack')}>
          <Icon name="cross" />
        </button>
      </div>
      <div ref={body} class="dialog-body">
        {failure === null ? null : (
          <div class="failure" role="alert">
            {failure}
          </div>
        )}
        <SurfaceContext.Provider value={surface}>
          <Blocks blocks={blocks} />
        </SurfaceContext.Provider>
      </div>
      <div class="dialog-foot">
        <button type="button" class="button" onClick={() => close('view')}>
          {head.close === undefined ? 'Cancel' : textContent(head.close)}
        </button>
        {head.submit === undefined ? null : (
          <button type="submit" class={busy ? 'button button-primary busy' : 'button button-primary'} aria-busy={busy}>
            {textContent(head.submit)}
          </button>
        )}
      </div>
    </form>
  );
}
