import type { Planned } from './operations/contract.js';
import { changeNamed } from './change-named.js';
import { lookAtEffects } from './look-at-effects.js';
import type { Request } from './request/types.js';
import { planUndo } from './undo/plan-undo.js';
import type { World } from './world.js';

/** The plan that takes back what is there now of what a request did. */
export async function planUndoNow(world: World, request: Request): Promise<Planned> {
  const { undo: rule } = changeNamed(world, request.operation);
  return planUndo(await lookAtEffects(world, request), { directory: world.directory, rule });
}
