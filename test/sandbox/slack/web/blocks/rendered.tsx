import { renderToString } from 'preact-render-to-string';
import { Blocks, type RawBlock } from '../../../../../sandbox/slack/web/blocks/block.js';
import { fillForm } from '../../../../../sandbox/slack/web/elements/form.js';
import { collectFields } from '../../../../../sandbox/slack/web/elements/placed-fields.js';
import { createNames } from '../../../../../sandbox/slack/web/names.js';
import { SurfaceContext, type Surface } from '../../../../../sandbox/slack/web/surface.js';
import { WorkspaceContext } from '../../../../../sandbox/slack/web/workspace-context.js';
import { pageState } from '../fake-page.js';

const workspace = {
  names: createNames(pageState()),
  reader: { timeZone: 'Europe/Berlin', now: new Date('2026-11-24T09:00:00Z') },
  inside: () => undefined,
};

/** The HTML of blocks on a surface on which nothing was entered. */
export function renderBlocks(...blocks: readonly RawBlock[]): string {
  const surface: Surface = {
    form: fillForm(collectFields(blocks), {}),
    errors: {},
    enter: () => undefined,
    act: async () => undefined,
    options: async () => [],
  };
  return renderToString(
    <WorkspaceContext.Provider value={workspace}>
      <SurfaceContext.Provider value={surface}>
        <Blocks blocks={blocks} />
      </SurfaceContext.Provider>
    </WorkspaceContext.Provider>,
  );
}
