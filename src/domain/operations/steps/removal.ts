import { omitUndefined } from '../../model/omit-undefined.js';
import type { Facts } from '../../model/facts.js';
import { imageLabel } from '../../model/format.js';
import { type ImageRef, snapshotIds } from '../../model/image.js';
import { orNotObserved } from '../../model/observed-facts.js';
import type { Step, UndoStep } from '../../plan/types.js';

type StepHeader = Pick<Step, 'id' | 'title'>;

/** Takes an AMI out of the Recycle Bin. One that was disabled may come back disabled: what counts is that it is there. */
export function restoreImageStep(header: StepHeader, { imageId, account, region }: ImageRef): UndoStep {
  return {
    ...header,
    call: { name: 'RestoreImageFromRecycleBin', account, region, input: { ImageId: imageId } },
    waitFor: { kind: 'image-present', imageId },
  };
}

export function restoreSnapshotStep(header: StepHeader, { account, region }: ImageRef, snapshotId: string): UndoStep {
  return {
    ...header,
    call: { name: 'RestoreSnapshotFromRecycleBin', account, region, input: { SnapshotId: snapshotId } },
    waitFor: { kind: 'snapshot-completed', snapshotId },
  };
}

/**
 * What takes a removal back, its snapshots first; undefined where the Recycle Bin would not keep all that it takes, or
 * where that is not known.
 */
function restoreUndo(facts: Facts, withSnapshots: boolean): readonly UndoStep[] | undefined {
  const { image } = facts;
  const bin = orNotObserved(facts.recycleBin);
  const deleted = withSnapshots ? snapshotIds(image) : [];
  if (!bin.known || bin.value.imageDays === null) return undefined;
  if (deleted.length > 0 && bin.value.snapshotDays === null) return undefined;
  return [
    ...deleted.map((id) => restoreSnapshotStep({ id: `undo-delete-${id}`, title: `Restore ${id}` }, image, id)),
    restoreImageStep({ id: 'undo-deregister', title: `Restore ${image.imageId} from the Recycle Bin` }, image),
  ];
}

/** The removal of the AMI, with its undo if the Recycle Bin retains all of it. */
export function revertibleDeregisterStep(facts: Facts, withSnapshots: boolean): Omit<Step, 'after'> {
  const { image } = facts;
  const title = `Deregister ${imageLabel(image)}${withSnapshots ? ' and delete its snapshots' : ''}`;
  const undo = restoreUndo(facts, withSnapshots);
  return {
    ...deregisterStep({ id: 'deregister', title }, image, withSnapshots),
    ...omitUndefined({ undo }),
  };
}

/** Deregisters an AMI. The response tells the result for each snapshot. */
export function deregisterStep(
  header: Pick<Step, 'id' | 'title'>,
  { imageId, account, region }: ImageRef,
  withSnapshots: boolean,
): UndoStep {
  const input = { ImageId: imageId, ...(withSnapshots ? { DeleteAssociatedSnapshots: true } : {}) };
  return {
    ...header,
    call: { name: 'DeregisterImage', account, region, input },
    waitFor: { kind: 'image-gone', imageId },
  };
}
