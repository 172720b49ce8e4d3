import { useStore } from '../store-context.js';
import { rawBlocks, useViewSurface } from '../views/view-surface.js';
import { Blocks } from '../blocks/block.js';
import { SurfaceContext } from '../surface.js';
import type { PageView } from '../../page-api.js';
import { AppTabs } from './app-tabs.js';

/** The app's Home for this person. */
export function Home() {
  const { page, state } = useStore();
  const failed = state.notices.findLast(({ person, conversation }) => person === page.me.id && conversation === '');
  const app = page.users.find(({ is_bot }) => is_bot);
  return (
    <main class="conversation">
      <div class="conversation-head">
        <h1>{app?.real_name ?? 'Home'}</h1>
      </div>
      <AppTabs open="home" />
      <div class="home" role="region" aria-label="Home">
        {failed === undefined ? null : (
          <div class="failure" role="alert">
            {failed.text}
          </div>
        )}
        {page.home === null ? (
          <p class="empty">The app has not published its Home yet.</p>
        ) : (
          <HomeView key={page.me.id} view={page.home} />
        )}
      </div>
    </main>
  );
}

function HomeView({ view }: { readonly view: PageView }) {
  const { surface, failure } = useViewSurface(view);
  return (
    <SurfaceContext.Provider value={surface}>
      {failure === null ? null : (
        <div class="failure" role="alert">
          {failure}
        </div>
      )}
      <Blocks blocks={rawBlocks(view)} />
    </SurfaceContext.Provider>
  );
}
