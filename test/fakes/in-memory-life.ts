import { defined } from '../../src/aws/defined.js';
import { CALL_INPUTS } from '../../src/aws/ec2/call-inputs.js';
import { Gone } from '../../src/workflows/errors.js';
import type { Image } from '../../src/workflows/facts/image.js';
import type { ResolvedCall } from '../../src/workflows/plan/resolve.js';
import type { CallAnswer } from '../../src/workflows/ports.js';
import { ownEntry, type ImageEntry, type World } from './in-memory-world.js';

/** Calls that change what an AMI is, and nothing else. */
export const LIFE_CALLS = {
  EnableImageDeprecation(world: World, call: ResolvedCall): CallAnswer {
    const { ImageId, DeprecateAt } = CALL_INPUTS.EnableImageDeprecation.parse(call.input);
    return change(ownEntry(world, call, ImageId), (image) => ({ ...image, deprecatedAt: DeprecateAt.toISOString() }));
  },
  DisableImageDeprecation(world: World, call: ResolvedCall): CallAnswer {
    const { ImageId } = CALL_INPUTS.DisableImageDeprecation.parse(call.input);
    return change(ownEntry(world, call, ImageId), (image) => defined({ ...image, deprecatedAt: undefined }));
  },
  EnableImage(world: World, call: ResolvedCall): CallAnswer {
    const { ImageId } = CALL_INPUTS.EnableImage.parse(call.input);
    return change(entryIn(world, call, ImageId, 'disabled'), (image) => ({ ...image, state: 'available' }));
  },
  DisableImage(world: World, call: ResolvedCall): CallAnswer {
    const { ImageId } = CALL_INPUTS.DisableImage.parse(call.input);
    const entry = entryIn(world, call, ImageId, 'available');
    entry.sharedWith = [];
    return change(entry, (image) => ({ ...image, state: 'disabled', public: false }));
  },
  EnableImageDeregistrationProtection(world: World, call: ResolvedCall): CallAnswer {
    const { ImageId, WithCooldown } = CALL_INPUTS.EnableImageDeregistrationProtection.parse(call.input);
    const deregistrationProtection = WithCooldown ? 'enabled-with-cooldown' : 'enabled-without-cooldown';
    return change(ownEntry(world, call, ImageId), (image) => ({ ...image, deregistrationProtection }));
  },
  DisableImageDeregistrationProtection(world: World, call: ResolvedCall): CallAnswer {
    const { ImageId } = CALL_INPUTS.DisableImageDeregistrationProtection.parse(call.input);
    return change(ownEntry(world, call, ImageId), (image) => ({ ...image, deregistrationProtection: 'disabled' }));
  },
};

function change(entry: ImageEntry, to: (image: Image) => Image): CallAnswer {
  entry.image = to(entry.image);
  return { fields: {} };
}

function entryIn(world: World, call: ResolvedCall, imageId: string, state: string): ImageEntry {
  const entry = ownEntry(world, call, imageId);
  if (entry.image.state !== state) throw new Gone(`The image ID '${imageId}' is no longer available`);
  return entry;
}
