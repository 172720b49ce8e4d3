import type { Facts } from '../../facts/facts.js';
import { includes } from './grantee.js';
import { observed } from './observed.js';

/** Whether everybody can launch the AMI, by what EC2 lists or by its permissions: one may be seen before the other. */
export function isPublic({ image, launchPermissions }: Facts): boolean {
  const permissions = observed(launchPermissions);
  return image.public || (permissions.known && includes(permissions.value, { kind: 'public' }));
}
