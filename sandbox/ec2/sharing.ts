import type { Image, LaunchPermission, Snapshot } from './image-entities.js';
import type { Store } from './store.js';

/** Whether an account may launch an image, and so sees it: as owner, publicly, by name, or through its organization. */
export function canSeeImage(store: Store, image: Image, account: string): boolean {
  return (
    image.ownerId === account || image.launchPermissions.some((permission) => coversAccount(store, permission, account))
  );
}

/** Whether an account has the image by its id or through its organization: the filter `ExecutableUsers`. */
export function isSharedWith(store: Store, image: Image, account: string): boolean {
  return image.launchPermissions.some(
    (permission) => !('group' in permission) && coversAccount(store, permission, account),
  );
}

export function isPublic({ launchPermissions }: Image): boolean {
  return launchPermissions.some((permission) => 'group' in permission);
}

/** Whether an account may make volumes, and so copies, from a snapshot. */
export function canRestore(snapshot: Snapshot, account: string): boolean {
  return (
    snapshot.ownerId === account ||
    snapshot.volumePermissions.some((permission) => 'group' in permission || permission.userId === account)
  );
}

function coversAccount(store: Store, permission: LaunchPermission, account: string): boolean {
  if ('group' in permission) return true;
  if ('userId' in permission) return permission.userId === account;
  if ('organizationArn' in permission) {
    return store.get('organizations', permission.organizationArn)?.accounts.includes(account) ?? false;
  }
  const { organizationalUnitArn } = permission;
  return store.all('organizations').some(({ units }) => units[organizationalUnitArn]?.includes(account) ?? false);
}
