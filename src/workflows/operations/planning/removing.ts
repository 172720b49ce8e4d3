import type { Facts } from '../../facts/facts.js';
import type { ImageRef } from '../../facts/image.js';
import type { Step, UndoStep } from '../../plan/types.js';
import { imageLabel } from './image-label.js';
import { restoringAgain } from './restoring.js';

/** The removal of the AMI that the facts are about, with what takes it back where the Recycle Bin keeps all of it. */
export function deregistering(facts: Facts, snapshots: boolean): Omit<Step, 'after'> {
  const { image } = facts;
  const title = `Deregister ${imageLabel(image)}${snapshots ? ' and delete its snapshots' : ''}`;
  const undo = restoringAgain(facts, snapshots);
  return {
    ...removingStep({ id: 'deregister', title }, image, snapshots),
    ...(undo === undefined ? {} : { undo }),
  };
}

/** Deregisters an AMI; the answer tells what became of each snapshot. */
export function removingStep(
  parts: Pick<Step, 'id' | 'title'>,
  { imageId, account, region }: ImageRef,
  snapshots: boolean,
): UndoStep {
  const input = { ImageId: imageId, ...(snapshots ? { DeleteAssociatedSnapshots: true } : {}) };
  return {
    ...parts,
    call: { name: 'DeregisterImage', account, region, input },
    until: { kind: 'image-gone', imageId },
  };
}
