import type { Grantee } from '../../facts/facts.js';
import type { ImageRef } from '../../facts/image.js';
import type { Fact } from '../../facts/known.js';
import type { Step, UndoStep } from '../../plan/types.js';
import { launchPermissionStep } from './permission-steps.js';

type Titled = Pick<Step, 'id' | 'title'>;

export function disablingStep(parts: Titled, { imageId, account, region }: ImageRef): UndoStep {
  return {
    ...parts,
    call: { name: 'DisableImage', account, region, input: { ImageId: imageId } },
    until: { kind: 'image-state', imageId, state: 'disabled' },
  };
}

export function enablingStep(parts: Titled, { imageId, account, region }: ImageRef): UndoStep {
  return {
    ...parts,
    call: { name: 'EnableImage', account, region, input: { ImageId: imageId } },
    until: { kind: 'image-state', imageId, state: 'available' },
  };
}

/**
 * What takes a disabling back: the AMI is enabled, then shared with exactly those whom it was shared with. `public` comes
 * last and by itself, since a block on public AMIs may refuse it by then.
 */
export function enablingAgain(image: ImageRef, before: Fact<readonly Grantee[]>): readonly UndoStep[] {
  const { imageId } = image;
  const grantees = before.known ? before.value : [];
  const others = grantees.filter(({ kind }) => kind !== 'public');
  const everybody = grantees.filter(({ kind }) => kind === 'public');
  return [
    enablingStep({ id: 'undo-disable', title: `Enable ${imageId} again` }, image),
    ...sharingAgain('undo-erase-sharing', `Share ${imageId} again with those who had it`, image, others),
    ...sharingAgain('undo-erase-public', `Make ${imageId} public again`, image, everybody),
  ];
}

function sharingAgain(id: string, title: string, image: ImageRef, grantees: readonly Grantee[]): readonly UndoStep[] {
  if (grantees.length === 0) return [];
  return [launchPermissionStep({ id, title }, image, image.imageId, 'add', grantees)];
}
