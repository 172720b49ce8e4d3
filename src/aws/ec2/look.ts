import type { Grantee } from '../../workflows/facts/facts.js';
import type { Image } from '../../workflows/facts/image.js';
import type { ResolvedCondition } from '../../workflows/plan/resolve.js';
import type { Sighting } from '../../workflows/ports.js';
import type { Clients } from '../clients.js';
import { isThere, readImage } from './images.js';
import { lookAtImage } from './look-at-image.js';
import { lookAtCopiedSnapshot, lookAtDeletedSnapshot } from './look-at-snapshot.js';
import { lookAtImport, lookAtImportsEnd } from './imports.js';
import { lookAtInstance } from './instances.js';
import { readLaunchPermissions, readVolumePermissions } from './permissions.js';

/** Looks once whether a condition is met. Throws port failures where the look itself fails. */
export async function look(clients: Clients, condition: ResolvedCondition): Promise<Sighting> {
  switch (condition.kind) {
    case 'image-available':
      return lookAtImage(clients, condition, condition);
    case 'image-gone': {
      const image = await readImage(clients, condition, condition.imageId);
      return isThere(image) ? { kind: 'not-yet', detail: `${image.imageId} is still ${image.state}` } : { kind: 'met' };
    }
    case 'image-present': {
      const image = await readImage(clients, condition, condition.imageId);
      if (!isThere(image)) return { kind: 'not-yet', detail: `${condition.imageId} is not visible yet` };
      return image.state === 'available' ? { kind: 'met' } : { kind: 'met', detail: `it is ${image.state}` };
    }
    case 'image-state':
    case 'deprecation':
    case 'deprecated-by':
    case 'protection':
      return lookAtSetting(condition, await readImage(clients, condition, condition.imageId));
    case 'snapshot-completed':
      return lookAtCopiedSnapshot(clients, condition, condition.snapshotId);
    case 'snapshot-gone':
      return lookAtDeletedSnapshot(clients, condition, condition.snapshotId);
    case 'instance-running':
    case 'instance-stopped':
    case 'instance-terminated':
      return lookAtInstance(clients, condition, condition.kind, condition.instanceId);
    case 'imported':
      return lookAtImport(clients, condition, condition.importTaskId);
    case 'import-ended':
      return lookAtImportsEnd(clients, condition, condition.importTaskId);
    case 'launch-permissions':
      return compare(condition, await readLaunchPermissions(clients, condition, condition.imageId));
    case 'volume-permissions':
      return compare(condition, await readVolumePermissions(clients, condition, condition.snapshotId));
  }
}

type SettingCondition = Extract<
  ResolvedCondition,
  { kind: 'image-state' | 'deprecation' | 'deprecated-by' | 'protection' }
>;

function lookAtSetting(condition: SettingCondition, image: Image | undefined): Sighting {
  if (image === undefined) return { kind: 'not-yet', detail: `${condition.imageId} is not visible` };
  switch (condition.kind) {
    case 'image-state':
      return seen(image.state === condition.state, `it is ${image.state}`);
    case 'deprecation':
      return seen(isSameMinute(image.deprecatedAt, condition.at), `deprecated from: ${image.deprecatedAt ?? 'never'}`);
    case 'deprecated-by':
      return seen(isByMinute(image.deprecatedAt, condition.by), `deprecated from: ${image.deprecatedAt ?? 'never'}`);
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

function isByMinute(actual: string | undefined, by: string): boolean {
  return actual !== undefined && Date.parse(actual) <= Date.parse(by) + 60_000;
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
