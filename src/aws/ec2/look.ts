import type { Grantee } from '../../workflows/facts/facts.js';
import { snapshotIds, type Image } from '../../workflows/facts/image.js';
import type { ResolvedCondition } from '../../workflows/plan/resolve.js';
import type { Sighting } from '../../workflows/ports.js';
import type { Clients } from '../clients.js';
import type { Place } from '../settings.js';
import { isThere, readImage } from './images.js';
import { readLaunchPermissions, readVolumePermissions } from './permissions.js';
import { readSnapshots } from './snapshots.js';

/** Looks once whether a condition is met. Throws port failures where the look itself fails. */
export async function look(clients: Clients, condition: ResolvedCondition): Promise<Sighting> {
  switch (condition.kind) {
    case 'image-available':
      return lookAtImage(clients, condition, condition.imageId);
    case 'image-gone': {
      const image = await readImage(clients, condition, condition.imageId);
      return isThere(image) ? { kind: 'not-yet', detail: `${image.imageId} is still ${image.state}` } : { kind: 'met' };
    }
    case 'image-state':
    case 'deprecation':
    case 'protection':
      return lookAtSetting(condition, await readImage(clients, condition, condition.imageId));
    case 'launch-permissions':
      return compare(condition, await readLaunchPermissions(clients, condition, condition.imageId));
    case 'volume-permissions':
      return compare(condition, await readVolumePermissions(clients, condition, condition.snapshotId));
  }
}

/** The SDK's own waiter goes on in states that never end, and through every error. (measured; SDK 3.1169) */
async function lookAtImage(clients: Clients, place: Place, imageId: string): Promise<Sighting> {
  const image = await readImage(clients, place, imageId);
  // Reads lag behind: an image that was made a moment ago may not be there yet. (EC2 DG, "Eventual consistency")
  if (image === undefined) return { kind: 'not-yet', detail: `${imageId} is not visible yet` };
  switch (image.state) {
    case 'available':
      return { kind: 'met', devices: devicesOf(image) };
    case 'pending':
    case 'transient':
      return { kind: 'not-yet', detail: await progressOf(clients, place, image) };
    default:
      return { kind: 'failed', message: await failureOf(clients, place, image) };
  }
}

type SettingCondition = Extract<ResolvedCondition, { kind: 'image-state' | 'deprecation' | 'protection' }>;

function lookAtSetting(condition: SettingCondition, image: Image | undefined): Sighting {
  if (image === undefined) return { kind: 'not-yet', detail: `${condition.imageId} is not visible` };
  switch (condition.kind) {
    case 'image-state':
      return seen(image.state === condition.state, `it is ${image.state}`);
    case 'deprecation':
      return seen(isSameMinute(image.deprecatedAt, condition.at), `deprecated from: ${image.deprecatedAt ?? 'never'}`);
    case 'protection':
      // While a cooldown runs EC2 may show something that nobody has documented; it begins otherwise.
      return seen(
        image.deregistrationProtection.startsWith('enabled') === condition.isOn,
        image.deregistrationProtection,
      );
  }
}

function seen(met: boolean, otherwise: string): Sighting {
  return met ? { kind: 'met' } : { kind: 'not-yet', detail: otherwise };
}

/** EC2 keeps the nearest minute. (EC2 API, EnableImageDeprecation) */
function isSameMinute(actual: string | undefined, wanted: string | null): boolean {
  if (actual === undefined || wanted === null) return actual === undefined && wanted === null;
  return Math.abs(Date.parse(actual) - Date.parse(wanted)) <= 60_000;
}

function devicesOf({ blockDevices }: Image): Readonly<Record<string, string>> {
  return Object.fromEntries(
    blockDevices.flatMap(({ device, snapshotId }) => (snapshotId === undefined ? [] : [[device, snapshotId] as const])),
  );
}

/** An image has no progress of its own, and no snapshots at first: it is as far as its slowest snapshot. */
async function progressOf(clients: Clients, place: Place, image: Image): Promise<string> {
  const snapshots = await readSnapshots(clients, place, snapshotIds(image));
  const progress = [...snapshots.values()].map(({ Progress }) => Number.parseInt(Progress ?? '0', 10) || 0);
  return progress.length === 0 ? 'copying' : `copying, ${Math.min(...progress)} %`;
}

async function failureOf(clients: Clients, place: Place, image: Image): Promise<string> {
  const snapshots = await readSnapshots(clients, place, snapshotIds(image));
  const reasons = [image.stateReason, ...[...snapshots.values()].map(({ StateMessage }) => StateMessage)];
  const said = [...new Set(reasons.filter((reason) => reason !== undefined && reason !== ''))];
  const ended = image.state === 'failed' ? 'failed' : `is ${image.state}`;
  return [`${image.imageId} ${ended}`, ...said].join(': ');
}

function compare(
  { present, absent }: { readonly present: readonly Grantee[]; readonly absent: readonly Grantee[] },
  actual: readonly Grantee[],
): Sighting {
  const there = new Set(actual.map(nameOf));
  const missing = present.map(nameOf).filter((name) => !there.has(name));
  const left = absent.map(nameOf).filter((name) => there.has(name));
  if (missing.length + left.length === 0) return { kind: 'met' };
  const parts = [
    ...(missing.length === 0 ? [] : [`not yet there: ${missing.join(', ')}`]),
    ...(left.length === 0 ? [] : [`still there: ${left.join(', ')}`]),
  ];
  return { kind: 'not-yet', detail: parts.join('; ') };
}

function nameOf(grantee: Grantee): string {
  switch (grantee.kind) {
    case 'account':
      return grantee.id;
    case 'organization':
    case 'ou':
      return grantee.arn;
    case 'public':
      return 'everybody';
  }
}
