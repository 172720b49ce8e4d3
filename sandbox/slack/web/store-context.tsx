import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { PageState } from '../page-api.js';
import type { AppState } from './state.js';
import type { Store } from './store.js';

export interface StoreContextValue {
  readonly store: Store;
  readonly state: AppState;
  /** What the person at the page sees; the parts of the page are drawn only once it is there. */
  readonly page: PageState;
}

export const StoreContext = createContext<StoreContextValue | null>(null);

export function useStore(): StoreContextValue {
  const shown = useContext(StoreContext);
  if (shown === null) throw new Error('Drawn outside of the page');
  return shown;
}

/** The store's state, drawn again at every change. */
export function useStoreState(store: Store): AppState {
  const [state, setState] = useState(store.state());
  useEffect(() => {
    function update(): void {
      setState(store.state());
    }
    update();
    return store.subscribe(update);
  }, [store]);
  return state;
}
