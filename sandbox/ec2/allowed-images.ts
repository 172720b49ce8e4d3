import type { Image } from './image-entities.js';
import type { Call } from './operation.js';
import { settingsOf } from './settings.js';

/**
 * What the account's Allowed AMIs setting does to an image: own ones are never restricted; others are hidden when it is
 * enabled, and only marked in audit mode. (EC2 User Guide, "Control the discovery and use of AMIs with Allowed AMIs")
 */
export function allowedImages(call: Call): {
  hides(image: Image): boolean;
  /** Undefined when the setting is off. */
  toResponse(image: Image): boolean | undefined;
} {
  const { state = 'disabled', providers = [] } = settingsOf(call).allowedImages ?? {};

  function meets({ ownerId, ownerAlias }: Image): boolean {
    return ownerId === call.caller.account || providers.includes(ownerId) || providers.includes(ownerAlias ?? '');
  }

  return {
    hides: (image) => state === 'enabled' && !meets(image),
    toResponse: (image) => (state === 'disabled' ? undefined : meets(image)),
  };
}
