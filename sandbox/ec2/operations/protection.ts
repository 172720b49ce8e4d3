import { addHours } from 'date-fns';
import { findOwnImage } from '../visible-images.js';
import { ec2Operation } from '../operation.js';
import { flag, text } from '../parameters.js';

const COOLDOWN_HOURS = 24;

export const enableImageDeregistrationProtection = ec2Operation('EnableImageDeregistrationProtection', {
  params: { ImageId: text, WithCooldown: flag.default(false) },
  run({ ImageId, WithCooldown }, call) {
    const image = findOwnImage(call, ImageId);
    const protection = WithCooldown ? 'enabled-with-cooldown' : 'enabled-without-cooldown';
    call.store.put('images', { ...image, protection });
    return { return: protection };
  },
});

/** With a cooldown the image stays undeletable for another day. (EC2 User Guide, "Protect an AMI from deregistration") */
export const disableImageDeregistrationProtection = ec2Operation('DisableImageDeregistrationProtection', {
  params: { ImageId: text },
  run({ ImageId }, call) {
    const image = findOwnImage(call, ImageId);
    const cooldown =
      image.protection === 'enabled-with-cooldown'
        ? { cooldownUntil: addHours(call.now, COOLDOWN_HOURS).toISOString() }
        : {};
    call.store.put('images', { ...image, ...cooldown, protection: 'disabled' });
    return { return: 'disabled' };
  },
});
