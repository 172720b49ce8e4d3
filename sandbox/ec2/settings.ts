import type { Settings } from './entities.js';
import type { Call } from './operation.js';

/** The settings of the caller's account in the call's Region. */
export function settingsOf({ store, caller, region }: Pick<Call, 'store' | 'caller' | 'region'>): Settings {
  const id = `${caller.account}/${region}`;
  return store.get('settings', id) ?? { id };
}
