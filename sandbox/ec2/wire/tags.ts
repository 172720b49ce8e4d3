import type { Tags } from '../owned.js';
import type { Value } from './xml.js';

/** Tags as EC2 lists them; left out when there are none. */
export function tagSet(tags: Tags): Value {
  const pairs = Object.entries(tags);
  return pairs.length === 0 ? undefined : pairs.map(([key, value]) => ({ key, value }));
}
