import type { Facts } from '../../facts/facts.js';
import { snapshotIds, type ImageRef } from '../../facts/image.js';
import type { Step, UndoStep } from '../../plan/types.js';
import { observed } from './observed.js';

type Titled = Pick<Step, 'id' | 'title'>;

/** Takes an AMI out of the Recycle Bin. One that was disabled may come back disabled: what counts is that it is there. */
export function restoringImage(parts: Titled, { imageId, account, region }: ImageRef): UndoStep {
  return {
    ...parts,
    call: { name: 'RestoreImageFromRecycleBin', account, region, input: { ImageId: imageId } },
    until: { kind: 'image-present', imageId },
  };
}

export function restoringSnapshot(parts: Titled, { account, region }: ImageRef, snapshotId: string): UndoStep {
  return {
    ...parts,
    call: { name: 'RestoreSnapshotFromRecycleBin', account, region, input: { SnapshotId: snapshotId } },
    until: { kind: 'snapshot-completed', snapshotId },
  };
}

/**
 * What takes a removal back, its snapshots first; undefined where the Recycle Bin would not keep all that it takes, or
 * where that is not known.
 */
export function restoringAgain(facts: Facts, withSnapshots: boolean): readonly UndoStep[] | undefined {
  const { image } = facts;
  const bin = observed(facts.recycleBin);
  const deleted = withSnapshots ? snapshotIds(image) : [];
  if (!bin.known || bin.value.imageDays === null) return undefined;
  if (deleted.length > 0 && bin.value.snapshotDays === null) return undefined;
  return [
    ...deleted.map((id) => restoringSnapshot({ id: `undo-delete-${id}`, title: `Restore ${id}` }, image, id)),
    restoringImage({ id: 'undo-deregister', title: `Restore ${image.imageId} from the Recycle Bin` }, image),
  ];
}
