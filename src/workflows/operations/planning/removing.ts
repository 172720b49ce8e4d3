import type { ImageRef } from '../../facts/image.js';
import type { Step, UndoStep } from '../../plan/types.js';

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
