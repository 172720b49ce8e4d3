import type { ImageRef } from '../../facts/image.js';
import type { Step, UndoStep } from '../../plan/types.js';

type Titled = Pick<Step, 'id' | 'title'>;

export function protectingStep(parts: Titled, image: ImageRef, withCooldown: boolean): UndoStep {
  const { imageId, account, region } = image;
  const input = { ImageId: imageId, WithCooldown: withCooldown };
  return {
    ...parts,
    call: { name: 'EnableImageDeregistrationProtection', account, region, input },
    until: { kind: 'protection', imageId, isOn: true },
  };
}

export function unprotectingStep(parts: Titled, { imageId, account, region }: ImageRef): UndoStep {
  return {
    ...parts,
    call: { name: 'DisableImageDeregistrationProtection', account, region, input: { ImageId: imageId } },
    until: { kind: 'protection', imageId, isOn: false },
  };
}
