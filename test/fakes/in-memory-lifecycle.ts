import { omitUndefined } from '../../src/domain/model/omit-undefined.js';
import { CALL_INPUTS } from '../../src/aws/ec2/call/inputs.js';
import { NotFound } from '../../src/workflows/ports/errors.js';
import type { Image } from '../../src/domain/model/image.js';
import type { ResolvedCall } from '../../src/domain/plan/outputs.js';
import type { CallResult } from '../../src/workflows/ports/call-executor.js';
import { ownEntry, type ImageEntry, type FakeAws } from './in-memory-world.js';

/** Calls that change what an AMI is, and nothing else. */
export const LIFE_CALLS = {
  EnableImageDeprecation(fakeAws: FakeAws, call: ResolvedCall): CallResult {
    const { ImageId, DeprecateAt } = CALL_INPUTS.EnableImageDeprecation.parse(call.input);
    return change(ownEntry(fakeAws, call, ImageId), (image) => ({ ...image, deprecatedAt: DeprecateAt.toISOString() }));
  },
  DisableImageDeprecation(fakeAws: FakeAws, call: ResolvedCall): CallResult {
    const { ImageId } = CALL_INPUTS.DisableImageDeprecation.parse(call.input);
    return change(ownEntry(fakeAws, call, ImageId), (image) => omitUndefined({ ...image, deprecatedAt: undefined }));
  },
  EnableImage(fakeAws: FakeAws, call: ResolvedCall): CallResult {
    const { ImageId } = CALL_INPUTS.EnableImage.parse(call.input);
    return change(entryIn(fakeAws, call, ImageId, 'disabled'), (image) => ({ ...image, state: 'available' }));
  },
  DisableImage(fakeAws: FakeAws, call: ResolvedCall): CallResult {
    const { ImageId } = CALL_INPUTS.DisableImage.parse(call.input);
    const entry = entryIn(fakeAws, call, ImageId, 'available');
    entry.sharedWith = [];
    return change(entry, (image) => ({ ...image, state: 'disabled', public: false }));
  },
  EnableImageDeregistrationProtection(fakeAws: FakeAws, call: ResolvedCall): CallResult {
    const { ImageId, WithCooldown } = CALL_INPUTS.EnableImageDeregistrationProtection.parse(call.input);
    const deregistrationProtection = WithCooldown ? 'enabled-with-cooldown' : 'enabled-without-cooldown';
    return change(ownEntry(fakeAws, call, ImageId), (image) => ({ ...image, deregistrationProtection }));
  },
  DisableImageDeregistrationProtection(fakeAws: FakeAws, call: ResolvedCall): CallResult {
    const { ImageId } = CALL_INPUTS.DisableImageDeregistrationProtection.parse(call.input);
    return change(ownEntry(fakeAws, call, ImageId), (image) => ({ ...image, deregistrationProtection: 'disabled' }));
  },
};

function change(entry: ImageEntry, to: (image: Image) => Image): CallResult {
  entry.image = to(entry.image);
  return { fields: {} };
}

function entryIn(fakeAws: FakeAws, call: ResolvedCall, imageId: string, state: string): ImageEntry {
  const entry = ownEntry(fakeAws, call, imageId);
  if (entry.image.state !== state) throw new NotFound(`The image ID '${imageId}' is no longer available`);
  return entry;
}
