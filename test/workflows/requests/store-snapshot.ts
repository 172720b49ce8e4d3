import type { Store } from '../../../sandbox/ec2/store.js';

export type Ec2Snapshot = Readonly<Record<'images' | 'snapshots' | 'instances', readonly object[]>>;

/** Everything of the simulated EC2 that can be used; in which order permissions stand means nothing. */
export function takeEc2Snapshot(store: Store): Ec2Snapshot {
  const images = store.all('images').filter(({ state }) => state !== 'deregistered');
  const snapshots = store.all('snapshots').filter(({ bin }) => bin === undefined);
  return {
    images: images
      .map((image) => ({ ...image, launchPermissions: permissionKeys(image.launchPermissions) }))
      .sort(byId),
    snapshots: snapshots
      .map((each) => ({ ...each, volumePermissions: permissionKeys(each.volumePermissions) }))
      .sort(byId),
    instances: store.all('instances').filter(({ state }) => state !== 'terminated'),
  };
}

function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id.localeCompare(other.id);
}

function permissionKeys(permissions: readonly object[]): readonly string[] {
  return permissions.map((each) => Object.values(each).join()).sort();
}
