import type { Grantee } from '../../../domain/model/facts.js';
import { granteeKey } from '../../../domain/model/grantee.js';
import type { Image } from '../../../domain/model/image.js';
import type { ResolvedCondition } from '../../../domain/plan/outputs.js';
import type { ConditionStatus } from '../../../workflows/ports/call-executor.js';
import type { Clients } from '../../clients/clients.js';
import { isListed, readImage } from '../images.js';
import { checkImageAvailable } from './image.js';
import { checkSnapshotCompleted, checkSnapshotDeleted } from './snapshot.js';
import { checkImportCompleted, checkImportEnded } from './import.js';
import { checkInstanceState } from '../instances.js';
import { readLaunchPermissions, readVolumePermissions } from '../permissions.js';

/** Looks once whether a condition is met. Throws port failures where the look itself fails. */
export async function checkCondition(clients: Clients, condition: ResolvedCondition): Promise<ConditionStatus> {
  switch (condition.kind) {
    case 'image-available':
      return checkImageAvailable(clients, condition, condition);
    case 'image-gone': {
      const image = await readImage(clients, condition, condition.imageId);
      return isListed(image)
        ? { kind: 'pending', detail: `${image.imageId} is still ${image.state}` }
        : { kind: 'satisfied' };
    }
    case 'image-present': {
      const image = await readImage(clients, condition, condition.imageId);
      if (!isListed(image)) return { kind: 'pending', detail: `${condition.imageId} is not visible yet` };
      return image.state === 'available'
        ? { kind: 'satisfied' }
        : { kind: 'satisfied', detail: `it is ${image.state}` };
    }
    case 'image-state':
    case 'deprecation':
    case 'deprecated-by':
    case 'protection':
      return checkSetting(condition, await readImage(clients, condition, condition.imageId));
    case 'snapshot-completed':
      return checkSnapshotCompleted(clients, condition, condition.snapshotId);
    case 'snapshot-gone':
      return checkSnapshotDeleted(clients, condition, condition.snapshotId);
    case 'instance-running':
    case 'instance-stopped':
    case 'instance-terminated':
      return checkInstanceState(clients, condition, condition.kind, condition.instanceId);
    case 'imported':
      return checkImportCompleted(clients, condition, condition.importTaskId);
    case 'import-ended':
      return checkImportEnded(clients, condition, condition.importTaskId);
    case 'launch-permissions':
      return compareGrantees(condition, await readLaunchPermissions(clients, condition, condition.imageId));
    case 'volume-permissions':
      return compareGrantees(condition, await readVolumePermissions(clients, condition, condition.snapshotId));
  }
}

type SettingCondition = Extract<
  ResolvedCondition,
  { kind: 'image-state' | 'deprecation' | 'deprecated-by' | 'protection' }
>;

function checkSetting(condition: SettingCondition, image: Image | undefined): ConditionStatus {
  if (image === undefined) return { kind: 'pending', detail: `${condition.imageId} is not visible` };
  switch (condition.kind) {
    case 'image-state':
      return statusOf(image.state === condition.state, `it is ${image.state}`);
    case 'deprecation':
      return statusOf(
        isSameMinute(image.deprecatedAt, condition.at),
        `deprecated from: ${image.deprecatedAt ?? 'never'}`,
      );
    case 'deprecated-by':
      return statusOf(
        isAtOrBefore(image.deprecatedAt, condition.by),
        `deprecated from: ${image.deprecatedAt ?? 'never'}`,
      );
    case 'protection':
      // What EC2 returns during a cooldown is not documented. It has another prefix.
      return statusOf(
        image.deregistrationProtection.startsWith('enabled') === condition.isOn,
        image.deregistrationProtection,
      );
  }
}

function statusOf(isSatisfied: boolean, pendingDetail: string): ConditionStatus {
  return isSatisfied ? { kind: 'satisfied' } : { kind: 'pending', detail: pendingDetail };
}

/** EC2 stores the nearest minute. (EC2 API, EnableImageDeprecation) */
function isSameMinute(actual: string | undefined, wanted: string | null): boolean {
  if (actual === undefined || wanted === null) return actual === undefined && wanted === null;
  return Math.abs(Date.parse(actual) - Date.parse(wanted)) <= 60_000;
}

function isAtOrBefore(actual: string | undefined, by: string): boolean {
  return actual !== undefined && Date.parse(actual) <= Date.parse(by) + 60_000;
}

function compareGrantees(
  { present, absent }: { readonly present: readonly Grantee[]; readonly absent: readonly Grantee[] },
  actual: readonly Grantee[],
): ConditionStatus {
  const current = new Set(actual.map(granteeText));
  const missing = present.map(granteeText).filter((name) => !current.has(name));
  const remaining = absent.map(granteeText).filter((name) => current.has(name));
  if (missing.length + remaining.length === 0) return { kind: 'satisfied' };
  const parts = [
    ...(missing.length === 0 ? [] : [`not visible yet: ${missing.join(', ')}`]),
    ...(remaining.length === 0 ? [] : [`not removed yet: ${remaining.join(', ')}`]),
  ];
  return { kind: 'pending', detail: parts.join('; ') };
}

function granteeText(grantee: Grantee): string {
  return grantee.kind === 'public' ? 'everyone' : granteeKey(grantee);
}
